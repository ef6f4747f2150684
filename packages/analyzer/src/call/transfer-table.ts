import type { Dialog } from '../dialog/dialog.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { method } from '../message/method.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { isFinal } from '../transaction/transaction.ts';
import { parameterValue } from '@sipscope/parser';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import { type Call, callerSide, notesOf } from './call.ts';
import type { CallIndex } from './call-index.ts';
import type { HostTable } from './host-table.ts';
import { referTarget, Transfer } from './transfer.ts';

/** Transfers that wait for an answer, a NOTIFY or the call they make; the oldest is forgotten first. */
const maxWaiting = 10_000;

/** Follows transfers: the REFER, its answer, what NOTIFYs tell of it, and the INVITE that it leads to (RFC 3515, RFC 5589). */
export class TransferTable {
  readonly #index: CallIndex;
  readonly #hosts: HostTable;
  /** Until the REFER has its final response. */
  readonly #ofRefer = new Map<Transaction, Transfer>();
  /** By Call-ID of a REFER outside of the dialog it is about (RFC 4538): its NOTIFYs have it too. */
  readonly #outside = new Map<number, Transfer>();
  /** By the URI to be called, until someone calls it. */
  readonly #byTarget = new Map<string, Transfer>();

  constructor(index: CallIndex, hosts: HostTable) {
    this.#index = index;
    this.#hosts = hosts;
  }

  /** A message of a call: REFER, an answer to one, or NOTIFY. */
  receive(call: Call, dialog: Dialog | undefined, message: CapturedMessage, transaction: Transaction): void {
    if (transaction.method === method.notify) this.#notify(message, (cseq) => transferOf(call, cseq));
    else this.#refer(call, dialog, message, transaction);
  }

  /** The same outside of calls: a REFER may name the dialog it is about. */
  receiveOutside(message: CapturedMessage, transaction: Transaction): void {
    if (transaction.method === method.notify) {
      const transfer = this.#outside.get(message.callId);
      if (transfer !== undefined) this.#notify(message, () => transfer);
      if (transfer?.isOver === true) this.#outside.delete(message.callId);
      return;
    }
    if (!message.isRequest) {
      this.#answer(message, transaction);
      return;
    }
    const call = this.#aboutCall(message);
    if (call === undefined) return;
    const transfer = this.#refer(call, undefined, message, transaction);
    if (transfer !== undefined) add(this.#outside, message.callId, transfer);
  }

  /** The call that its Target-Dialog names, or that someone is asked to replace. */
  #aboutCall(message: CapturedMessage): Call | undefined {
    const callId = message.parsed().values('Target-Dialog')[0]?.callId ?? referTarget(message)?.replaces;
    return callId === undefined ? undefined : this.#index.byCallId(callId);
  }

  /** The transfer that an initial INVITE carries out: by the call it replaces, or whom it calls, from whom it was asked. */
  followed(message: CapturedMessage, replaced: { readonly callId: string } | undefined): Transfer | undefined {
    if (this.#byTarget.size === 0) return undefined;
    const { startLine } = message.parsed();
    if (startLine?.kind !== 'request') return undefined;
    const key = targetKey(startLine.requestUri);
    const transfer = this.#byTarget.get(key);
    if (transfer === undefined || transfer.made >= 0 || transfer.call.slot < 0) return undefined;
    const sinceNs = message.timeNs - transfer.timeNs;
    if (sinceNs < 0 || sinceNs > timeoutNs) return undefined;
    const isAsked = this.#hosts.source(message.flow) === transfer.receiver;
    const isNamed = message.parsed().referredBy !== undefined;
    const isReplacing = replaced !== undefined && replaced.callId === transfer.replaces;
    const targetDialog = message.parsed().values('Target-Dialog')[0]?.callId;
    const isTargeted = targetDialog !== undefined && transfer.call.callIds.includes(targetDialog);
    if (transfer.result === 'refused' || !(isAsked || isNamed || isReplacing || isTargeted)) return undefined;
    this.#byTarget.delete(key);
    return transfer;
  }

  closeTransaction(transaction: Transaction): void {
    this.#ofRefer.delete(transaction);
  }

  close(call: Call): void {
    if (call.notes === undefined) return;
    for (const transfer of call.notes.transfers) {
      const key = targetKey(transfer.target);
      if (this.#byTarget.get(key) === transfer) this.#byTarget.delete(key);
    }
  }

  #refer(
    call: Call,
    dialog: Dialog | undefined,
    message: CapturedMessage,
    transaction: Transaction,
  ): Transfer | undefined {
    if (!message.isRequest) {
      this.#answer(message, transaction);
      return undefined;
    }
    if (transaction.request !== message.number) return undefined;
    const asked = referTarget(message);
    if (asked === undefined) return undefined;
    const transfer = new Transfer({
      call,
      kind: asked.replaces === undefined ? 'blind' : 'attended',
      target: asked.target,
      replaces: asked.replaces,
      by: senderOf(call, message, dialog),
      cseq: message.cseq,
      isOutside: dialog === undefined,
      timeNs: message.timeNs,
      receiver: this.#hosts.destination(message.flow),
      frames: [message.frame],
    });
    // The same REFER on its next hop goes to who carries it out.
    const same = call.notes?.transfers.find(({ cseq, target }) => cseq === message.cseq && target === asked.target);
    if (same === undefined) notesOf(call).addTransfer(transfer);
    const told = same ?? transfer;
    add(this.#ofRefer, transaction, told);
    if (same === undefined) add(this.#byTarget, targetKey(asked.target), told);
    else same.receiver = transfer.receiver;
    return told;
  }

  #answer(message: CapturedMessage, transaction: Transaction): void {
    if (!isFinal(message.status)) return;
    this.#ofRefer.get(transaction)?.answer(message.status, message.frame);
    this.#ofRefer.delete(transaction);
  }

  #notify(message: CapturedMessage, find: (cseq: number) => Transfer | undefined): void {
    if (!message.isRequest) return;
    const parsed = message.parsed();
    if (parsed.event?.value.toLowerCase() !== 'refer') return;
    const fragment = parsed.body?.find('message/sipfrag')?.value;
    const status = fragment?.kind === 'sipfrag' ? fragment.status : undefined;
    const transfer = find(Number(parameterValue(parsed.event.params, 'id') ?? -1));
    if (transfer !== undefined && status !== undefined) transfer.notify(status, message.frame);
  }
}

/** The transfer of a call whose REFER had that CSeq number (RFC 3515 §2.4.6); the latest one where none is named. */
function transferOf({ notes }: Call, cseq: number): Transfer | undefined {
  const transfers = notes?.transfers ?? [];
  return transfers.find((transfer) => transfer.cseq === cseq) ?? transfers.at(-1);
}

function senderOf(call: Call, { fromTag }: CapturedMessage, dialog: Dialog | undefined): Transfer['by'] {
  const caller = dialog === undefined ? undefined : callerSide(call, dialog);
  if (dialog === undefined || caller === undefined) return undefined;
  return fromTag === (caller === 'local' ? dialog.localTag : dialog.remoteTag) ? 'caller' : 'callee';
}

/** Without parameters, which a device may leave out when it calls. */
function targetKey(uri: string): string {
  const end = uri.search(/[;?]/);
  return (end < 0 ? uri : uri.slice(0, end)).toLowerCase();
}

function add<Key>(map: Map<Key, Transfer>, key: Key, transfer: Transfer): void {
  map.delete(key);
  if (map.size >= maxWaiting) {
    const [oldest] = map.keys();
    if (oldest !== undefined) map.delete(oldest);
  }
  map.set(key, transfer);
}
