import { type CallResult, callResult } from '../call/call-outcome.ts';
import type { Call } from '../call/call.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { MessageTable } from '../message/message-table.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { Copy } from '../transaction/transaction-table.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { KpiTally } from './kpi.ts';
import type { CaptureFacts, DiagnosticCount, FollowedRows, Summary } from '../rows.ts';

const maxTopTalkers = 10;

type TallyContext = {
  readonly messages: MessageTable;
  readonly flows: FlowTable;
};

export type SummaryInput = {
  readonly capture: CaptureFacts;
  /** Of what is counted elsewhere. */
  readonly counts: Pick<Summary['counts'], 'transactions' | 'dialogs' | 'calls' | keyof FollowedRows>;
  /** Those of which more may come. */
  readonly openTransactions: readonly Transaction[];
  readonly openCalls: readonly Call[];
  readonly userAgents: ReadonlyMap<string, number>;
  readonly diagnostics: readonly DiagnosticCount[];
  /** Time of the capture's last packet. */
  readonly nowNs: number;
};

type Talker = { messages: number; bytes: number };

/** What the summary counts, as it comes: a message when it is received, a transaction and a call when nothing more is expected of them. */
export class SummaryTally {
  readonly #messages: MessageTable;
  readonly #flows: FlowTable;
  readonly #counts = { messages: 0, requests: 0, responses: 0, retransmissions: 0, duplicates: 0 };
  /** Of requests, by the number of the method. */
  readonly #methods: number[] = [];
  readonly #statuses: number[] = [];
  /** By flow. */
  readonly #talks: Talker[] = [];
  readonly #outcomes = new Map<string, number>();
  readonly #kpis = new KpiTally();

  constructor({ messages, flows }: TallyContext) {
    this.#messages = messages;
    this.#flows = flows;
  }

  /** Captured copies of a packet are counted as such and nowhere else. */
  addMessage({ isRequest, status, method, flow }: CapturedMessage, copy: Copy, bytes: number): void {
    if (copy === 'duplicate') {
      this.#counts.duplicates++;
      return;
    }
    this.#counts.messages++;
    if (copy === 'retransmission') this.#counts.retransmissions++;
    if (isRequest) {
      this.#counts.requests++;
      this.#methods[method] = (this.#methods[method] ?? 0) + 1;
    } else {
      this.#counts.responses++;
      this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    }
    const talk = (this.#talks[flow] ??= { messages: 0, bytes: 0 });
    talk.messages++;
    talk.bytes += bytes;
  }

  addTransaction(transaction: Transaction, nowNs: number): void {
    this.#kpis.addTransaction(transaction, { messages: this.#messages, nowNs });
  }

  addCall(call: Call, result: CallResult, nowNs: number): void {
    add(this.#outcomes, result.outcome, 1);
    this.#kpis.addCall(call, result, { messages: this.#messages, nowNs });
  }

  summary({ capture, counts, openTransactions, openCalls, userAgents, diagnostics, nowNs }: SummaryInput): Summary {
    const context = { messages: this.#messages, nowNs };
    const outcomes = new Map(this.#outcomes);
    const kpis = this.#kpis.copy();
    for (const transaction of openTransactions) kpis.addTransaction(transaction, context);
    for (const call of openCalls) {
      const result = callResult(call, this.#messages, nowNs);
      add(outcomes, result.outcome, 1);
      kpis.addCall(call, result, context);
    }
    const { transports, talkers } = this.#byAddress();
    return {
      capture,
      counts: { ...this.#counts, ...counts },
      methods: record(this.#named(this.#methods, (number) => this.#messages.methods.text(number) ?? '')),
      statuses: record(this.#named(this.#statuses, String)),
      transports: record(transports),
      outcomes: record(outcomes),
      kpis: kpis.figures(),
      topTalkers: largest(talkers, ({ messages }) => messages).map(([address, figures]) => ({ address, ...figures })),
      userAgents: largest(userAgents, (messages) => messages).map(([userAgent, messages]) => ({ userAgent, messages })),
      diagnostics,
    };
  }

  #named(counts: readonly number[], nameOf: (number: number) => string): Map<string, number> {
    const named = new Map<string, number>();
    for (const [number, count] of counts.entries()) if (count !== undefined) add(named, nameOf(number), count);
    return named;
  }

  #byAddress(): { readonly transports: Map<string, number>; readonly talkers: Map<string, Talker> } {
    const transports = new Map<string, number>();
    const talkers = new Map<string, Talker>();
    for (const [flow, talk] of this.#talks.entries()) {
      if (talk === undefined) continue;
      add(transports, this.#flows.transport(flow), talk.messages);
      addTalk(talkers, this.#flows.sourceIp(flow), talk);
    }
    return { transports, talkers };
  }
}

function addTalk(talkers: Map<string, Talker>, address: string, { messages, bytes }: Talker): void {
  const talker = talkers.get(address);
  if (talker === undefined) talkers.set(address, { messages, bytes });
  else {
    talker.messages += messages;
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
  // Those of equal size by name, wherever they were seen first.
  const byName = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return byName.toSorted(([, a], [, b]) => size(b) - size(a)).slice(0, maxTopTalkers);
}
