import type { CapturedMessage } from '../message/captured-message.ts';
import { withOneMore } from '../message/compact-list.ts';
import { joined } from '../message/fingerprint.ts';
import { keptText } from '../message/kept-text.ts';
import { KeyTable } from '../message/key-table.ts';
import { method } from '../message/method.ts';
import { Slots } from '../message/slots.ts';
import { isFinal, isSuccess, type Transaction } from '../transaction/transaction.ts';
import type { Matched } from '../transaction/transaction-table.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import { CSeqSpace } from './cseq-space.ts';
import { Dialog, type DialogKeys, type DialogSide, type DialogTexts, type DialogUsage } from './dialog.ts';
import { learnFromRequest, learnFromResponse, type DialogOffer, offerOf } from './dialog-state.ts';

/** Early dialogs of one INVITE that end with its final response; further ones are kept but not ended by it. */
const maxForks = 1024;

/** Further hops of one request are not told. */
const maxHops = 100;
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
  /** Those of which more may come. */
  readonly open: Slots<Dialog> = new Slots();
  /** Whether texts are kept for rows. */
  readonly #keepsTexts: boolean;
  readonly #timeNs: (message: number) => number;
  #count = 0;
  readonly #byTags = new KeyTable();
  /** The first dialog that an INVITE made. */
  readonly #byInvite = new KeyTable();
  /** By the slot of an INVITE transaction: dialogs still early that a final response would end, or a 2xx overtake. */
  readonly #earlyOf: (Dialog[] | undefined)[] = [];
  /** What the dialog-forming request said, kept until its final response. */
  readonly #offers = new Map<Transaction, DialogOffer>();

  /** `timeNs`: of a message. */
  constructor({ keepsTexts, timeNs }: { readonly keepsTexts: boolean; readonly timeNs: (message: number) => number }) {
    this.#keepsTexts = keepsTexts;
    this.#timeNs = timeNs;
  }

  /** How many there have been. */
  get count(): number {
    return this.#count;
  }

  receive(message: CapturedMessage, { transaction, copy }: Matched): Dialog | undefined {
    const known = this.open.at(this.#byTags.get(tagsKey(message.callId, message.fromTag, message.toTag)));
    const dialog = known ?? (copy === 'none' ? this.#create(message, transaction) : undefined);
    if (dialog !== undefined) dialog.last = message.number;
    if (copy !== 'none') return dialog;
    if (known !== undefined && isWithin(known, message, transaction)) transaction.inDialog = true;
    if (dialog !== undefined) attach(dialog, transaction);
    if (message.isRequest) this.#receiveRequest(message, transaction, dialog);
    else this.#receiveResponse(message, transaction, dialog);
    return dialog;
  }

  /** The open dialog of these tags, in either order. */
  ofTags(callId: number, tag: number, otherTag: number): Dialog | undefined {
    return this.open.at(this.#byTags.get(tagsKey(callId, tag, otherTag)));
  }

  /** Nothing more is expected of it. */
  close(dialog: Dialog): void {
    const { callId, localTag, remoteTag, forming, slot } = dialog;
    this.#byTags.delete(tagsKey(callId, localTag, remoteTag), slot);
    this.#byInvite.delete(inviteKey(callId, localTag, forming.cseq), slot);
    this.open.remove(dialog);
  }

  /** Nothing more is expected of that transaction. */
  closeTransaction(transaction: Transaction): void {
    this.#earlyOf[transaction.slot] = undefined;
    this.#offers.delete(transaction);
  }

  #create(message: CapturedMessage, transaction: Transaction): Dialog | undefined {
    if (message.isRequest) return this.#createByRequest(message, transaction);
    const usage = usageMadeByResponse(message);
    if (usage === undefined) return undefined;
    const { callId, fromTag, toTag } = message;
    const dialog = this.#add(message, {
      callId,
      localTag: fromTag,
      remoteTag: toTag,
      usage,
      transaction,
      madeBy: 'response',
    });
    if (usage === 'invite') this.#linkFork(dialog);
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
      const dialog = this.#add(message, {
        callId,
        localTag: toTag,
        remoteTag: fromTag,
        usage,
        transaction,
        madeBy: 'NOTIFY',
      });
      dialog.confirmed = number;
      return dialog;
    }
    const usage = midDialogMethods.get(message.method);
    if (usage === undefined) return undefined;
    const dialog = this.#add(message, {
      callId,
      localTag: fromTag,
      remoteTag: toTag,
      usage,
      transaction,
      madeBy: 'request within',
    });
    // A PRACK travels before the answer (RFC 3262 §3).
    if (message.method !== method.prack) dialog.confirmed = number;
    return dialog;
  }

  #add(message: CapturedMessage, keys: Omit<DialogKeys, 'number' | 'first' | 'shown'>): Dialog {
    const isFromLocal = keys.localTag === message.fromTag;
    const shown = this.#keepsTexts ? textsOf(message, isFromLocal) : undefined;
    const dialog = new Dialog({ ...keys, number: this.#count++, first: message.number, shown });
    this.open.add(dialog);
    this.#byTags.set(tagsKey(dialog.callId, dialog.localTag, dialog.remoteTag), dialog.slot);
    return dialog;
  }

  #linkFork(dialog: Dialog): void {
    const key = inviteKey(dialog.callId, dialog.localTag, dialog.forming.cseq);
    const first = this.open.at(this.#byInvite.get(key));
    if (first === undefined) this.#byInvite.set(key, dialog.slot);
    else dialog.forkedFrom = first;
  }

  #receiveRequest(message: CapturedMessage, transaction: Transaction, dialog: Dialog | undefined): void {
    if (this.#keepsTexts && transaction.request === message.number && makesDialog(message))
      this.#offers.set(transaction, offerOf(message));
    if (dialog === undefined) return;
    if (dialog.confirmed < 0 && dialog.ended < 0 && provesAnswer(message, transaction, dialog))
      dialog.confirmed = message.number;
    const sender = sideOf(dialog, message.fromTag);
    learnCSeq(dialog, message, sender);
    learnFromRequest(dialog, message, {
      sender,
      keepsTexts: this.#keepsTexts,
      isUnacknowledged: () => this.#isUnacknowledged(dialog, message),
    });
  }

  /** The callee gives up 64*T1 after its 2xx where no ACK came (§13.3.1.4); a bit less is seen where the 2xx was late. */
  #isUnacknowledged({ confirmed, acknowledged }: Dialog, message: CapturedMessage): boolean {
    if (acknowledged >= 0 || confirmed < 0) return false;
    return message.timeNs - this.#timeNs(confirmed) >= 0.9 * timeoutNs;
  }

  #receiveResponse(message: CapturedMessage, transaction: Transaction, dialog: Dialog | undefined): void {
    if (dialog !== undefined) this.#receiveInDialog(message, transaction, dialog);
    if (isFinal(message.status) && transaction.final === message.number) this.#finish(message, transaction, dialog);
  }

  #receiveInDialog(message: CapturedMessage, transaction: Transaction, dialog: Dialog): void {
    const isForming = !transaction.inDialog && makesDialog(message);
    if (isForming && isSuccess(message.status) && dialog.confirmed < 0) dialog.confirmed = message.number;
    if (isSuccess(message.status) && dialog.confirmed >= 0 && message.method !== method.bye) reviveAfterFailure(dialog);
    if (isForming && dialog.confirmed < 0 && dialog.ended < 0) this.#addEarly(transaction, dialog);
    const answeredBy: DialogSide = sideOf(dialog, message.fromTag) === 'local' ? 'remote' : 'local';
    learnFromResponse(dialog, message, {
      isForming,
      isInDialog: transaction.inDialog,
      answeredBy,
      keepsTexts: this.#keepsTexts,
    });
  }

  #addEarly({ slot }: Transaction, dialog: Dialog): void {
    const early = this.#earlyOf[slot];
    if (early === undefined) {
      while (this.#earlyOf.length < slot) this.#earlyOf.push(undefined);
      this.#earlyOf[slot] = [dialog];
    } else if (early.length < maxForks && !early.includes(dialog)) early.push(dialog);
  }

  /** A final response to an INVITE ends its early dialogs (§12.3); a 2xx confirms one and overtakes the others (§13.2.2.4). */
  #finish(message: CapturedMessage, transaction: Transaction, answered: Dialog | undefined): void {
    this.#offers.delete(transaction);
    const early = this.#earlyOf[transaction.slot];
    if (early === undefined) return;
    this.#earlyOf[transaction.slot] = undefined;
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

/** Of a Call-ID and two tags, in either order. */
function tagsKey(callId: number, tag: number, otherTag: number): number {
  return joined(callId, joined(Math.min(tag, otherTag), Math.max(tag, otherTag)));
}

/** Of Call-ID, From tag and CSeq number. */
function inviteKey(callId: number, fromTag: number, cseq: number): number {
  return joined(joined(callId, fromTag), cseq + 1);
}

function textsOf(message: CapturedMessage, isFromLocal: boolean): DialogTexts {
  const { callId, from, to } = message.parsed();
  const [local, remote] = isFromLocal ? [from, to] : [to, from];
  return { callId: kept(callId), localTag: kept(local?.tag), remoteTag: kept(remote?.tag) };
}

function kept(text: string | undefined): string | undefined {
  return text === undefined ? undefined : keptText(text);
}

function attach(dialog: Dialog, transaction: Transaction): void {
  const { number } = transaction;
  // A transaction's messages come close together: one seen before is among the last few.
  const { transactions, forming } = dialog;
  for (let i = transactions.length - 1; i >= Math.max(0, transactions.length - 8); i--)
    if (transactions[i] === number) return;
  dialog.transactions = withOneMore(transactions, number);
  const isHop = !transaction.inDialog && transaction.method === forming.method && transaction.cseq === forming.cseq;
  if (isHop && dialog.moreHops.length < maxHops) dialog.moreHops = withOneMore([...dialog.moreHops], transaction);
}

/** ACK and CANCEL have the number of their INVITE. */
function learnCSeq(dialog: Dialog, { method: methodNumber, cseq, number }: CapturedMessage, sender: DialogSide): void {
  if (methodNumber === method.ack || methodNumber === method.cancel) return;
  if (sender === 'local') {
    dialog.localCSeq ??= new CSeqSpace(dialog.isPartial || dialog.usage !== 'invite' ? -1 : dialog.forming.cseq);
    dialog.localCSeq.receive(cseq, number);
  } else {
    dialog.remoteCSeq ??= new CSeqSpace(-1);
    dialog.remoteCSeq.receive(cseq, number);
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
  const { forming } = dialog;
  return dialog.confirmed >= 0 && (forming.method !== method.invite || forming.cseq !== transaction.cseq);
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
