import type { CapturedMessage } from '../message/captured-message.ts';
import { ByteInterner } from '../message/byte-interner.ts';
import { withOneMore } from '../message/compact-list.ts';
import { Column } from '../message/columns.ts';
import { method } from '../message/method.ts';
import { TupleTable } from '../message/tuple-table.ts';
import { isFinal, isSuccess, type Transaction } from '../transaction/transaction.ts';
import type { Matched } from '../transaction/transaction-table.ts';
import { Dialog, type DialogKeys, type DialogSide, type DialogUsage } from './dialog.ts';
import { learnFromRequest, learnFromResponse, type DialogOffer, offerOf } from './dialog-state.ts';

/** Early dialogs of one INVITE that end with its final response; further ones are kept but not ended by it. */
const maxForks = 1024;

/** Methods whose first request with both tags shows a dialog that began before the capture did; an ACK may be one to a failure. */
const midDialogMethods: ReadonlyMap<number, DialogUsage> = new Map<number, DialogUsage>([
  [method.invite, 'invite'],
  [method.bye, 'invite'],
  [method.prack, 'invite'],
  [method.update, 'invite'],
  [method.info, 'invite'],
  [method.refer, 'invite'],
  [method.subscribe, 'subscribe'],
]);

/** Follows the dialogs of RFC 3261 §12: one for each Call-ID and pair of tags, whatever the hops it is seen on. */
export class DialogTable {
  readonly dialogs: Dialog[] = [];
  /** Contact field values, as written: read only where a row shows them. */
  readonly contacts: ByteInterner = new ByteInterner();
  /** By Call-ID and the two tags, the smaller first. */
  readonly #byTags = new TupleTable(3);
  readonly #tagsKey = new Uint32Array(3);
  /** By Call-ID, From tag and CSeq number: the first dialog that INVITE made. */
  readonly #byInvite = new TupleTable(3);
  readonly #inviteKey = new Uint32Array(3);
  /** Dialogs still early that a final response to this INVITE transaction would end, or a 2xx overtake. */
  readonly #earlyOf = new Map<Transaction, Set<Dialog>>();
  /** What the dialog-forming request said, kept until its final response. */
  readonly #offers = new Map<Transaction, DialogOffer>();
  /** By message: its dialog plus one. */
  readonly #dialogOf = Column.uint32();

  receive(message: CapturedMessage, { transaction, copy }: Matched): Dialog | undefined {
    const known = this.#find(message);
    const dialog = known ?? (copy === 'none' ? this.#create(message, transaction) : undefined);
    this.#dialogOf.push(dialog === undefined ? 0 : dialog.number + 1);
    if (copy !== 'none') return dialog;
    if (known !== undefined && isWithin(known, message, transaction)) transaction.inDialog = true;
    if (dialog !== undefined) this.#attach(dialog, transaction);
    if (message.isRequest) this.#receiveRequest(message, transaction, dialog);
    else this.#receiveResponse(message, transaction, dialog);
    return dialog;
  }

  dialogOf(message: number): Dialog | undefined {
    return this.dialogs[this.#dialogOf.get(message) - 1];
  }

  #find(message: CapturedMessage): Dialog | undefined {
    return this.dialogs[this.#byTags.get(this.#tags(message.callId, message.fromTag, message.toTag))];
  }

  #tags(callId: number, tag: number, otherTag: number): Uint32Array {
    this.#tagsKey[0] = callId;
    this.#tagsKey[1] = Math.min(tag, otherTag);
    this.#tagsKey[2] = Math.max(tag, otherTag);
    return this.#tagsKey;
  }

  #create(message: CapturedMessage, transaction: Transaction): Dialog | undefined {
    if (message.isRequest) return this.#createByRequest(message, transaction);
    const usage = usageMadeByResponse(message);
    if (usage === undefined) return undefined;
    const { callId, fromTag, toTag } = message;
    const dialog = this.#add({
      callId,
      localTag: fromTag,
      remoteTag: toTag,
      usage,
      first: message.number,
      transaction,
      isPartial: transaction.request < 0,
    });
    if (usage === 'invite') this.#linkFork(dialog, message);
    const offer = this.#offers.get(transaction);
    if (offer !== undefined) {
      dialog.localTarget = offer.contact;
      dialog.isSecure = offer.isSecure;
    }
    return dialog;
  }

  #createByRequest(message: CapturedMessage, transaction: Transaction): Dialog | undefined {
    const { callId, fromTag, toTag, number } = message;
    if (fromTag === 0 || toTag === 0) return undefined;
    if (message.method === method.notify) {
      // The subscriber sent the first request; the NOTIFY comes from the other side and may overtake the 2xx (RFC 6665 §4.4.1).
      const usage = message.parsed().event?.value.toLowerCase() === 'refer' ? 'refer' : 'subscribe';
      const dialog = this.#add({
        callId,
        localTag: toTag,
        remoteTag: fromTag,
        usage,
        first: number,
        transaction,
        isPartial: false,
      });
      dialog.confirmed = number;
      return dialog;
    }
    const usage = midDialogMethods.get(message.method);
    if (usage === undefined) return undefined;
    const dialog = this.#add({
      callId,
      localTag: fromTag,
      remoteTag: toTag,
      usage,
      first: number,
      transaction,
      isPartial: true,
    });
    // A PRACK travels before the answer (RFC 3262 §3).
    if (message.method !== method.prack) dialog.confirmed = number;
    return dialog;
  }

  #add(keys: Omit<DialogKeys, 'number'>): Dialog {
    const dialog = new Dialog({ ...keys, number: this.dialogs.length });
    this.#byTags.set(this.#tags(dialog.callId, dialog.localTag, dialog.remoteTag), dialog.number);
    this.dialogs.push(dialog);
    return dialog;
  }

  #linkFork(dialog: Dialog, message: CapturedMessage): void {
    this.#inviteKey[0] = message.callId;
    this.#inviteKey[1] = message.fromTag;
    this.#inviteKey[2] = message.cseq;
    const first = this.#byInvite.get(this.#inviteKey);
    if (first < 0) this.#byInvite.set(this.#inviteKey, dialog.number);
    else dialog.forkedFrom = this.dialogs[first];
  }

  #attach(dialog: Dialog, transaction: Transaction): void {
    // A transaction's messages come close together: one seen before is among the last few.
    const { transactions } = dialog;
    for (let i = transactions.length - 1; i >= Math.max(0, transactions.length - 8); i--)
      if (transactions[i] === transaction) return;
    dialog.transactions = withOneMore(transactions, transaction);
  }

  #receiveRequest(message: CapturedMessage, transaction: Transaction, dialog: Dialog | undefined): void {
    if (transaction.request === message.number && makesDialog(message)) {
      this.#offers.set(transaction, offerOf(message, this.contacts));
    }
    if (dialog === undefined) return;
    if (dialog.confirmed < 0 && dialog.ended < 0 && provesAnswer(message, transaction, dialog))
      dialog.confirmed = message.number;
    learnFromRequest(dialog, message, { sender: sideOf(dialog, message.fromTag), contacts: this.contacts });
  }

  #receiveResponse(message: CapturedMessage, transaction: Transaction, dialog: Dialog | undefined): void {
    if (dialog !== undefined) this.#receiveInDialog(message, transaction, dialog);
    if (isFinal(message.status) && transaction.final === message.number) this.#finish(message, transaction, dialog);
  }

  #receiveInDialog(message: CapturedMessage, transaction: Transaction, dialog: Dialog): void {
    const isForming = !transaction.inDialog && makesDialog(message);
    if (isForming && isSuccess(message.status) && dialog.confirmed < 0) dialog.confirmed = message.number;
    if (isSuccess(message.status) && dialog.confirmed >= 0 && message.method !== method.bye) reviveAfterFailure(dialog);
    if (isForming && dialog.confirmed < 0 && dialog.ended < 0) this.#earlyIn(transaction).add(dialog);
    const answeredBy: DialogSide = sideOf(dialog, message.fromTag) === 'local' ? 'remote' : 'local';
    learnFromResponse(dialog, message, {
      isForming,
      isInDialog: transaction.inDialog,
      answeredBy,
      contacts: this.contacts,
    });
  }

  #earlyIn(transaction: Transaction): Set<Dialog> {
    let early = this.#earlyOf.get(transaction);
    if (early === undefined) this.#earlyOf.set(transaction, (early = new Set()));
    return early.size < maxForks ? early : new Set();
  }

  /** A final response to an INVITE ends its early dialogs (§12.3); a 2xx confirms one and overtakes the others (§13.2.2.4). */
  #finish(message: CapturedMessage, transaction: Transaction, answered: Dialog | undefined): void {
    this.#offers.delete(transaction);
    const early = this.#earlyOf.get(transaction);
    if (early === undefined) return;
    this.#earlyOf.delete(transaction);
    for (const dialog of early) {
      if (dialog.confirmed >= 0 || dialog.ended >= 0) continue;
      if (isSuccess(message.status)) {
        if (dialog !== answered) dialog.overtaken = message.number;
      } else {
        dialog.ended = message.number;
        dialog.end = { kind: 'response', status: message.status, method: message.method };
      }
    }
  }
}

function sideOf(dialog: Dialog, fromTag: number): DialogSide {
  return fromTag === dialog.localTag ? 'local' : 'remote';
}

/** A peer that says 2xx has the dialog, whatever 408 or 481 it answered another request with. */
function reviveAfterFailure(dialog: Dialog): void {
  if (dialog.end?.kind !== 'response') return;
  dialog.ended = -1;
  dialog.end = undefined;
}

/**
 * What is sent in no early dialog, so that a 2xx came which was not captured: the ACK with a branch of its own
 * (§13.2.2.4), a re-INVITE (§14.1), the callee's BYE (§15).
 */
function provesAnswer(message: CapturedMessage, transaction: Transaction, dialog: Dialog): boolean {
  if (dialog.usage !== 'invite') return false;
  if (message.method === method.bye) return sideOf(dialog, message.fromTag) === 'remote';
  return transaction.method === method.ack || message.method === method.invite;
}

/** A response whose request was not captured: to a re-INVITE where another INVITE has confirmed the dialog. */
function isWithin(dialog: Dialog, message: CapturedMessage, transaction: Transaction): boolean {
  if (message.isRequest || transaction.request >= 0 || transaction.method !== method.invite) return false;
  const [forming] = dialog.transactions;
  return dialog.confirmed >= 0 && (forming?.method !== method.invite || forming.cseq !== transaction.cseq);
}

function makesDialog(message: CapturedMessage): boolean {
  return message.method === method.invite || message.method === method.subscribe || message.method === method.refer;
}

/** RFC 3261 §12.1, RFC 6665 §4.4.1, RFC 3515 §2.4.4. A 2xx without a To tag comes from an RFC 2543 peer (§12.1.2). */
function usageMadeByResponse(message: CapturedMessage): DialogUsage | undefined {
  const { status, toTag, fromTag } = message;
  if (fromTag === 0 && toTag === 0) return undefined;
  if (message.method === method.invite) {
    const isEarly = status > 100 && status < 200 && toTag !== 0;
    return isEarly || isSuccess(status) ? 'invite' : undefined;
  }
  if (!isSuccess(status) || toTag === 0) return undefined;
  if (message.method === method.subscribe) return 'subscribe';
  return message.method === method.refer ? 'refer' : undefined;
}
