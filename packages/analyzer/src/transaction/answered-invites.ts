import type { CapturedMessage } from '../message/captured-message.ts';
import { joined } from '../message/fingerprint.ts';
import { KeyTable } from '../message/key-table.ts';
import type { Slots } from '../message/slots.ts';
import { CopiesSent } from './copies-sent.ts';
import { isSuccess, type Transaction } from './transaction.ts';

/** One dialog may be answered on this many hops before further ones are taken for the first. */
const maxHops = 32;
/** A proxy that forks may bring so many 2xx to one INVITE. */
const maxFurtherAnswers = 1024;

/** INVITEs that were answered with a 2xx, by the dialog and CSeq of the ACK that is to come (RFC 3261 §13.2.2.4). */
export class AnsweredInvites {
  readonly #open: Slots<Transaction>;
  readonly #byAck = new KeyTable();
  /** Those that were answered several times, by the further answers and their hops. */
  readonly #further = new Map<number, Transaction>();

  constructor(open: Slots<Transaction>) {
    this.#open = open;
  }

  /** A 2xx that is no copy. */
  add(invite: Transaction, message: CapturedMessage): void {
    const key = ackKey(message);
    if (invite.final !== message.number) {
      this.#addFurther(invite, joined(key, invite.hop));
      return;
    }
    const head = this.#open.at(this.#byAck.get(key));
    if (head === undefined) this.#byAck.set(key, invite.slot);
    else append(invite, head);
  }

  /** The INVITE that an ACK is for: between the same endpoints, else on its own hop, or where that went another way, the first one seen. */
  find(ack: CapturedMessage, hop: number): Transaction | undefined {
    const key = ackKey(ack);
    if (this.#further.size > 0) {
      const further = this.#further.get(joined(key, hop));
      if (further !== undefined) return further;
    }
    const head = this.#open.at(this.#byAck.get(key));
    let candidate = head;
    let nearest = head;
    for (let hops = 0; candidate !== undefined && hops < maxHops; hops++) {
      if (candidate.flow === ack.flow) return candidate;
      if (candidate.hop === hop && nearest?.hop !== hop) nearest = candidate;
      candidate = candidate.pending?.nextAnswered;
    }
    return nearest;
  }

  close(invite: Transaction): void {
    for (const key of invite.copies?.furtherAnswers ?? []) this.#further.delete(key);
    if (!isSuccess(invite.finalStatus)) return;
    const key = ackKeyOf(invite);
    const head = this.#open.at(this.#byAck.get(key));
    if (head === invite) {
      this.#byAck.delete(key, invite.slot);
      const next = invite.pending?.nextAnswered;
      if (next !== undefined) this.#byAck.set(key, next.slot);
    } else if (head !== undefined) unlink(invite, head);
  }

  #addFurther(invite: Transaction, key: number): void {
    const { furtherAnswers } = (invite.copies ??= new CopiesSent());
    if (furtherAnswers.length >= maxFurtherAnswers || this.#further.has(key)) return;
    furtherAnswers.push(key);
    this.#further.set(key, invite);
  }
}

/** Unless its flow is there already, or too many are. */
function append(invite: Transaction, head: Transaction): void {
  let last = head;
  for (let hops = 1; last.flow !== invite.flow && hops < maxHops; hops++) {
    const { pending } = last;
    if (pending === undefined) return;
    if (pending.nextAnswered === undefined) {
      pending.nextAnswered = invite;
      return;
    }
    last = pending.nextAnswered;
  }
}

/** Takes it out of the chain of those of its dialog. */
function unlink(invite: Transaction, head: Transaction): void {
  let before = head.pending;
  while (before !== undefined && before.nextAnswered !== invite) before = before.nextAnswered?.pending;
  if (before !== undefined) before.nextAnswered = invite.pending?.nextAnswered;
}

function ackKey({ callId, fromTag, toTag, cseq }: CapturedMessage): number {
  return joined(joined(callId, fromTag | 0), joined(toTag, cseq + 1));
}

function ackKeyOf({ callId, pending, finalToTag, cseq }: Transaction): number {
  return joined(joined(callId, pending?.fromTag ?? 0), joined(finalToTag, cseq + 1));
}
