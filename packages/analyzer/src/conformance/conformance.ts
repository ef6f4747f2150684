import { parseTime } from '../follow/parse-time.ts';
import type { TimeFormat } from '../follow/format-time.ts';
import type { Position } from '../follow/position.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { method } from '../message/method.ts';
import { has } from '../message/key-reader.ts';
import type { MessageTable } from '../message/message-table.ts';
import type { Dialog } from '../dialog/dialog.ts';
import type { FindingRow, RuleOutcomeRow } from '../rows/finding-row.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { Refusal } from '../transport/refusal.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { Case } from './case.ts';
import { CaseTable, eventOf } from './case-table.ts';
import { Exchange } from './exchange.ts';
import { type FindingLimits, FindingStore } from './finding-store.ts';
import { Observed } from './observed.ts';
import { offersOf } from './offer-answer.ts';
import { RecentlyFound } from './recently-found.ts';
import type { MediaCase } from './media-case.ts';
import { MsrpPaths, type MsrpRequest } from './msrp-request.ts';
import { BytePattern } from '../transport/byte-pattern.ts';
import type { MsrpRecord } from '../transport/msrp/msrp-record.ts';
import type { Fault, Given, MediaOutcome, Outcome, Rule } from './rule.ts';
import { type RulesOfMessage, type Running, RuleTable } from './rule-table.ts';
import { Seen } from './seen.ts';
import { SourceTable } from './source-table.ts';
import { ToldOfDialog } from './told-of-dialog.ts';
import { TextGuards, type TextSource } from './of-text.ts';
import { TextStore } from './text-store.ts';
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
/** Exchanges that a response to none of them may be meant for. */
const mostBegun = 64;

const cancellable: readonly number[] = Object.values(method).filter(
  (one) => one !== method.invite && one !== method.ack && one !== method.cancel,
);

/** Asks the rules, as messages come and as transactions, dialogs and registrations are over, and holds what is needed for that. */
export class Conformance {
  readonly #options: ConformanceOptions;
  readonly #rules: RuleTable;
  readonly #store: FindingStore;
  readonly #cases: CaseTable;
  readonly #limits: ConformanceLimits;
  /** Of transactions of which more may come, by their numbers. */
  readonly #open = new Map<number, Exchange>();
  readonly #recent = new RecentlyFound();
  readonly #toldOfDialog = new ToldOfDialog();
  /** By flow: when the last message was captured on it. */
  readonly #seenFlows: number[] = [];
  /** The latest exchanges that began with their requests. */
  readonly #begun: Exchange[] = [];
  #begunAt = 0;
  readonly #texts = new TextStore();
  /** Those with texts, in the order in which they began. */
  readonly #held = new Set<Exchange>();
  readonly #sources: SourceTable;
  readonly #ties: Ties;
  readonly #textGuards: TextGuards;
  readonly #msrpPaths = new MsrpPaths();
  /** Addresses that messages came from and went to. */
  readonly #hosts = new Set<string>();
  #nowNs = 0;

  constructor(options: ConformanceOptions) {
    this.#options = options;
    this.#limits = { ...defaultConformanceLimits, ...options.limits };
    this.#rules = new RuleTable(options.rules);
    this.#sources = new SourceTable(options.given);
    this.#textGuards = new TextGuards(options.source);
    const { times, keep, onFinding: tell } = options;
    this.#store = new FindingStore({ times, keep, tell, limits: this.#limits });
    this.#cases = new CaseTable({
      judge: (one) => this.#judgeCase(one),
      release: (exchange) => this.#release(exchange),
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
    return this.#rules.outcomes().map(({ rule, kept, failed, undetermined, fault }) => ({
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
    const exchange = this.#exchangeOf(transaction);
    if (copy === 'retransmission') {
      const { isRequest, status, timeNs, frame } = message;
      exchange.addCopy({ isRequest, isAck: this.#methodOf(message) === 'ACK', status, timeNs, frame });
      return;
    }
    const seen = this.#see(message, position);
    if (this.#rules.forMsrp.length > 0 && hasBody(message) && message.hasBytes(describesMessages))
      this.#msrpPaths.receive(seen);
    const isKept = !exchange.isForgotten && exchange.add(seen);
    this.#link(exchange, seen, message, transaction);
    this.#addToCases(exchange, seen, position);
    if (message.isCut) this.#leaveCut(seen);
    else this.#judgeMessage(seen, sighting === 'forwarded' || sighting === 'spiral');
    if (isKept) seen.restText();
    else seen.forgetText(this.#texts);
    if (this.#texts.size > this.#limits.textBytes) this.#forgetOldest();
  }

  /** Of the latest message that was sent there. */
  receiveRefusal(refusal: Refusal): void {
    let latest: Exchange | undefined;
    for (const exchange of this.#begun) {
      const isSentThere =
        exchange.request?.flow === refusal.flow || exchange.responses.some(({ flow }) => flow === refusal.flow);
      if (isSentThere && exchange.transaction.number > (latest?.transaction.number ?? -1)) latest = exchange;
    }
    if (latest !== undefined) latest.refusal ??= refusal;
  }

  /** Nothing more is expected of it. */
  closeTransaction(transaction: Transaction, nowNs: number): void {
    const exchange = this.#open.get(transaction.number);
    if (exchange === undefined) return;
    this.#nowNs = nowNs;
    if (!exchange.isForgotten) this.#judgeExchange(exchange);
    exchange.restTexts();
    this.#open.delete(transaction.number);
    this.#release(exchange);
    for (const held of heldBy(exchange)) this.#release(held);
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
    if (this.#rules.forMsrp.length === 0 || record.head.method === undefined) return;
    const { flows } = this.#options;
    const { flow } = record;
    const ends = { source: flows.source(flow), destination: flows.destination(flow), srcIp: flows.sourceIp(flow) };
    const paths = this.#msrpPaths;
    const request: MsrpRequest = {
      record,
      ends,
      describedBy: (uri) => paths.of(uri),
      peersOf: (own) => paths.peersOf(own),
    };
    for (const running of this.#rules.forMsrp) {
      if (running.fault !== undefined) continue;
      try {
        this.#takeMedia(running, running.rule.check(request), -1);
      } catch (error) {
        this.#disable(running, error);
      }
    }
  }

  /** Whether any rule is asked of media. */
  get judgesMedia(): boolean {
    return this.#rules.forMedia.length > 0;
  }

  /** Of the media of a call, or a stream of none, nothing more is expected. */
  judgeMedia(
    given: Pick<MediaCase, 'call' | 'streams' | 'media' | 'keys' | 'clearKeys' | 'hasChanged'>,
    nowNs: number,
  ): void {
    const { messages } = this.#options;
    const media: MediaCase = {
      ...given,
      nowNs,
      nsOf: (time) => Number(parseTime(time) - this.#originNs()),
      isSignalling: (ip) => this.#hosts.has(ip),
      isObserved: (fromNs, toNs) => messages.isObserved(fromNs, toNs, nowNs),
    };
    for (const running of this.#rules.forMedia) {
      if (running.fault !== undefined) continue;
      try {
        this.#takeMedia(running, running.rule.check(media), media.call?.number ?? -1);
      } catch (error) {
        this.#disable(running, error);
      }
    }
  }

  #takeMedia(running: Running, outcome: MediaOutcome, call: number): void {
    if (outcome === undefined) return;
    if (outcome === 'kept') running.kept++;
    else if (typeof outcome === 'string') count(running, outcome);
    else {
      const faults = 'seen' in outcome ? [outcome] : outcome;
      if (faults.length === 0) running.kept++;
      for (const fault of faults) this.#store.addMedia(running.rule, fault, call, running.failed++);
    }
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

  #see(message: CapturedMessage, { sighting, transaction, dialog, call }: Position): Seen {
    const { messages, flows } = this.#options;
    const belongs = { transaction: transaction.number, dialog: dialog?.number ?? -1, call: call?.number ?? -1 };
    const index = messages.index(message.number);
    const packets = messages.frames(message.number)?.length ?? 1;
    const texts = this.#texts;
    return new Seen(message, { index, method: this.#methodOf(message), sighting, belongs, flows, texts, packets });
  }

  #exchangeOf(transaction: Transaction): Exchange {
    const known = this.#open.get(transaction.number);
    if (known !== undefined) return known;
    const exchange = new Exchange(transaction, this.#options.methodName(transaction.method));
    exchange.holders++;
    this.#held.add(exchange);
    this.#open.set(transaction.number, exchange);
    return exchange;
  }

  /** To the other transactions it has to do with. */
  #link(exchange: Exchange, seen: Seen, message: CapturedMessage, { linked, passage }: Transaction): void {
    if (exchange.request !== seen) {
      const isFirst = exchange.request === undefined && exchange.responses.length === 1 && !seen.isRequest;
      if (isFirst) this.#hold((exchange.sameBranch = this.#withBranchOf(seen)));
      return;
    }
    this.#begun[this.#begunAt] = exchange;
    this.#begunAt = (this.#begunAt + 1) % mostBegun;
    if (exchange.method === 'INVITE' || exchange.method === 'REFER') this.#ties.receive(exchange, seen);
    if (passage !== undefined && passage.forwardedFrom >= 0)
      this.#open.get(passage.forwardedFrom)?.addForwarded(exchange);
    this.#hold(exchange.forwardedFrom);
    if (linked < 0 && exchange.method === 'CANCEL') this.#hold((exchange.cancels = this.#cancelledOther(message)));
    const other = linked < 0 ? undefined : this.#open.get(linked);
    if (other === undefined || other.method !== 'INVITE') return;
    if (exchange.method === 'ACK') {
      this.#hold((exchange.acknowledges = other));
      other.ack ??= seen;
    } else if (exchange.method === 'CANCEL') {
      this.#hold((exchange.cancels = other));
      other.cancel ??= exchange;
    }
  }

  /** The transaction of another method than INVITE that a CANCEL is for. */
  #cancelledOther(message: CapturedMessage): Exchange | undefined {
    for (const methodNumber of cancellable) {
      const transaction = this.#options.withBranchOf(message, methodNumber);
      if (transaction !== undefined) return this.#open.get(transaction.number);
    }
    return undefined;
  }

  /** Of those that began lately, on the hop of a response that answers none. */
  #withBranchOf({ message, reverseFlow }: Seen): Exchange | undefined {
    const branch = message.topVia?.branch;
    if (branch === undefined) return undefined;
    return this.#begun.find(
      ({ request }) =>
        request !== undefined &&
        request.flow === reverseFlow &&
        !request.isForgotten &&
        request.message.topVia?.branch === branch,
    );
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
  #addForming(dialog: Dialog, { number }: Transaction): void {
    const exchange = this.#open.get(number);
    if (exchange !== undefined) this.#cases.addToDialog(dialog, exchange);
  }

  #judgeMessage(seen: Seen, isForwarded: boolean): void {
    const found = this.#rules.forMessage(seen);
    this.#askOfMessage(found.rules, seen, isForwarded);
    if (found.ofText.length > 0) {
      if (seen.message.diagnostics.length === 0) found.rightTexts++;
      else this.#askOfMessage(found.ofText, seen, isForwarded);
    }
    this.#askOfSource(found.ofSources, seen, isForwarded);
  }

  #askOfMessage(rules: RulesOfMessage['rules'], seen: Seen, isForwarded: boolean): void {
    for (const running of rules) {
      if (running.fault !== undefined) continue;
      if (isForwarded && this.#recent.has(running.rule.id, seen)) continue;
      const before = running.failed;
      try {
        this.#take(running, running.rule.check(seen), seen);
      } catch (error) {
        this.#disable(running, error);
      }
      if (running.failed > before) this.#recent.add(running.rule.id, seen);
    }
  }

  #askOfSource(rules: RulesOfMessage['ofSources'], seen: Seen, isForwarded: boolean): void {
    for (const running of rules) {
      if (running.fault !== undefined) continue;
      if (isForwarded && running.rule.everyHop !== true) continue;
      try {
        this.#take(running, this.#sources.ask(running.rule, seen), seen);
      } catch (error) {
        this.#disable(running, error);
      }
    }
  }

  /** Of a message whose end was not captured nothing is said. */
  #leaveCut(seen: Seen): void {
    const { rules, ofText } = this.#rules.forMessage(seen);
    for (const running of [...rules, ...ofText]) count(running, 'G-TRUNC');
  }

  #judgeExchange(exchange: Exchange): void {
    const observed = this.#observed();
    for (const running of this.#rules.forExchange(exchange.method)) {
      if (running.fault !== undefined) continue;
      try {
        this.#take(running, running.rule.check(exchange, observed), exchange.first);
      } catch (error) {
        this.#disable(running, error);
      }
    }
  }

  #judgeCase(one: Case): void {
    if (one.exchanges.some(({ isForgotten }) => isForgotten)) return;
    const observed = this.#observed();
    const first = one.exchanges[0]?.first;
    for (const running of this.#rules.forCase(one.kind)) {
      if (running.fault !== undefined) continue;
      try {
        this.#take(running, running.rule.check(one, observed), first);
      } catch (error) {
        this.#disable(running, error);
      }
    }
    if (one.kind === 'dialog' && this.#rules.forOffers.length > 0) this.#judgeOffers(one, observed);
    for (const exchange of one.exchanges) exchange.restTexts();
  }

  #judgeOffers(one: Case, observed: Observed): void {
    this.#toldOfDialog.begin(one.dialog?.number ?? -1);
    for (const offer of offersOf(one)) {
      const subject = (offer.offer ?? offer.answer)?.seen;
      for (const running of this.#rules.forOffers) {
        if (running.fault !== undefined) continue;
        try {
          const outcome = running.rule.check(offer, observed);
          this.#take(running, this.#toldOfDialog.news(running.rule.id, outcome, subject), subject);
        } catch (error) {
          this.#disable(running, error);
        }
      }
    }
  }

  /** A rule that throws is not asked again. */
  #disable(running: Running, error: unknown): void {
    running.fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#options.onFault(running.rule.id, running.fault);
  }

  #take(running: Running, outcome: Outcome, subject: Seen | undefined): void {
    if (outcome === undefined) return;
    if (outcome === 'kept') running.kept++;
    else if (typeof outcome === 'string') count(running, outcome);
    else if (!isList(outcome)) this.#add(running, outcome, subject);
    else if (outcome.length === 0) running.kept++;
    else for (const fault of outcome) this.#add(running, fault, subject);
  }

  #add(running: Running, fault: Fault, subject: Seen | undefined): void {
    const at = fault.at ?? subject;
    const guard = at === undefined ? undefined : this.#textGuards.guardOf(running.rule.id, at.bytes);
    if (guard !== undefined) {
      count(running, guard);
      return;
    }
    if (at !== undefined) this.#store.add(running.rule, fault, at, running.failed);
    running.failed++;
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

  /** Until what is kept is no more than may be. */
  #forgetOldest(): void {
    for (const exchange of this.#held) {
      if (this.#texts.size <= this.#limits.textBytes) return;
      this.#held.delete(exchange);
      exchange.forgetTexts(this.#texts);
    }
  }

  #hold(exchange: Exchange | undefined): void {
    if (exchange !== undefined) exchange.holders++;
  }

  #release(exchange: Exchange): void {
    exchange.holders--;
    if (exchange.holders > 0) return;
    this.#held.delete(exchange);
    exchange.forgetTexts(this.#texts);
  }
}

/** Transactions whose texts a transaction holds as long as it is open: rules may compare it with them. */
function heldBy({ sameBranch, forwardedFrom, cancels, acknowledges }: Exchange): readonly Exchange[] {
  return [sameBranch, forwardedFrom, cancels, acknowledges].filter((one) => one !== undefined);
}

function count(running: Running, guard: string): void {
  running.undetermined.set(guard, (running.undetermined.get(guard) ?? 0) + 1);
}

function isList(outcome: Fault | readonly Fault[]): outcome is readonly Fault[] {
  return Array.isArray(outcome);
}

function targetOf({ message: { startLine } }: Seen): string {
  return startLine?.kind === 'request' ? startLine.requestUri : '';
}

function hasBody({ fields }: CapturedMessage): boolean {
  return (fields & (has.sdp | has.otherBody)) !== 0;
}
