import { type CallResult, callResult } from '../call/call-outcome.ts';
import type { Call } from '../call/call.ts';
import type { Participants } from '../participants/participant-tally.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method as methods } from '../message/method.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { Copy } from '../transaction/transaction-table.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { Suspicions } from '../traffic/suspicions.ts';
import { type KpiContext, KpiTally } from '../traffic/kpi-tally.ts';
import { type Peak, PerSecond } from '../traffic/per-second.ts';
import { RegistrationAttempts } from '../traffic/registration-attempts.ts';
import type { TimeFormat } from '../follow/format-time.ts';
import { kpiRows, overallKpis } from './kpi-rows.ts';
import { suspicionRows } from './suspicion-rows.ts';
import type { CaptureFacts, ImsSection, DiagnosticCount, FollowedRows, KpiRow, PeakRow, Summary } from '../rows.ts';

const maxTopTalkers = 10;

type TallyContext = {
  readonly messages: MessageTable;
  readonly flows: FlowTable;
  readonly times: TimeFormat;
};

/** Those of which more may come. */
type OpenThings = {
  readonly openTransactions: readonly Transaction[];
  readonly openCalls: readonly Call[];
  /** Time of the capture's last packet. */
  readonly nowNs: number;
};

export type SummaryInput = OpenThings & {
  readonly capture: CaptureFacts;
  /** Of what is counted elsewhere. */
  readonly counts: Pick<Summary['counts'], 'transactions' | 'dialogs' | 'calls' | 'streams' | keyof FollowedRows>;
  readonly userAgents: ReadonlyMap<string, number>;
  readonly digests: Summary['digests'];
  readonly findings: Summary['findings'];
  readonly media: Summary['media'];
  readonly participants: Participants;
  readonly ims: ImsSection | undefined;
  readonly diagnostics: readonly DiagnosticCount[];
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
  readonly #times: TimeFormat;
  readonly #registrationAttempts = new RegistrationAttempts();
  readonly #kpis = new KpiTally(this.#registrationAttempts);
  readonly #perSecond = { messages: new PerSecond(), calls: new PerSecond(), registers: new PerSecond() };
  readonly #suspicions: Suspicions;

  constructor({ messages, flows, times }: TallyContext) {
    this.#messages = messages;
    this.#flows = flows;
    this.#times = times;
    this.#suspicions = new Suspicions(messages, flows);
  }

  /** Captured copies of a packet are counted as such and nowhere else. */
  addMessage(message: CapturedMessage, copy: Copy, bytes: number): void {
    const { isRequest, status, method, flow } = message;
    if (copy === 'duplicate') {
      this.#counts.duplicates++;
      return;
    }
    this.#counts.messages++;
    this.#perSecond.messages.add(message.timeNs, 1);
    if (copy === 'none') this.#suspicions.receive(message);
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
    this.#kpis.addTransaction(transaction, this.#context(nowNs));
    if (transaction.method === methods.register && transaction.viaCount === 1 && transaction.request >= 0)
      this.#perSecond.registers.add(this.#messages.timeNs(transaction.request), 1);
  }

  addCall(call: Call, result: CallResult, nowNs: number): void {
    add(this.#outcomes, result.outcome, 1);
    this.#kpis.addCall(call, result, this.#context(nowNs));
    this.#suspicions.addCall(call, result);
    if (!call.isPartial) this.#perSecond.calls.add(this.#messages.timeNs(call.first), 1);
  }

  summary({
    capture,
    counts,
    openTransactions,
    openCalls,
    userAgents,
    diagnostics,
    nowNs,
    ...input
  }: SummaryInput): Summary {
    const { ims, digests, findings, media } = input;
    const { participants, more } = input.participants;
    const outcomes = new Map(this.#outcomes);
    const open = this.#openTally(openTransactions, openCalls, nowNs, (outcome) => add(outcomes, outcome, 1));
    const { transports, talkers } = this.#byAddress();
    return {
      capture,
      counts: { ...this.#counts, ...counts },
      methods: record(this.#named(this.#methods, (number) => this.#messages.methods.text(number) ?? '')),
      statuses: record(this.#named(this.#statuses, String)),
      transports: record(transports),
      outcomes: record(outcomes),
      kpis: overallKpis(this.#kpis, open).row(),
      peaks: this.#peaks(open),
      ...(media === undefined ? {} : { media }),
      suspicions: [...suspicionRows(this.#suspicions.suspects, this.#times)],
      topTalkers: largest(talkers, ({ messages }) => messages).map(([address, figures]) => ({ address, ...figures })),
      userAgents: largest(userAgents, (messages) => messages).map(([userAgent, messages]) => ({ userAgent, messages })),
      participants,
      ...(more === 0 ? {} : { moreParticipants: more }),
      ...(ims === undefined ? {} : { ims }),
      ...(digests === undefined ? {} : { digests }),
      ...(findings === undefined ? {} : { findings }),
      diagnostics,
    };
  }

  /** See `ListRows`. */
  kpis({ openTransactions, openCalls, nowNs }: OpenThings): Iterable<KpiRow> {
    const open = this.#openTally(openTransactions, openCalls, nowNs);
    return kpiRows({ closed: this.#kpis, open, messages: this.#perSecond.messages, times: this.#times });
  }

  /** Of what is not over yet. */
  #openTally(
    transactions: readonly Transaction[],
    calls: readonly Call[],
    nowNs: number,
    onOutcome: (outcome: CallResult['outcome']) => void = () => {},
  ): KpiTally {
    const open = new KpiTally(this.#registrationAttempts.copy());
    const context = this.#context(nowNs);
    for (const transaction of transactions) open.addTransaction(transaction, context);
    for (const call of calls) {
      const result = callResult(call, this.#messages, nowNs);
      onOutcome(result.outcome);
      open.addCall(call, result, context);
    }
    return open;
  }

  #context(nowNs: number): KpiContext {
    return { messages: this.#messages, flows: this.#flows, nowNs };
  }

  #peaks(open: KpiTally): Summary['peaks'] {
    const concurrent = this.#kpis.concurrency.most(open.concurrency);
    const calls = this.#perSecond.calls.most();
    const registers = this.#perSecond.registers.most();
    return {
      ...(concurrent === undefined ? {} : { concurrentCalls: this.#peak(concurrent) }),
      ...(calls === undefined ? {} : { callsPerSecond: this.#peak(calls) }),
      ...(registers === undefined ? {} : { registersPerSecond: this.#peak(registers) }),
    };
  }

  #peak({ second, count }: Peak): PeakRow {
    return { count, at: this.#times.iso(second * 1e9) };
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
