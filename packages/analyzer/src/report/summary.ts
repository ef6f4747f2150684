import { callResult } from '../call/call-outcome.ts';
import type { Call } from '../call/call.ts';
import type { MessageTable } from '../message/message-table.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { Copy } from '../transaction/transaction-table.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { kpis } from './kpi.ts';
import type { CaptureFacts, DiagnosticCount, Summary } from '../rows.ts';

const maxTopTalkers = 10;

export type SummaryInput = {
  readonly capture: CaptureFacts;
  readonly messages: MessageTable;
  readonly flows: FlowTable;
  readonly copyOf: (message: number) => Copy;
  readonly transactions: readonly Transaction[];
  readonly dialogs: number;
  readonly calls: readonly Call[];
  readonly userAgents: ReadonlyMap<string, number>;
  readonly diagnostics: readonly DiagnosticCount[];
  readonly nowNs: number;
};

export function summary(input: SummaryInput): Summary {
  const { capture, transactions, dialogs, calls, diagnostics } = input;
  const tally = tallyMessages(input);
  const outcomes = new Map<string, number>();
  for (const call of calls) add(outcomes, callResult(call, input.messages, input.nowNs).outcome, 1);
  return {
    capture,
    counts: { ...tally.counts, transactions: transactions.length, dialogs, calls: calls.length },
    methods: record(tally.methods),
    statuses: record(tally.statuses),
    transports: record(tally.transports),
    outcomes: record(outcomes),
    kpis: kpis(input),
    topTalkers: largest(tally.talkers, ({ messages }) => messages).map(([address, figures]) => ({
      address,
      ...figures,
    })),
    userAgents: largest(input.userAgents, (messages) => messages).map(([userAgent, messages]) => ({
      userAgent,
      messages,
    })),
    diagnostics,
  };
}

type Talker = { messages: number; bytes: number };

type Tally = {
  readonly counts: {
    messages: number;
    requests: number;
    responses: number;
    retransmissions: number;
    duplicates: number;
  };
  /** Of requests. */
  readonly methods: Map<string, number>;
  readonly statuses: Map<string, number>;
  readonly transports: Map<string, number>;
  readonly talkers: Map<string, Talker>;
};

/** Captured copies of a packet are counted as such and nowhere else. */
function tallyMessages({ messages, flows, copyOf }: SummaryInput): Tally {
  const tally: Tally = {
    counts: { messages: 0, requests: 0, responses: 0, retransmissions: 0, duplicates: 0 },
    methods: new Map(),
    statuses: new Map(),
    transports: new Map(),
    talkers: new Map(),
  };
  for (let message = 0; message < messages.length; message++) {
    const copy = copyOf(message);
    if (copy === 'duplicate') {
      tally.counts.duplicates++;
      continue;
    }
    tally.counts.messages++;
    if (copy === 'retransmission') tally.counts.retransmissions++;
    if (messages.isRequest(message)) {
      tally.counts.requests++;
      add(tally.methods, messages.methods.text(messages.method(message)) ?? '', 1);
    } else {
      tally.counts.responses++;
      add(tally.statuses, String(messages.status(message)), 1);
    }
    const flow = messages.flow(message);
    add(tally.transports, flows.transport(flow), 1);
    addTalk(tally.talkers, flows.sourceIp(flow), messages.size(message));
  }
  return tally;
}

function addTalk(talkers: Map<string, Talker>, address: string, bytes: number): void {
  const talker = talkers.get(address);
  if (talker === undefined) talkers.set(address, { messages: 1, bytes });
  else {
    talker.messages++;
    talker.bytes += bytes;
  }
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** Names come from the wire: the record has no prototype that one of them could meet. */
function record(counts: ReadonlyMap<string, number>): Record<string, number> {
  const counted: Record<string, number> = Object.create(null);
  for (const [key, count] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))) counted[key] = count;
  return counted;
}

function largest<T>(counts: ReadonlyMap<string, T>, size: (figure: T) => number): [string, T][] {
  return [...counts].toSorted(([, a], [, b]) => size(b) - size(a)).slice(0, maxTopTalkers);
}
