import { has } from '../message/key-reader.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { CopiesSent, CopySeries } from './copies-sent.ts';
import { SenderIntervals } from './sender-intervals.ts';
import { isFinal, type Transaction } from './transaction.ts';
import { crossingNs, timeoutNs } from './transaction-timers.ts';
import type { FlowTable } from '../transport/flow-table.ts';

/** Notes what transactions send more than once. Only copies come here: most transactions have none. */
export class CopyNotes {
  readonly #messages: MessageTable;
  readonly #flows: FlowTable;
  readonly #intervals = new SenderIntervals();

  constructor(messages: MessageTable, flows: FlowTable) {
    this.#messages = messages;
    this.#flows = flows;
  }

  /** `repeated`: the message it is a copy of, byte for byte; -1 where the text is another one. */
  receive(transaction: Transaction, message: CapturedMessage, repeated: number): void {
    const copies = (transaction.copies ??= new CopiesSent());
    if (!message.isRequest) this.#receiveResponse(transaction, copies, message, repeated);
    else if (message.method === method.ack) this.#receiveAck(transaction, copies, message);
    else this.#receiveRequest(transaction, copies, message);
  }

  /** An ACK to a 2xx, in a transaction of its own; `isFirst`: the INVITE had none before. */
  receiveAckOf(invite: Transaction, { number }: CapturedMessage, isFirst: boolean): void {
    if (isFirst && invite.copies === undefined) return;
    const copies = (invite.copies ??= new CopiesSent());
    if (!isFirst) copies.furtherAcks++;
    copies.lastAck = number;
    copies.isServerWaiting = false;
  }

  #receiveRequest(transaction: Transaction, copies: CopiesSent, message: CapturedMessage): void {
    const series = (copies.request ??= this.#begun(transaction, transaction.request));
    this.#sentByTimer(series, message);
    if (transaction.firstResponse < 0) series.tellUnanswered(message.frame);
    else if (series.gapsBeforeProvisional === Infinity) series.gapsBeforeProvisional = series.gaps[0]!.length - 1;
    const answer = transaction.method === method.invite ? transaction.firstResponse : transaction.final;
    if (answer < 0 || message.timeNs - this.#messages.timeNs(answer) < crossingNs) return;
    copies.isClientWaiting = true;
    series.tellLate(message.frame);
  }

  #receiveAck(transaction: Transaction, copies: CopiesSent, message: CapturedMessage): void {
    const first = transaction.method === method.ack ? transaction.request : transaction.ack;
    const series = (copies.ack ??= new CopySeries(this.#messages.timeNs(first)));
    series.count1(message.frame);
    series.sentByTimer(message.timeNs);
    copies.lastAck = message.number;
    copies.isServerWaiting = false;
  }

  #receiveResponse(transaction: Transaction, copies: CopiesSent, message: CapturedMessage, repeated: number): void {
    copies.isClientWaiting = false;
    if (isFinal(message.status)) this.#receiveFinal(transaction, copies, message);
    else this.#receiveProvisional(transaction, copies, message, repeated);
  }

  #receiveProvisional(transaction: Transaction, copies: CopiesSent, message: CapturedMessage, repeated: number): void {
    const first = repeated < 0 ? transaction.firstResponse : repeated;
    const series = (copies.provisional ??= this.#begun(transaction, first));
    if (series.hash !== message.hash) {
      series.begin(message.hash, this.#messages.timeNs(first));
      series.isReliable ||= (message.fields & has.require) !== 0 && message.parsed().rseq !== undefined;
    }
    this.#sentByTimer(series, message);
  }

  #receiveFinal(transaction: Transaction, copies: CopiesSent, message: CapturedMessage): void {
    const series = (copies.final ??= this.#begun(transaction, transaction.final));
    if (message.toTag !== transaction.finalToTag) {
      series.count1(message.frame);
      return;
    }
    const { timeNs, frame } = message;
    const sinceRequestNs = timeNs - (copies.request?.lastNs ?? -Infinity);
    // It may answer a copy of the request (§17.2.1), and come when no timer sends it.
    if (sinceRequestNs >= 0 && sinceRequestNs < crossingNs) series.count1(frame);
    else this.#sentByTimer(series, message);
    const ack = lastAckOf(transaction, copies);
    if (ack < 0 || timeNs - this.#messages.timeNs(ack) < crossingNs) return;
    copies.isServerWaiting = true;
    if (series.late.length === 0) series.tellLate(this.#messages.frame(ack));
    series.tellLate(frame);
  }

  /** `first`: the message that is sent again. */
  #begun(transaction: Transaction, first: number): CopySeries {
    const series = new CopySeries(this.#messages.timeNs(first));
    // Times count from the capture's first packet.
    series.isStartUnknown = this.#messages.timeNs(transaction.first) < timeoutNs;
    return series;
  }

  #sentByTimer(series: CopySeries, message: CapturedMessage): void {
    const sender = this.#flows.sourceEndpoint(message.flow);
    const isFirst = series.count === 0;
    if (isFirst) series.senderT1Ns = this.#intervals.t1Ns(sender);
    series.count1(message.frame);
    series.sentByTimer(message.timeNs);
    const gapNs = series.gaps[0]?.[0];
    if (isFirst && gapNs !== undefined && !series.isStartUnknown) this.#intervals.learn(sender, gapNs);
  }
}

function lastAckOf({ ack, pending }: Transaction, { lastAck }: CopiesSent): number {
  if (lastAck >= 0) return lastAck;
  return ack >= 0 ? ack : (pending?.acknowledged ?? -1);
}
