import {
  type AddressNames,
  type Analysis,
  buildFlow,
  buildLadder,
  type CallRow,
  type CaptureInput,
  type Ladder,
  type LadderMessage,
  markFindings,
  type MessageRow,
  type TransactionRow,
} from '@sipscope/analyzer';
import { type FlowQuery, mostFlowArrows, withRelated } from '../../api/flow.ts';
import { refusal } from './backend-error.ts';

type Read = {
  readonly input: CaptureInput;
  readonly analysis: Analysis;
  readonly messages: readonly MessageRow[];
  readonly names: () => AddressNames;
};

/** Rows whose messages are told by their frames. */
const listsOfFrames = ['registrations', 'subscriptions', 'publications', 'conversations'] as const;

type Framed = { readonly id: string; readonly messages: readonly number[] };

/** Draws calls, and whatever else is asked for, of a capture that was read where it lies, as the server does. */
export class LocalFlows {
  readonly #read: Read;

  constructor(read: Read) {
    this.#read = read;
  }

  async ladder(call: CallRow): Promise<Ladder> {
    const { analysis, names } = this.#read;
    const numbers = analysis.messagesOfCall(call.id);
    const streams = analysis.streamsOfCall(call.id);
    const ladder = buildLadder(call, await this.#texts(numbers), names(), streams, this.#known(numbers));
    return markFindings(
      ladder,
      [...analysis.findings()].filter((finding) => finding.call === call.id),
    );
  }

  async flow(query: FlowQuery): Promise<Ladder> {
    const { analysis, names } = this.#read;
    const named = found('calls', query.calls ?? [], (id) => analysis.call(id));
    const calls = query.extended ? await withRelated(named, async (ids) => this.#callsOf(ids)) : named;
    const all = this.#wanted(query, calls);
    const numbers = all.slice(0, mostFlowArrows);
    const streams = calls.flatMap(({ id }) => analysis.streamsOfCall(id));
    const known = { ...this.#known(numbers), names: names(), streams, moreMessages: all.length - numbers.length };
    const ladder = buildFlow(calls, await this.#texts(numbers), known);
    const frames = new Set(ladder.arrows.map(({ frame }) => frame));
    return markFindings(
      ladder,
      [...analysis.findings()].filter(({ frame }) => frame !== undefined && frames.has(frame)),
    );
  }

  #callsOf(ids: readonly string[]): readonly CallRow[] {
    return ids.flatMap((id) => this.#read.analysis.call(id) ?? []);
  }

  /** Numbers of the messages, in order. */
  #wanted(query: FlowQuery, calls: readonly CallRow[]): readonly number[] {
    const { analysis, messages } = this.#read;
    const dialogs = found(
      'dialogs',
      query.dialogs ?? [],
      finder(() => analysis.dialogs()),
    );
    const own = found('transactions', query.transactions ?? [], (id) => analysis.transaction(id));
    const transactions = new Set([...own.map(({ id }) => id), ...dialogs.flatMap((row) => row.transactions)]);
    const followed = listsOfFrames.flatMap((list) => {
      const find = finder<Framed>(() => analysis[list]());
      return found(list, query[list] ?? [], find);
    });
    const frames = new Set(followed.flatMap((row) => row.messages));
    const [ofCalls, callIds] = [new Set(calls.map(({ id }) => id)), new Set(query.callIds)];
    return messages.flatMap(({ call, transaction, frame, callId }, number) =>
      (call !== undefined && ofCalls.has(call)) ||
      (transaction !== undefined && transactions.has(transaction)) ||
      frames.has(frame) ||
      (callId !== undefined && callIds.has(callId))
        ? [number]
        : [],
    );
  }

  #known(numbers: readonly number[]): {
    readonly transactions: readonly TransactionRow[];
    readonly captured: Analysis['facts'];
  } {
    const { analysis, messages } = this.#read;
    const ids = new Set(numbers.flatMap((number) => messages[number]?.transaction ?? []));
    return { transactions: [...ids].flatMap((id) => analysis.transaction(id) ?? []), captured: analysis.facts };
  }

  async #texts(numbers: readonly number[]): Promise<readonly LadderMessage[]> {
    const { input, analysis, messages } = this.#read;
    const texts: LadderMessage[] = [];
    for (const number of numbers) {
      const row = messages[number];
      if (row === undefined) continue;
      const bytes = await input.read(analysis.place(number));
      texts.push({ row, index: analysis.frame(number).index, bytes });
    }
    return texts;
  }
}

/** By id, of a list that is gone through once. */
function finder<Row extends { readonly id: string }>(list: () => Iterable<Row>): (id: string) => Row | undefined {
  let rows: ReadonlyMap<string, Row> | undefined;
  return (id) => (rows ??= new Map([...list()].map((row) => [row.id, row]))).get(id);
}

/** Refuses where one of them is not there: a picture that lacks what was asked for would be taken for whole. */
function found<Row>(list: string, ids: readonly string[], find: (id: string) => Row | undefined): readonly Row[] {
  return ids.map((id) => {
    const row = find(id);
    if (row === undefined) throw refusal('not-found', `Of the ${list} of this capture, there is no ${id}.`);
    return row;
  });
}
