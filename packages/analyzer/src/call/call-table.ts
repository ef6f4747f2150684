import type { Dialog } from '../dialog/dialog.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { withOneMore } from '../message/compact-list.ts';
import { joined } from '../message/fingerprint.ts';
import { keptText } from '../message/kept-text.ts';
import { KeyTable } from '../message/key-table.ts';
import { has } from '../message/key-reader.ts';
import { Parties } from '../message/party.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { Slots } from '../message/slots.ts';
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
  /** Those of which more may come. */
  readonly open: Slots<Call> = new Slots();
  readonly #messages: MessageTable;
  readonly #flows: FlowTable;
  readonly #parties = new Parties();
  #count = 0;
  /** By Call-ID and From tag of the initial INVITE. */
  readonly #byAttempt = new KeyTable();
  /** By the slots of transactions and dialogs. */
  readonly #ofTransaction: (Call | undefined)[] = [];
  readonly #ofDialog: (Call | undefined)[] = [];
  /** By caller (address and From URI) and Contact URI of 3xx responses, until an INVITE goes there (§8.1.3.4). */
  readonly #redirects = new Map<string, { readonly call: Call; readonly timeNs: number }>();
  /** Transfers asked for by a REFER that was not answered yet. */
  readonly #transfers = new Map<Transaction, CallTransfer>();

  constructor(messages: MessageTable, flows: FlowTable) {
    this.#messages = messages;
    this.#flows = flows;
  }

  /** How many there have been. */
  get count(): number {
    return this.#count;
  }

  receive(message: CapturedMessage, matched: Matched, dialog: Dialog | undefined): Call | undefined {
    const { transaction } = matched;
    const call = this.#find(message, transaction, dialog) ?? this.#begin(message, transaction, dialog);
    if (call === undefined) return undefined;
    if (this.#callOf(transaction) === undefined) put(this.#ofTransaction, transaction.slot, call);
    if (dialog !== undefined) this.#addDialog(call, dialog);
    call.last = message.number;
    if (matched.copy !== 'duplicate') this.#countMessage(call, message, matched);
    if (matched.copy === 'none') this.#learn(call, message, transaction);
    return call;
  }

  /** Nothing more is expected of it. */
  close(call: Call): void {
    this.#byAttempt.delete(call.key, call.slot);
    for (const key of call.moreKeys) this.#byAttempt.delete(key, call.slot);
    this.open.remove(call);
  }

  /** Nothing more is expected of that transaction. */
  closeTransaction(transaction: Transaction): void {
    this.#ofTransaction[transaction.slot] = undefined;
    this.#transfers.delete(transaction);
  }

  /** Nothing more is expected of that dialog. */
  closeDialog(dialog: Dialog): void {
    this.#ofDialog[dialog.slot] = undefined;
  }

  #callOf({ slot }: Transaction): Call | undefined {
    return openOnly(this.#ofTransaction[slot]);
  }

  #find(message: CapturedMessage, transaction: Transaction, dialog: Dialog | undefined): Call | undefined {
    const known =
      this.#callOf(transaction) ?? (dialog === undefined ? undefined : openOnly(this.#ofDialog[dialog.slot]));
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
    return this.open.at(this.#byAttempt.get(joined(callId, fromTag)));
  }

  #begin(message: CapturedMessage, transaction: Transaction, dialog: Dialog | undefined): Call | undefined {
    if (isInitial(message)) return this.#followRedirect(message) ?? this.#add(message, false);
    const isAnswerOfUnseen = message.method === method.invite && !message.isRequest && transaction.request < 0;
    const isInsideUnseen = dialog !== undefined && dialog.usage === 'invite';
    return isAnswerOfUnseen || isInsideUnseen ? this.#add(message, true) : undefined;
  }

  #add(message: CapturedMessage, isPartial: boolean): Call {
    const call = new Call({
      number: this.#count++,
      first: message.number,
      key: attemptKey(message),
      callId: message.callIdText(),
      from: message.fromParty(this.#parties),
      to: message.toParty(this.#parties),
      expires: (message.fields & has.expires) !== 0 ? message.parsed().expires : undefined,
      isPartial,
    });
    this.open.add(call);
    this.#byAttempt.set(call.key, call.slot);
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
    const { call } = redirect;
    if (message.timeNs - redirect.timeNs > timeoutNs || call.slot < 0 || isFollowed(call)) return undefined;
    const callId = message.callIdText();
    if (!call.callIds.includes(callId)) call.callIds.push(callId);
    const attempt = attemptKey(message);
    call.moreKeys = [...call.moreKeys, attempt];
    this.#byAttempt.set(attempt, call.slot);
    return call;
  }

  #addDialog(call: Call, dialog: Dialog): void {
    if (openOnly(this.#ofDialog[dialog.slot]) !== undefined) return;
    put(this.#ofDialog, dialog.slot, call);
    call.dialogs = withOneMore(call.dialogs, dialog);
  }

  #countMessage(call: Call, message: CapturedMessage, { copy }: Matched): void {
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
    transaction.reason = message.rawReason();
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

/** Without holes, which would make a large list slow. */
function put(list: (Call | undefined)[], slot: number, call: Call): void {
  while (list.length < slot) list.push(undefined);
  list[slot] = call;
}

/** One that was closed is no one's any more: what comes later is of another. */
function openOnly(call: Call | undefined): Call | undefined {
  return call === undefined || call.slot < 0 ? undefined : call;
}

function attemptKey({ callId, fromTag }: CapturedMessage): number {
  return joined(callId, fromTag);
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
