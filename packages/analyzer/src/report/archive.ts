import type { Call } from '../call/call.ts';
import type { Dialog } from '../dialog/dialog.ts';
import type { Position } from '../follow/position.ts';
import { Column } from '../message/columns.ts';
import { type Sighting, sightings } from '../transaction/passage.ts';
import type { Copy } from '../transaction/transaction-table.ts';
import type { Transaction } from '../transaction/transaction.ts';

const copyCodes: Readonly<Record<Copy, number>> = { none: 0, retransmission: 1, duplicate: 2 };
const copies: readonly Copy[] = ['none', 'retransmission', 'duplicate'];
const sightingCodes: Readonly<Record<Sighting, number>> = { original: 0, forwarded: 1, spiral: 2, loop: 3, stray: 4 };

/** All transactions, dialogs and calls, and which of them each message belongs to. */
export class Archive {
  readonly transactions: Transaction[] = [];
  readonly dialogs: Dialog[] = [];
  readonly calls: Call[] = [];
  /** By message: its transaction, what copy and sighting it is, its dialog plus one, its call plus one, and the message before it in the call plus one. */
  readonly #transactionOf = Column.uint32();
  readonly #copyOf = Column.uint8();
  readonly #dialogOf = Column.uint32();
  readonly #callOf = Column.uint32();
  readonly #previousInCall = Column.uint32();
  /** By call: its latest message. */
  readonly #lastOf: number[] = [];

  /** Takes the next message. Numbers are given in order, and a message makes at most one of each. */
  add(message: number, { copy, sighting, transaction, dialog, call }: Position): void {
    if (transaction.number === this.transactions.length) this.transactions.push(transaction);
    if (dialog?.number === this.dialogs.length) this.dialogs.push(dialog);
    if (call?.number === this.calls.length) this.calls.push(call);
    this.#transactionOf.push(transaction.number);
    this.#copyOf.push(copyCodes[copy] + 4 * sightingCodes[sighting]);
    this.#dialogOf.push(dialog === undefined ? 0 : dialog.number + 1);
    this.#callOf.push(call === undefined ? 0 : call.number + 1);
    this.#previousInCall.push(call === undefined ? 0 : (this.#lastOf[call.number] ?? -1) + 1);
    if (call !== undefined) this.#lastOf[call.number] = message;
  }

  position(message: number): Position {
    const code = this.#copyOf.get(message);
    return {
      copy: copies[code % 4] ?? 'none',
      sighting: sightings[code >> 2] ?? 'original',
      // Every message was given a transaction when it was received.
      transaction: this.transactions[this.#transactionOf.get(message)]!,
      dialog: this.dialogs[this.#dialogOf.get(message) - 1],
      call: this.calls[this.#callOf.get(message) - 1],
    };
  }

  /** In order; captured copies of a packet among them. */
  messagesOf(call: Call): readonly number[] {
    const messages: number[] = [];
    for (let message = this.#lastOf[call.number] ?? -1; message >= 0; message = this.#previousInCall.get(message) - 1)
      messages.push(message);
    return messages.reverse();
  }
}
