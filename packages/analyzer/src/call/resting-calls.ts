import { CSeqSpace } from '../dialog/cseq-space.ts';
import { Dialog } from '../dialog/dialog.ts';
import { ByteStore } from '../message/byte-store.ts';
import { Column } from '../message/columns.ts';
import type { MessageTable } from '../message/message-table.ts';
import { ObjectCodec } from '../message/object-codec.ts';
import type { Slots } from '../message/slots.ts';
import { CopiesSent, CopySeries } from '../transaction/copies-sent.ts';
import { Passage } from '../transaction/passage.ts';
import { Transaction } from '../transaction/transaction.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import { Call, everyDialog, firstOf } from './call.ts';
import { CallNotes } from './call-notes.ts';
import type { CallOfSlot } from './call-of-slot.ts';
import { JoinedLeg } from './joined-leg.ts';

type Tables = {
  readonly messages: MessageTable;
  readonly calls: Slots<Call>;
  readonly dialogs: Slots<Dialog>;
  readonly ofDialog: CallOfSlot;
};

/**
 * Calls that were answered and have been silent since, with their dialogs and INVITEs, as bytes: many are, for most of the time, and an object that lives takes ten times as
 * much. They keep their slots: whoever asks for one by its slot, or that of a dialog of its, wakes it, and finds it as it was.
 */
export class RestingCalls {
  readonly #tables: Tables;
  readonly #codec = new ObjectCodec(makers);
  readonly #store = new ByteStore();
  /** By slots: the number of the bytes plus one. */
  readonly #ofCall: Column = Column.uint32();
  readonly #ofDialog: Column = Column.uint32();
  /** By the number of the bytes. */
  readonly #slot: Column = Column.uint32();
  readonly #first: Column = Column.uint32();
  readonly #last: Column = Column.uint32();
  readonly #callNumber: Column = Column.uint32();
  /** When its session timer has run out, Infinity where it has none. */
  readonly #dueNs: Column = Column.float64();
  #size = 0;
  #dialogs = 0;

  constructor(tables: Tables) {
    this.#tables = tables;
    tables.calls.wakeBy((slot) => {
      this.#wake(at(this.#ofCall, slot) - 1);
      return tables.calls.there(slot);
    });
    tables.dialogs.wakeBy((slot) => {
      this.#wake(at(this.#ofDialog, slot) - 1);
      return tables.dialogs.there(slot);
    });
  }

  get size(): number {
    return this.#size;
  }

  /** How many dialogs rest with them. */
  get dialogs(): number {
    return this.#dialogs;
  }

  /** Lays down a call where nothing of it may change but by a message: it was answered, goes on, and no transaction of it is open. */
  rest(call: Call, nowNs: number): void {
    if (call.slot < 0 || call.openTransactions > 0 || !mayRest(call)) return;
    const dialogs = everyDialog(call).filter(({ slot }) => slot >= 0);
    const dueNs = Math.min(Infinity, ...dialogs.map((dialog) => this.#dueOf(dialog)));
    if (dialogs.length === 0 || dueNs <= nowNs || !dialogs.every(isQuiet)) return;
    const bytes = this.#codec.write(call);
    if (bytes === undefined) return;
    const number = this.#store.add(bytes);
    put(this.#slot, number, call.slot);
    put(this.#first, number, firstOf(call));
    put(this.#last, number, call.last);
    put(this.#callNumber, number, call.number);
    put(this.#dueNs, number, dueNs);
    put(this.#ofCall, call.slot, number + 1);
    this.#tables.calls.layDown(call);
    for (const dialog of dialogs) {
      put(this.#ofDialog, dialog.slot, number + 1);
      this.#tables.ofDialog.clear(dialog.slot);
      this.#tables.dialogs.layDown(dialog);
    }
    this.#size++;
    this.#dialogs += dialogs.length;
  }

  /** Wakes those whose session timers have run out. Gives the first message that is asked for of those that rest on; `before` where that is earlier. */
  look(nowNs: number, before: number): number {
    if (this.#size === 0) return before;
    let first = before;
    for (let number = 0; number < this.#store.end; number++) {
      if (!this.#store.has(number)) continue;
      first = Math.min(first, this.#first.get(number));
      if (this.#dueNs.get(number) <= nowNs) this.#wake(number);
    }
    return first;
  }

  /** Those whose latest message is that one or earlier, by the numbers of their bytes, in the order in which they began. */
  silentSince(message: number): Uint32Array {
    const found = this.#numbers().filter((number) => this.#last.get(number) <= message);
    return found.sort((one, other) => this.#callNumber.get(one) - this.#callNumber.get(other));
  }

  /** Their latest messages. */
  lasts(): Uint32Array {
    return this.#numbers().map((number) => this.#last.get(number));
  }

  /** Brings one of them back. */
  wake(number: number): Call | undefined {
    const slot = this.#slot.get(number);
    if (this.#store.has(number)) this.#wake(number);
    return this.#tables.calls.there(slot);
  }

  /** As they are, to be looked at only: they rest on. */
  *peek(): Generator<Call, void, undefined> {
    for (const number of this.#numbers()) yield this.#read(number);
  }

  #numbers(): Uint32Array {
    const numbers = new Uint32Array(this.#size);
    let count = 0;
    for (let number = 0; number < this.#store.end; number++) if (this.#store.has(number)) numbers[count++] = number;
    return numbers;
  }

  #dueOf({ sessionTimer }: Dialog): number {
    if (sessionTimer === undefined) return Infinity;
    return this.#tables.messages.timeNs(sessionTimer.set) + sessionTimer.seconds * 1e9 + timeoutNs;
  }

  #wake(number: number): void {
    if (number < 0) return;
    const { calls, dialogs, ofDialog } = this.#tables;
    const call = this.#read(number);
    this.#store.remove(number);
    this.#ofCall.set(call.slot, 0);
    this.#size--;
    calls.putBack(call);
    for (const dialog of everyDialog(call)) {
      if (dialog.slot < 0) continue;
      this.#ofDialog.set(dialog.slot, 0);
      this.#dialogs--;
      dialogs.putBack(dialog);
      ofDialog.set(dialog.slot, call);
    }
  }

  #read(number: number): Call {
    // Nothing but calls is written.
    return this.#codec.read(this.#store.get(number)) as Call;
  }
}

/** Whether others hold nothing of it but by slots and numbers. */
function mayRest({ notes, dialogs, legs }: Call): boolean {
  if (notes !== undefined && (notes.transfers.length > 0 || notes.madeBy !== undefined)) return false;
  return dialogs.length + legs.length <= mostAtRest;
}

/** What has more dialogs and legs is rare, and dear to lay down again and again. */
const mostAtRest = 32;

/** Answered, and nothing but a session timer ends it by itself: see `isDialogOver`. */
function isQuiet({ usage, confirmed, ended, moreUsages }: Dialog): boolean {
  return usage === 'invite' && confirmed >= 0 && ended < 0 && moreUsages.length === 0;
}

function put(column: Column, at: number, value: number): void {
  while (column.length <= at) column.push(0);
  column.set(at, value);
}

function at(column: Column, row: number): number {
  return row < column.length ? column.get(row) : 0;
}

function newTransaction(): Transaction {
  const keys = { number: -1, method: 0, key: 0, callId: 0, cseq: -1, hop: -1, flow: -1, first: -1, fromTag: 0 };
  return new Transaction({ ...keys, shown: undefined });
}

const forming = newTransaction();

/** Of all that a call holds. */
const makers = [
  () =>
    new Call({
      number: -1,
      first: -1,
      firstFrame: -1,
      key: 0,
      callId: '',
      from: undefined,
      to: undefined,
      flow: -1,
      expires: undefined,
      isPartial: false,
    }),
  () =>
    new Dialog({
      number: -1,
      callId: 0,
      localTag: 0,
      remoteTag: 0,
      usage: 'invite',
      first: -1,
      shown: undefined,
      transaction: forming,
      madeBy: 'response',
    }),
  newTransaction,
  () => new CSeqSpace(-1),
  () => new CopiesSent(),
  () => new CopySeries(0),
  () => new Passage(0),
  () => new CallNotes(),
  () => new JoinedLeg({ callId: '', key: 0, by: [], confidence: 'low', frames: [] }),
];
