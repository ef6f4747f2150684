import type { Dialog } from '../dialog/dialog.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { ByteInterner } from '../message/byte-interner.ts';
import { withOneMore } from '../message/compact-list.ts';
import { Column } from '../message/columns.ts';
import { keptText } from '../message/kept-text.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { TupleTable } from '../message/tuple-table.ts';
import { isFinal, isSuccess, type Transaction } from '../transaction/transaction.ts';
import type { Matched } from '../transaction/transaction-table.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { Call, type CallTransfer } from './call.ts';

/** Participants beyond these are not listed. */
const maxParticipants = 1000;
/** Redirections waiting to be followed; the oldest is forgotten first. */
const maxRedirects = 10_000;
/** A call with more dialogs is not looked through for its end: an INVITE with its Call-ID stays with it. */
const maxDialogsAsked = 100;

/** Ties transactions and dialogs to calls: an attempt is the INVITEs of one Call-ID and From tag, with their redirections. */
export class CallTable {
  readonly calls: Call[] = [];
  /** From and To field values, as written: read only where a row shows them. */
  readonly addresses: ByteInterner = new ByteInterner();
  readonly #messages: MessageTable;
  readonly #flows: FlowTable;
  /** By Call-ID and From tag of the initial INVITE. */
  readonly #byAttempt = new TupleTable(2);
  readonly #attemptKey = new Uint32Array(2);
  readonly #ofTransaction: (Call | undefined)[] = [];
  readonly #ofDialog: (Call | undefined)[] = [];
  /** By message: its call plus one, and the message before it in the call plus one. */
  readonly #callOf = Column.uint32();
  readonly #previous = Column.uint32();
  /** By initial INVITE transaction: the reason phrase of its final response. */
  readonly #reasonOf: number[] = [];
  readonly #reasons = new ByteInterner();
  /** By caller (address and From URI) and Contact URI of 3xx responses, until an INVITE goes there (§8.1.3.4). */
  readonly #redirects = new Map<string, { readonly call: Call; readonly timeNs: number }>();
  /** Transfers asked for by a REFER that was not answered yet. */
  readonly #transfers = new Map<Transaction, CallTransfer>();

  constructor(messages: MessageTable, flows: FlowTable) {
    this.#messages = messages;
    this.#flows = flows;
  }

  receive(message: CapturedMessage, matched: Matched, dialog: Dialog | undefined): Call | undefined {
    const { transaction } = matched;
    const call = this.#find(message, transaction, dialog) ?? this.#begin(message, transaction, dialog);
    this.#callOf.push(call === undefined ? 0 : call.number + 1);
    this.#previous.push(0);
    if (call === undefined) return undefined;
    this.#ofTransaction[transaction.number] ??= call;
    if (dialog !== undefined) this.#addDialog(call, dialog);
    if (message.number !== call.first) this.#previous.set(message.number, call.last + 1);
    call.last = message.number;
    if (matched.copy !== 'duplicate') this.#count(call, message, matched);
    if (matched.copy === 'none') this.#learn(call, message, transaction);
    return call;
  }

  callOf(message: number): Call | undefined {
    return this.calls[this.#callOf.get(message) - 1];
  }

  /** In order; captured copies of a packet among them. */
  messagesOf(call: Call): readonly number[] {
    const messages: number[] = [];
    for (let message = call.last; message >= 0; message = this.#previous.get(message) - 1) messages.push(message);
    return messages.reverse();
  }

  /** What the final response to an initial INVITE says beside its status. */
  reasonOf(transaction: Transaction): string | undefined {
    return this.#reasons.text(this.#reasonOf[transaction.number] ?? 0);
  }

  #find(message: CapturedMessage, transaction: Transaction, dialog: Dialog | undefined): Call | undefined {
    const known =
      this.#ofTransaction[transaction.number] ?? (dialog === undefined ? undefined : this.#ofDialog[dialog.number]);
    if (known !== undefined) return known;
    if (beginsOrEndsAttempt(message)) {
      const attempt = this.#attempt(message.callId, message.fromTag);
      return attempt !== undefined && isInitial(message) && this.#isOver(attempt, message.timeNs) ? undefined : attempt;
    }
    if (dialog?.usage !== 'invite') return undefined;
    // Its answer was not captured, its INVITE may have been: one of the dialog's tags is the attempt's.
    return this.#attempt(message.callId, dialog.localTag) ?? this.#attempt(message.callId, dialog.remoteTag);
  }

  /** It was answered and hung up before that time: an INVITE with its Call-ID and From tag begins another call. */
  #isOver({ dialogs }: Call, timeNs: number): boolean {
    if (dialogs.length > maxDialogsAsked) return false;
    const answered = dialogs.filter(({ confirmed }) => confirmed >= 0);
    return answered.length > 0 && answered.every(({ ended }) => ended >= 0 && this.#messages.timeNs(ended) < timeNs);
  }

  #attempt(callId: number, fromTag: number): Call | undefined {
    return this.calls[this.#byAttempt.get(this.#keyOf(callId, fromTag))];
  }

  #keyOf(callId: number, fromTag: number): Uint32Array {
    this.#attemptKey[0] = callId;
    this.#attemptKey[1] = fromTag;
    return this.#attemptKey;
  }

  #begin(message: CapturedMessage, transaction: Transaction, dialog: Dialog | undefined): Call | undefined {
    if (isInitial(message)) return this.#followRedirect(message) ?? this.#add(message, false);
    const isAnswerOfUnseen = message.method === method.invite && !message.isRequest && transaction.request < 0;
    const isInsideUnseen = dialog !== undefined && dialog.usage === 'invite';
    return isAnswerOfUnseen || isInsideUnseen ? this.#add(message, true) : undefined;
  }

  #add(message: CapturedMessage, isPartial: boolean): Call {
    const call = new Call({
      number: this.calls.length,
      first: message.number,
      callId: message.callId,
      parties: {
        from: message.rawValue('From', this.addresses),
        to: message.rawValue('To', this.addresses),
        expires: message.parsed().expires,
      },
      isPartial,
    });
    this.calls.push(call);
    this.#byAttempt.set(this.#keyOf(message.callId, message.fromTag), call.number);
    return call;
  }

  #followRedirect(message: CapturedMessage): Call | undefined {
    if (this.#redirects.size === 0) return undefined;
    const { startLine } = message.parsed();
    if (startLine?.kind !== 'request') return undefined;
    const key = redirectKey(this.#flows.sourceIp(message.flow), message, startLine.requestUri);
    const redirect = this.#redirects.get(key);
    if (redirect === undefined) return undefined;
    this.#redirects.delete(key);
    if (message.timeNs - redirect.timeNs > timeoutNs || isFollowed(redirect.call)) return undefined;
    if (!redirect.call.callIds.includes(message.callId)) redirect.call.callIds.push(message.callId);
    this.#byAttempt.set(this.#keyOf(message.callId, message.fromTag), redirect.call.number);
    return redirect.call;
  }

  #addDialog(call: Call, dialog: Dialog): void {
    if (this.#ofDialog[dialog.number] !== undefined) return;
    this.#ofDialog[dialog.number] = call;
    call.dialogs = withOneMore(call.dialogs, dialog);
  }

  #count(call: Call, message: CapturedMessage, { copy }: Matched): void {
    call.messageCount++;
    if (copy === 'retransmission') call.retransmissions++;
    this.#addParticipant(call, this.#flows.sourceEndpoint(message.flow));
    this.#addParticipant(call, this.#flows.destinationEndpoint(message.flow));
  }

  #addParticipant(call: Call, endpoint: number): void {
    if (call.participants.length < maxParticipants && !call.participants.includes(endpoint))
      call.participants = withOneMore(call.participants, endpoint);
  }

  #learn(call: Call, message: CapturedMessage, transaction: Transaction): void {
    // Packets may be captured in another order than they were sent.
    if (transaction.first === call.first && transaction.request === message.number && isInitial(message))
      call.isPartial = false;
    const isInvite = transaction.method === method.invite && !transaction.inDialog;
    if (isInvite && transaction.first === message.number) call.invites = withOneMore(call.invites, transaction);
    if (isInvite && transaction.final === message.number) this.#learnFinal(call, message, transaction);
    if (transaction.method === method.refer) this.#learnTransfer(call, message, transaction);
  }

  #learnFinal(call: Call, message: CapturedMessage, transaction: Transaction): void {
    this.#reasonOf[transaction.number] = message.rawReason(this.#reasons);
    if (isRedirection(message.status)) this.#expectRedirect(call, message);
  }

  #expectRedirect(call: Call, message: CapturedMessage): void {
    for (const contact of message.parsed().contacts) {
      if (contact === '*') continue;
      if (this.#redirects.size >= maxRedirects) this.#forgetOldestRedirect();
      const key = redirectKey(this.#flows.destinationIp(message.flow), message, contact.uriText);
      this.#redirects.set(keptText(key), { call, timeNs: message.timeNs });
    }
  }

  #forgetOldestRedirect(): void {
    const [oldest] = this.#redirects.keys();
    if (oldest !== undefined) this.#redirects.delete(oldest);
  }

  /** A REFER within the call asks its peer to call someone else (RFC 3515); with Replaces, to take over a call (RFC 5589 §7). */
  #learnTransfer(call: Call, message: CapturedMessage, transaction: Transaction): void {
    if (message.isRequest && transaction.request === message.number) {
      const target = message.parsed().referTo;
      if (target === undefined) return;
      const kind = /[?&]replaces=/i.test(target.uriText) ? 'attended' : 'blind';
      this.#transfers.set(transaction, { kind, target: keptText(target.uriText.replace(/\?.*$/s, '')) });
    } else if (isFinal(message.status)) {
      if (isSuccess(message.status)) call.transfer ??= this.#transfers.get(transaction);
      this.#transfers.delete(transaction);
    }
  }
}

function isInitial(message: CapturedMessage): boolean {
  return message.method === method.invite && message.isRequest && message.toTag === 0;
}

/** Many callers may be sent to one place: only who was sent there follows. */
function redirectKey(callerIp: string, message: CapturedMessage, uri: string): string {
  return `${callerIp} ${message.parsed().from?.uriText ?? ''} ${uri}`;
}

/** An INVITE came after the one that was redirected. */
function isFollowed({ invites }: Call): boolean {
  return !isRedirection(invites.at(-1)?.finalStatus ?? 0);
}

/** Requests that carry the attempt's Call-ID and From tag and no To tag of their own, and the answers to them. */
function beginsOrEndsAttempt(message: CapturedMessage): boolean {
  return message.method === method.invite || message.method === method.cancel || message.method === method.ack;
}

function isRedirection(status: number): boolean {
  return status >= 300 && status < 400;
}
