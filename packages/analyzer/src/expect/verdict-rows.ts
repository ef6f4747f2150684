import type { Analysis } from '../analysis.ts';
import type { CallMessage } from '../message/call-message.ts';
import type { CallRow, SessionRow } from '../rows.ts';
import { tellCall } from '../story/tell-call.ts';
import { problemsOf, type RowContext } from './compare-rows.ts';
import type { FlowVerdict } from './flow-report.ts';
import { type Expectation, type Script, ScriptError } from './script/script.ts';
import type { ReadSeen } from './seen-message.ts';

/** What rows are asked of. */
export type RowSource = {
  readonly analysis: Analysis;
  /** As the analysis told them (`onSession`). */
  readonly sessions: readonly SessionRow[];
};

/** Where a flow was found: rows of the rest of the capture are not looked at. Absent: all are. */
export type RowScope = { readonly call: CallRow | undefined; readonly messages: readonly ReadSeen[] };

type ListRows = (source: RowSource, scope: RowScope | undefined, messages: readonly ReadSeen[]) => Iterable<object>;

/** Of each list that a flow may state rows of. */
const lists: Readonly<Record<string, ListRows>> = {
  messages: (_, scope, messages) => (scope?.messages ?? messages).map(({ row }) => row),
  transactions: ({ analysis }) => analysis.transactions(),
  dialogs: ({ analysis }) => analysis.dialogs(),
  calls: ({ analysis }) => analysis.calls(),
  registrations: ({ analysis }) => analysis.registrations(),
  subscriptions: ({ analysis }) => analysis.subscriptions(),
  publications: ({ analysis }) => analysis.publications(),
  conversations: ({ analysis }) => analysis.conversations(),
  streams: ({ analysis }) => analysis.streams(),
  kpis: ({ analysis }) => analysis.kpis(),
  findings: ({ analysis }) => analysis.findings(),
  summary: ({ analysis }) => [analysis.summary()],
  sessions: ({ sessions }) => sessionsInOrder(sessions),
  stories: (source, scope, messages) => storiesOf(source, scope, messages),
  legs: (source, scope, messages) => storiesOf(source, scope, messages).flatMap(({ legs }) => legs),
  events: (source, scope, messages) => storiesOf(source, scope, messages).flatMap(({ events }) => events),
};

const storyLists: ReadonlySet<string> = new Set(['stories', 'legs', 'events']);

/** Throws where rows are stated of what is no list. */
export function checkLists({ file, expectations }: Script): void {
  const unknown = expectations.find(({ list }) => !Object.hasOwn(lists, list));
  if (unknown !== undefined) throw new ScriptError(file, unknown.line, `there is no list of ${unknown.list}`);
}

/** What of the stated rows is not so. `messages`: those that were compared. */
export function rowProblems(
  script: Script,
  source: RowSource,
  { scope, messages }: { readonly scope: RowScope | undefined; readonly messages: readonly ReadSeen[] },
  context: RowContext,
): FlowVerdict['rows'] {
  return script.expectations.flatMap((expectation) => {
    const rows = rowsOf(expectation, source, scope, messages);
    try {
      return problemsOf(expectation, rows, context);
    } catch (error) {
      // A label that no line has, or a pattern that is none.
      if (!(error instanceof Error)) throw error;
      throw new ScriptError(script.file, expectation.line, error.message, { cause: error });
    }
  });
}

function rowsOf(
  { list }: Expectation,
  source: RowSource,
  scope: RowScope | undefined,
  messages: readonly ReadSeen[],
): readonly object[] {
  const rows = [...(lists[list]?.(source, scope, messages) ?? [])];
  if (scope === undefined || list === 'messages' || storyLists.has(list)) return rows;
  const callIds = new Set(scope.messages.flatMap(({ row }) => row.callId ?? []));
  return rows.filter((row) => isOf(row, list, scope.call?.id, callIds));
}

type Belonging = {
  readonly id?: string;
  readonly call?: string;
  readonly callId?: string;
  readonly callIds?: readonly string[];
};

/** A row that tells neither its call nor a Call-ID is of the capture. */
function isOf(row: Belonging, list: string, call: string | undefined, callIds: ReadonlySet<string>): boolean {
  if (list === 'calls') return row.id === call;
  if (row.call !== undefined) return row.call === call;
  if (row.callId !== undefined) return callIds.has(row.callId);
  if (row.callIds !== undefined) return row.callIds.some((callId) => callIds.has(callId));
  return list !== 'streams';
}

function storiesOf(
  { analysis }: RowSource,
  scope: RowScope | undefined,
  messages: readonly ReadSeen[],
): ReturnType<typeof tellCall>[] {
  const calls = scope === undefined ? [...analysis.calls()] : scope.call === undefined ? [] : [scope.call];
  const byNumber = new Map((scope?.messages ?? messages).map((message) => [message.number, message]));
  return calls.map((call) => {
    const texts = analysis.messagesOfCall(call.id).flatMap((number): CallMessage[] => {
      const message = byNumber.get(number);
      return message === undefined
        ? []
        : [{ row: message.row, index: analysis.frame(number).index, bytes: message.parsed.bytes }];
    });
    return tellCall(call, texts, { streams: analysis.streamsOfCall(call.id) });
  });
}

/** Of their dialogs; the sessions of attempts that made none come last. */
export function sessionsInOrder(sessions: readonly SessionRow[]): readonly SessionRow[] {
  const place = ({ dialog }: SessionRow) => (dialog === undefined ? Number.POSITIVE_INFINITY : Number(dialog.slice(1)));
  return sessions.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}
