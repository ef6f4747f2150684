import type { Dialog } from '../dialog/dialog.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { withOneMore } from '../message/compact-list.ts';
import { has } from '../message/key-reader.ts';
import { type Party, Parties } from '../message/party.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { Slots } from '../message/slots.ts';
import { isSuccess, type Transaction } from '../transaction/transaction.ts';
import type { Matched } from '../transaction/transaction-table.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { attemptKey, Attempts } from './attempts.ts';
import { Call } from './call.ts';
import { CallOfSlot } from './call-of-slot.ts';
import { CallIndex } from './call-index.ts';
import { CallProgress } from './call-progress.ts';
import { HostTable } from './host-table.ts';
import { InviteScan } from './invite-scan.ts';
import type { JoinedLeg } from './joined-leg.ts';
import { legOfDialog, legOfMessage } from './leg-of.ts';
import { LegJoiner } from './leg-joiner.ts';
import type { NewInvite } from './new-invite.ts';
import { beginsRecording, Recordings } from './recordings.ts';
import { Redirects } from './redirects.ts';
import { RestingCalls } from './resting-calls.ts';
import { Retries } from './retries.ts';
import { SpecialInvites } from './special-invites.ts';
import { TransferTable } from './transfer-table.ts';

/** Participants beyond these are not listed. */
const maxParticipants = 1000;
/** A call with more dialogs is not looked through for its end: an INVITE with its Call-ID stays with it. */
const maxDialogsAsked = 100;

/**
 * Ties transactions and dialogs to calls: an attempt is the INVITEs of one Call-ID and From tag, with their redirections and what goes on with them under a
 * new Call-ID; further legs are joined to it. Which call a message belongs to is told when it comes, and stays so.
 */
export class CallTable {
  /** Those of which more may come. */
  readonly open: Slots<Call> = new Slots();
  /** Those of them that wait as bytes. */
  readonly resting: RestingCalls;
  readonly #messages: MessageTable;
  readonly #flows: FlowTable;
  readonly #parties = new Parties();
  #count = 0;
  readonly #attempts = new Attempts(this.open);
  readonly #ofTransaction = new CallOfSlot();
  readonly #ofDialog = new CallOfSlot();
  readonly #index = new CallIndex(this.open);
  readonly #scan = new InviteScan();
  /** The message that it holds. */
  #scanned = -1;
  readonly #legs: LegJoiner;
  readonly #redirects: Redirects;
  readonly #retries: Retries;
  readonly #transfers: TransferTable;
  readonly #special: SpecialInvites;
  readonly #progress: CallProgress;

  constructor(messages: MessageTable, flows: FlowTable, dialogs: Slots<Dialog>) {
    this.#messages = messages;
    this.resting = new RestingCalls({ messages, calls: this.open, dialogs, ofDialog: this.#ofDialog });
    this.#flows = flows;
    const hosts = new HostTable(flows);
    const index = this.#index;
    this.#legs = new LegJoiner({ open: this.open, index, flows, hosts });
    this.#redirects = new Redirects(flows);
    this.#retries = new Retries(hosts);
    this.#transfers = new TransferTable(index, hosts);
    const recordings = new Recordings(index, (key) => this.#legs.names.named(key));
    this.#special = new SpecialInvites(index, this.#transfers, recordings);
    this.#progress = new CallProgress(this.#redirects, this.#special);
  }

  /** How many there have been. */
  get count(): number {
    return this.#count;
  }

  /** All of which more may come, to be looked at only. */
  listOpen(): Call[] {
    return [...this.open.list(), ...this.resting.peek()];
  }

  receive(message: CapturedMessage, matched: Matched, dialog: Dialog | undefined): Call | undefined {
    const { transaction, copy } = matched;
    const isNewInvite = copy === 'none' && isInitial(message) && transaction.request === message.number;
    const call = this.#find(message, transaction, dialog) ?? this.#begin(message, transaction, dialog);
    if (call === undefined) {
      if (copy === 'none' && isAboutTransfers(transaction)) this.#transfers.receiveOutside(message, transaction);
      return undefined;
    }
    if (this.#ofTransaction.get(transaction.slot) === undefined) {
      this.#ofTransaction.set(transaction.slot, call);
      call.openTransactions++;
    }
    if (dialog !== undefined) this.#addDialog(call, dialog);
    call.last = message.number;
    if (copy !== 'duplicate') this.#countMessage(call, message);
    if (copy === 'retransmission') this.#countCopy(call, message, dialog);
    if (copy === 'none') this.#learn(call, message, transaction, dialog, isNewInvite);
    return call;
  }

  /** The open call with that Call-ID. */
  ofCallId(callId: string): Call | undefined {
    return this.#index.byCallId(callId);
  }

  /** The open call in which somebody has one of these tags; `dialog`: which has both, where there is one. */
  ofTags(callId: number, tag: number, otherTag: number, dialog: Dialog | undefined): Call | undefined {
    const known = dialog === undefined ? undefined : this.#ofDialog.get(dialog.slot);
    return known ?? this.#attempts.of(callId, tag) ?? this.#attempts.of(callId, otherTag);
  }

  /** Nothing more is expected of it. */
  close(call: Call): void {
    this.#attempts.remove(call);
    this.#index.remove(call);
    this.#legs.names.close(call);
    this.#transfers.close(call);
    this.#retries.close(call);
    this.open.remove(call);
  }

  /** Nothing more is expected of that transaction. */
  closeTransaction(transaction: Transaction): void {
    const call = this.#ofTransaction.get(transaction.slot);
    if (call !== undefined) call.openTransactions--;
    this.#ofTransaction.clear(transaction.slot);
    if (transaction.method === method.invite) this.#legs.answered(transaction);
    if (transaction.method === method.refer) this.#transfers.closeTransaction(transaction);
  }

  /** Nothing more is expected of that dialog. */
  closeDialog(dialog: Dialog): void {
    this.#ofDialog.clear(dialog.slot);
  }

  #find(message: CapturedMessage, transaction: Transaction, dialog: Dialog | undefined): Call | undefined {
    const known =
      this.#ofTransaction.get(transaction.slot) ?? (dialog === undefined ? undefined : this.#ofDialog.get(dialog.slot));
    if (known !== undefined) return known;
    if (beginsOrEndsAttempt(message)) {
      const attempt = this.#attempts.of(message.callId, message.fromTag);
      return attempt !== undefined && isInitial(message) && this.#isOver(attempt, message.timeNs) ? undefined : attempt;
    }
    if (dialog?.usage !== 'invite') return undefined;
    // Its answer was not captured, its INVITE may have been: one of the dialog's tags is the attempt's.
    return this.#attempts.of(message.callId, dialog.localTag) ?? this.#attempts.of(message.callId, dialog.remoteTag);
  }

  /** It was answered and hung up before that time: an INVITE with its Call-ID and From tag begins another call. */
  #isOver({ dialogs }: Call, timeNs: number): boolean {
    if (dialogs.length > maxDialogsAsked) return false;
    const answered = dialogs.filter(({ confirmed }) => confirmed >= 0);
    return answered.length > 0 && answered.every(({ ended }) => ended >= 0 && this.#messages.timeNs(ended) < timeNs);
  }

  #begin(message: CapturedMessage, transaction: Transaction, dialog: Dialog | undefined): Call | undefined {
    if (isInitial(message)) return this.#beginByInvite(message);
    const isAnswerOfUnseen = message.method === method.invite && !message.isRequest && transaction.request < 0;
    const isInsideUnseen = dialog !== undefined && dialog.usage === 'invite';
    if (!isAnswerOfUnseen && !isInsideUnseen) return undefined;
    const found = (message.fields & has.sessionId) === 0 ? undefined : this.#legs.findWithin(message);
    if (found === undefined) {
      const call = this.#add(message, true);
      this.#legs.names.nameSession(call, message);
      return call;
    }
    this.#join(found.call, found.leg);
    return found.call;
  }

  #beginByInvite(message: CapturedMessage): Call {
    const redirected = this.#redirects.followed(message);
    if (redirected !== undefined) return this.#goOn(redirected, message);
    const from = message.fromParty(this.#parties);
    const to = message.toParty(this.#parties);
    const invite = this.#newInvite(message, from, to);
    const ids = this.#legs.idsOf(invite);
    const parties = { from: from?.uri, to: to?.uri };
    const tried = this.#retries.followed(message, parties, invite.scan, ids);
    if (tried !== undefined) return this.#goOn(tried, message);
    // A recording session is about a call, and no leg of it.
    const found = beginsRecording(message, invite.scan) ? undefined : this.#legs.find(invite, ids);
    const call = found?.call ?? this.#add(message, false, { from, to });
    if (found !== undefined) this.#join(call, found.leg);
    if (found === undefined && !beginsRecording(message, invite.scan)) this.#legs.names.name(call, ids);
    return call;
  }

  #newInvite(message: CapturedMessage, from: Party | undefined, to: Party | undefined): NewInvite {
    return {
      message,
      scan: this.#scanOf(message),
      callId: message.callIdText(),
      fromKey: from?.userKey ?? 0,
      toKey: to?.userKey ?? 0,
      correlationId: this.#messages.correlationId(message.number),
    };
  }

  #scanOf(message: CapturedMessage): InviteScan {
    if (this.#scanned !== message.number) this.#scan.read(message.raw());
    this.#scanned = message.number;
    return this.#scan;
  }

  #add(
    message: CapturedMessage,
    isPartial: boolean,
    { from, to }: { readonly from: Party | undefined; readonly to: Party | undefined } = {
      from: message.fromParty(this.#parties),
      to: message.toParty(this.#parties),
    },
  ): Call {
    const call = new Call({
      number: this.#count++,
      first: message.number,
      firstFrame: message.frame,
      key: attemptKey(message),
      callId: message.callIdText(),
      from,
      to,
      flow: message.flow,
      expires: (message.fields & has.expires) === 0 ? undefined : message.parsed().expires,
      isPartial,
    });
    this.open.add(call);
    this.#attempts.begin(call);
    this.#index.add(call);
    return call;
  }

  /** Another attempt of its first leg, under another Call-ID or From tag. */
  #goOn(call: Call, message: CapturedMessage): Call {
    this.#addCallId(call, message.callIdText());
    this.#attempts.add(call, attemptKey(message));
    return call;
  }

  #join(call: Call, leg: JoinedLeg): void {
    call.legs = [...call.legs, leg];
    this.#addCallId(call, leg.callId);
    this.#attempts.add(call, leg.key);
  }

  #addCallId(call: Call, callId: string): void {
    if (call.callIds.includes(callId)) return;
    call.callIds.push(callId);
    this.#index.addCallId(call, callId);
  }

  #addDialog(call: Call, dialog: Dialog): void {
    if (this.#ofDialog.get(dialog.slot) !== undefined) return;
    this.#ofDialog.set(dialog.slot, call);
    const leg = legOfDialog(call, dialog);
    if (leg === undefined) call.dialogs = withOneMore(call.dialogs, dialog);
    else leg.dialogs.push(dialog);
  }

  #countCopy(call: Call, message: CapturedMessage, dialog: Dialog | undefined): void {
    call.retransmissions++;
    if (legOfMessage(call, message, dialog) === undefined) this.#progress.receiveAgain(call, message);
  }

  #countMessage(call: Call, message: CapturedMessage): void {
    call.messageCount++;
    this.#addParticipant(call, this.#flows.sourceEndpoint(message.flow));
    this.#addParticipant(call, this.#flows.destinationEndpoint(message.flow));
  }

  #addParticipant(call: Call, endpoint: number): void {
    if (call.participants.length < maxParticipants && !call.participants.includes(endpoint))
      call.participants = withOneMore(call.participants, endpoint);
  }

  #learn(
    call: Call,
    message: CapturedMessage,
    transaction: Transaction,
    dialog: Dialog | undefined,
    isNewInvite: boolean,
  ): void {
    // Packets may be captured in another order than they were sent.
    if (transaction.first === call.first && transaction.request === message.number && isInitial(message))
      call.isPartial = false;
    const leg = legOfMessage(call, message, dialog);
    const isInvite = transaction.method === method.invite && !transaction.inDialog;
    if (isInvite && transaction.first === message.number) addInvite(call, leg, transaction);
    if (isNewInvite) {
      const invite = this.#newInvite(message, call.from, call.to);
      this.#legs.add(call, transaction, invite);
      if (call.first !== message.number && call.notes?.recording === undefined)
        this.#legs.names.name(call, this.#legs.idsOf(invite));
      this.#special.receive(call, message, invite.scan);
    }
    if (isInvite && transaction.final === message.number) {
      const pending = this.#legs.answered(transaction);
      if (leg === undefined) this.#retries.refused(call, transaction, message, pending);
      if (isSuccess(message.status)) this.#legs.names.nameSession(call, message);
    }
    this.#follow(call, message, transaction, leg);
    if (isAboutTransfers(transaction)) this.#transfers.receive(call, dialog, message, transaction);
  }

  #follow(call: Call, message: CapturedMessage, transaction: Transaction, leg: JoinedLeg | undefined): void {
    const isAnswer = transaction.method === method.invite && !transaction.inDialog && !message.isRequest;
    if (leg !== undefined) {
      if (isAnswer) this.#progress.receiveAnswerOfLeg(call, message, transaction);
    } else if (isAnswer) this.#progress.receiveAnswer(call, message, transaction);
    else this.#progress.receive(call, message, transaction);
  }
}

function addInvite(call: Call, leg: JoinedLeg | undefined, transaction: Transaction): void {
  if (leg === undefined) call.invites = withOneMore(call.invites, transaction);
  else leg.invites.push(transaction);
}

function isInitial(message: CapturedMessage): boolean {
  return message.method === method.invite && message.isRequest && message.toTag === 0;
}

function isAboutTransfers(transaction: Transaction): boolean {
  return transaction.method === method.refer || transaction.method === method.notify;
}

/** Requests that carry the attempt's Call-ID and From tag and no To tag of their own, and the answers to them. */
function beginsOrEndsAttempt(message: CapturedMessage): boolean {
  return message.method === method.invite || message.method === method.cancel || message.method === method.ack;
}
