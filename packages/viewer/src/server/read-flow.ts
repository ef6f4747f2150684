import { AddressNames, buildFlow, buildLadder, type CallRow, type Ladder, markFindings } from '@sipscope/analyzer';
import type { CaptureRow } from '../api/captures.ts';
import { type FlowPart, type FlowQuery, mostFlowArrows, withRelated } from '../api/flow.ts';
import type { ListName } from '../api/lists.ts';
import type { OpenCaptures } from './open-captures.ts';
import { ProblemError } from './problem-error.ts';
import { readMessages } from './read-messages.ts';
import type { PlacedMessage, RowDatabase } from './rows/row-database.ts';
import type { WantedMessages } from './rows/wanted-messages.ts';

/** What pictures are drawn from. */
export type FlowSource = {
  readonly rows: RowDatabase;
  readonly captures: OpenCaptures;
  readonly capture: CaptureRow;
  readonly captureFile: string;
};

/** Rows whose messages are told by their frames. */
const listsOfFrames = ['registrations', 'subscriptions', 'publications', 'conversations'] as const;

/** Several calls, or what is no call, in one picture. */
export async function readFlow(source: FlowSource, query: FlowQuery): Promise<Ladder> {
  const { rows, capture } = source;
  const named = await rowsOf(source, 'calls', query.calls ?? []);
  const calls = query.extended ? await withRelated(named, (ids) => rows.rowsOfIds(capture.id, 'calls', ids)) : named;
  const wanted = await wantedMessages(source, query, calls);
  const placed = await rows.messagesWanted(capture.id, wanted, mostFlowArrows + 1);
  const shown = placed.slice(0, mostFlowArrows);
  const moreMessages =
    placed.length > shown.length ? (await rows.countWanted(capture.id, wanted)) - shown.length : undefined;
  const known = await knownTo(source, shown);
  const [streams, findings] = await Promise.all([
    Promise.all(calls.map(({ id }) => rows.streamsOfCall(capture.id, id))),
    rows.findingsOfFrames(
      capture.id,
      shown.map(({ row }) => row.frame),
      mostFlowArrows,
    ),
  ]);
  const messages = await readMessages(source.captures, source.captureFile, shown);
  const ladder = buildFlow(calls, messages, { ...known, streams: streams.flat(), moreMessages });
  return markFindings(ladder, findings);
}

/** One call with all its legs. `placed`: its messages, as many as are drawn. */
export async function readLadder(source: FlowSource, call: CallRow, placed: readonly PlacedMessage[]): Promise<Ladder> {
  const { rows, capture } = source;
  const [{ names, ...known }, streams, findings, messages] = await Promise.all([
    knownTo(source, placed),
    rows.streamsOfCall(capture.id, call.id),
    rows.findingsOfCall(capture.id, call.id),
    readMessages(source.captures, source.captureFile, placed),
  ]);
  const moreMessages = Math.max(0, call.messages - placed.length);
  return markFindings(buildLadder(call, messages, names, streams, { ...known, moreMessages }), findings);
}

async function knownTo({ rows, capture }: FlowSource, placed: readonly PlacedMessage[]) {
  const { facts } = capture;
  const ids = new Set(placed.flatMap(({ row }) => row.transaction ?? []));
  return {
    names: new AddressNames(undefined, facts?.names),
    transactions: await rows.rowsOfIds(capture.id, 'transactions', [...ids]),
    // A capture that is being written is not over.
    ...(facts === undefined || capture.live === true ? {} : { captured: facts }),
  };
}

async function wantedMessages(
  source: FlowSource,
  query: FlowQuery,
  calls: readonly CallRow[],
): Promise<WantedMessages> {
  const dialogs = await rowsOf(source, 'dialogs', query.dialogs ?? []);
  const transactions = await rowsOf(source, 'transactions', query.transactions ?? []);
  const followed = await Promise.all(listsOfFrames.map((list) => rowsOf(source, list, query[list] ?? [])));
  return {
    calls: calls.map(({ id }) => id),
    transactions: [...transactions.map(({ id }) => id), ...dialogs.flatMap((row) => row.transactions)],
    frames: followed.flatMap((list) => list.flatMap((row) => row.messages)),
    callIds: query.callIds ?? [],
  };
}

/** Refuses where one of them is not there: a picture that lacks what was asked for would be taken for whole. */
async function rowsOf<Name extends Exclude<FlowPart, 'callIds'> & ListName>(
  { rows, capture }: FlowSource,
  list: Name,
  ids: readonly string[],
) {
  const found = await rows.rowsOfIds(capture.id, list, ids);
  if (found.length === new Set(ids).size) return found;
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  throw new ProblemError('not-found', `Of the ${list} of this capture, there is no ${missing}.`);
}
