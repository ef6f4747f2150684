import { has } from '../message/key-reader.ts';
import { parseTime } from '../follow/parse-time.ts';
import type { TimeFormat } from '../follow/format-time.ts';
import type { Position } from '../follow/position.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { MessageTable } from '../message/message-table.ts';
import type { Dialog } from '../dialog/dialog.ts';
import type { FindingRow, RuleOutcomeRow } from '../rows/finding-row.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { BytePattern } from '../transport/byte-pattern.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { MsrpRecord } from '../transport/msrp/msrp-record.ts';
import type { Refusal } from '../transport/refusal.ts';
import { CaseTable, eventOf } from './case-table.ts';
import type { Exchange } from './exchange.ts';
import { ExchangeTable } from './exchange-table.ts';
import { type FindingLimits, FindingStore } from './finding-store.ts';
import { Judge } from './judge.ts';
import type { MediaCase } from './media-case.ts';
import { MsrpPaths } from './msrp-request.ts';
import { Observed } from './observed.ts';
import type { TextSource } from './of-text.ts';
import type { Given, Rule } from './rule.ts';
import { Seen } from './seen.ts';
import { Ties } from './ties.ts';

export type ConformanceLimits = FindingLimits & {
  /** Bytes of texts of messages held for rules of transactions and dialogs, of all together. Beyond, those that came first are forgotten, and rules say nothing of what they belong to. */
  readonly textBytes: number;
};

export const defaultConformanceLimits: ConformanceLimits = {
  findingsOfRule: 1000,
  devicesOfRule: 100,
  textBytes: 96 * 1024 * 1024,
};

type ConformanceOptions = {
  readonly rules: readonly Rule[];
  readonly limits?: Partial<ConformanceLimits> | undefined;
  readonly messages: MessageTable;
  readonly flows: FlowTable;
  readonly times: TimeFormat;
  /** The name of a method by its number. */
  readonly methodName: (method: number) => string;
  readonly given: Given;
  /** The capture, as far as it was read: a text proves less. */
  readonly source: TextSource;
  /** The transaction of that method with the branch, Call-ID and CSeq number of a request. */
  readonly withBranchOf: (message: CapturedMessage, method: number) => Transaction | undefined;
  /** The numbers of the dialogs of the open call with that Call-ID; of no call, `undefined`. */
  readonly dialogsOf: (callId: string) => readonly number[] | undefined;
  readonly keep: boolean;
  /** `bytes`: the message that the finding is told of, which stays as it is. */
  readonly onFinding?: ((row: FindingRow, bytes: Uint8Array) => void) | undefined;
  /** A rule failed itself. */
  readonly onFault: (rule: string, error: string) => void;
};

/** Addresses beyond are not known. */
const mostHosts = 100_000;
/** What a description of MSRP has. */
const describesMessages = new BytePattern('\nm=message ');

/** Has the rules asked, as messages come and as transactions, dialogs and registrations are over, and holds what is needed for that. */
export class Conformance {
  readonly #options: ConformanceOptions;
  readonly #judge: Judge;
  readonly #store: FindingStore;
  readonly #exchanges: ExchangeTable;
  readonly #cases: CaseTable;
  readonly #ties: Ties;
  readonly #msrpPaths = new MsrpPaths();
  /** By flow: when the last message was captured on it. */
  readonly #seenFlows: number[] = [];
  /** Addresses that messages came from and went to. */
  readonly #hosts = new Set<string>();
  #nowNs = 0;

  constructor(options: ConformanceOptions) {
    this.#options = options;
    const limits = { ...defaultConformanceLimits, ...options.limits };
    const { times, keep, onFinding: tell, rules, given, source, onFault } = options;
    this.#store = new FindingStore({ times, keep, tell, limits });
    this.#judge = new Judge({ rules, store: this.#store, given, source, onFault });
    this.#exchanges = new ExchangeTable({ ...options, textBytes: limits.textBytes });
    this.#cases = new CaseTable({
      judge: (one) => this.#judge.judgeCase(one, this.#observed()),
      release: (exchange) => this.#exchanges.release(exchange),
    });
    this.#ties = new Ties({
      dialogsOf: (callId) => options.dialogsOf(callId)?.map((dialog) => this.#cases.ofDialog(dialog)),
    });
  }

  get findings(): FindingStore {
    return this.#store;
  }

  /** What each rule came to. */
  outcomes(): readonly RuleOutcomeRow[] {
    return this.#judge.rules.outcomes().map(({ rule, kept, failed, undetermined, fault }) => ({
      rule: rule.id,
      kept,
      failed,
      undetermined: Object.fromEntries(undetermined),
      ...(fault === undefined ? {} : { fault }),
    }));
  }

  receive(message: CapturedMessage, position: Position): void {
    const { copy, transaction, sighting } = position;
    this.#nowNs = Math.max(this.#nowNs, message.timeNs);
    if (this.#seenFlows[message.flow] === undefined) this.#addHosts(message.flow);
    this.#seenFlows[message.flow] = message.timeNs;
    if (copy === 'duplicate') return;
    const exchange = this.#exchanges.of(transaction);
    if (copy === 'retransmission') {
      const { isRequest, status, timeNs, frame } = message;
      exchange.addCopy({ isRequest, isAck: this.#methodOf(message) === 'ACK', status, timeNs, frame });
      return;
    }
    const seen = this.#see(message, position);
    if (this.#describesMsrp(message)) this.#msrpPaths.receive(seen);
    const isKept = !exchange.isForgotten && exchange.add(seen);
    this.#exchanges.link(exchange, seen, message, this.#ties);
    this.#addToCases(exchange, seen, position);
    if (message.isCut) this.#judge.leaveCut(seen);
    else this.#judge.judgeMessage(seen, sighting === 'forwarded' || sighting === 'spiral');
    if (isKept) seen.restText();
    else seen.forgetText(this.#exchanges.texts);
    this.#exchanges.forgetOldest();
  }

  /** Of the latest message that was sent there. */
  receiveRefusal(refusal: Refusal): void {
    this.#exchanges.receiveRefusal(refusal);
  }

  /** Nothing more is expected of it. */
  closeTransaction(transaction: Transaction, nowNs: number): void {
    const exchange = this.#exchanges.at(transaction);
    if (exchange === undefined) return;
    this.#nowNs = nowNs;
    this.#judge.judgeExchange(exchange, this.#observed());
    this.#exchanges.close(exchange);
  }

  closeDialog(dialog: Dialog, nowNs: number): void {
    this.#nowNs = nowNs;
    this.#cases.closeDialog(dialog);
  }

  closeCall(call: number): void {
    this.#store.closeCall(call);
  }

  /** A request or response of MSRP. */
  receiveMsrp(record: MsrpRecord): void {
    if (this.#judge.rules.forMsrp.length === 0 || record.head.method === undefined) return;
    const { flows } = this.#options;
    const { flow } = record;
    const paths = this.#msrpPaths;
    this.#judge.judgeMsrp({
      record,
      ends: { source: flows.source(flow), destination: flows.destination(flow), srcIp: flows.sourceIp(flow) },
      describedBy: (uri) => paths.of(uri),
      peersOf: (own) => paths.peersOf(own),
    });
  }

  /** Whether any rule is asked of media. */
  get judgesMedia(): boolean {
    return this.#judge.rules.forMedia.length > 0;
  }

  /** Of the media of a call, or a stream of none, nothing more is expected. */
  judgeMedia(
    given: Pick<MediaCase, 'call' | 'streams' | 'media' | 'keys' | 'clearKeys' | 'hasChanged'>,
    nowNs: number,
  ): void {
    const { messages } = this.#options;
    this.#judge.judgeMedia({
      ...given,
      nowNs,
      nsOf: (time) => Number(parseTime(time) - this.#originNs()),
      isSignalling: (ip) => this.#hosts.has(ip),
      isObserved: (fromNs, toNs) => messages.isObserved(fromNs, toNs, nowNs),
    });
  }

  /** What is over at `nowNs` of capture time. */
  closeOver(nowNs: number): void {
    this.#nowNs = nowNs;
    this.#cases.closeOver(nowNs);
  }

  /** Nothing more comes. */
  closeAll(nowNs: number): void {
    this.#nowNs = nowNs;
    this.#cases.closeAll();
  }

  /** Of the capture's first packet, as rows have times. */
  #originNs(): bigint {
    return parseTime(this.#options.times.iso(0));
  }

  #addHosts(flow: number): void {
    if (!this.judgesMedia || this.#hosts.size >= mostHosts) return;
    const { flows } = this.#options;
    this.#hosts.add(flows.sourceIp(flow));
    this.#hosts.add(flows.destinationIp(flow));
  }

  #methodOf({ method }: CapturedMessage): string {
    return this.#options.methodName(method);
  }

  #describesMsrp(message: CapturedMessage): boolean {
    const hasBody = (message.fields & (has.sdp | has.otherBody)) !== 0;
    return hasBody && this.#judge.rules.forMsrp.length > 0 && message.hasBytes(describesMessages);
  }

  #see(message: CapturedMessage, { sighting, transaction, dialog, call }: Position): Seen {
    const { messages, flows } = this.#options;
    const belongs = { transaction: transaction.number, dialog: dialog?.number ?? -1, call: call?.number ?? -1 };
    const index = messages.index(message.number);
    const packets = messages.frames(message.number)?.length ?? 1;
    const { texts } = this.#exchanges;
    return new Seen(message, { index, method: this.#methodOf(message), sighting, belongs, flows, texts, packets });
  }

  #addToCases(exchange: Exchange, seen: Seen, { dialog }: Position): void {
    if (dialog !== undefined) {
      this.#addForming(dialog, dialog.forming);
      for (const other of dialog.moreHops) this.#addForming(dialog, other);
      this.#cases.addToDialog(dialog, exchange);
    }
    if (exchange.request !== seen) return;
    if (seen.method === 'REGISTER')
      this.#cases.addNamed('registration', seen.message.to?.uriText ?? '', undefined, exchange, seen.timeNs);
    else if (seen.method === 'PUBLISH')
      this.#cases.addNamed('publication', targetOf(seen), eventOf(exchange), exchange, seen.timeNs);
  }

  /** A transaction that the dialog began with, on one hop. */
  #addForming(dialog: Dialog, transaction: Transaction): void {
    const exchange = this.#exchanges.at(transaction);
    if (exchange !== undefined) this.#cases.addToDialog(dialog, exchange);
  }

  #observed(): Observed {
    const { messages } = this.#options;
    return new Observed({
      nowNs: this.#nowNs,
      isObserved: (fromNs, toNs, nowNs) => messages.isObserved(fromNs, toNs, nowNs),
      isSeen: (flow) => this.#seenFlows[flow] !== undefined,
      lastNs: (flow) => this.#seenFlows[flow] ?? -Infinity,
    });
  }
}

function targetOf({ message: { startLine } }: Seen): string {
  return startLine?.kind === 'request' ? startLine.requestUri : '';
}
