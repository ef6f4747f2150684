import type { Analysis } from '../analysis.ts';
import type { CallMessage } from '../message/call-message.ts';
import type { CallRow, SessionRow } from '../rows.ts';
import { tellCall } from '../story/tell-call.ts';
import { problemsOf, type RowContext } from './compare-rows.ts';
import type { FlowVerdict } from './flow-report.ts';
import { type Expectation, type Script, ScriptError } from './script/script.ts';
import type { ReadSeen } from './seen-message.ts';

/** What rows are asked of. */
type RowSource = {
  readonly analysis: Analysis;
  /** As the analysis told them (`onSession`). */
  readonly sessions: readonly SessionRow[];
};

/** The rows of a capture, made when the first flow or call asks for them. */
export type RowIndex = { readonly source: RowSource; readonly lists: Map<string, IndexedRows> };

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
  index: RowIndex,
  { scope, messages }: { readonly scope: RowScope | undefined; readonly messages: readonly ReadSeen[] },
  context: RowContext,
): FlowVerdict['rows'] {
  return script.expectations.flatMap((expectation) => {
    const rows = rowsOf(expectation, index, scope, messages);
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
  { lists: known, source }: RowIndex,
  scope: RowScope | undefined,
  messages: readonly ReadSeen[],
): readonly object[] {
  if (scope === undefined || list === 'messages' || storyLists.has(list)) {
    return [...(lists[list]?.(source, scope, messages) ?? [])];
  }
  if (list === 'calls') return scope.call === undefined ? [] : [scope.call];
  let ofList = known.get(list);
  if (ofList === undefined) {
    ofList = indexed(lists[list]?.(source, undefined, []) ?? [], list);
    known.set(list, ofList);
  }
  return rowsIn(ofList, scope);
}

type Belonging = {
  readonly call?: string;
  readonly callId?: string;
  readonly callIds?: readonly string[];
};

/** The rows of a list by what they belong to, so that each of many calls finds its own. */
type IndexedRows = {
  readonly rows: readonly object[];
  readonly ofCapture: readonly number[];
  readonly byKey: ReadonlyMap<string, readonly number[]>;
};

/** A row that tells neither its call nor a Call-ID is of the capture. */
function indexed(all: Iterable<object>, list: string): IndexedRows {
  const rows = [...all];
  const ofCapture: number[] = [];
  const byKey = new Map<string, number[]>();
  for (const [number, row] of rows.entries()) {
    const keys = keysOf(row);
    if (keys.length === 0 && list !== 'streams') ofCapture.push(number);
    for (const key of keys) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [number]);
      else known.push(number);
    }
  }
  return { rows, ofCapture, byKey };
}

function keysOf({ call, callId, callIds = [] }: Belonging): string[] {
  if (call !== undefined) return [`call ${call}`];
  return (callId === undefined ? callIds : [callId]).map((one) => `id ${one}`);
}

function rowsIn({ rows, ofCapture, byKey }: IndexedRows, { call, messages }: RowScope): object[] {
  const callIds = new Set(messages.flatMap(({ row }) => row.callId ?? []));
  const keys = [...(call === undefined ? [] : [`call ${call.id}`]), ...[...callIds].map((one) => `id ${one}`)];
  const numbers = new Set([...ofCapture, ...keys.flatMap((key) => byKey.get(key) ?? [])]);
  return [...numbers].toSorted((a, b) => a - b).flatMap((number) => rows[number] ?? []);
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
