import type { SipMessage } from '@sipscope/parser';
import type { CallRow, MessageRow, TransactionRow } from '../rows.ts';
import type { ArrowDraft } from './ladder-arrows.ts';
import type { LadderClock } from './ladder-clock.ts';
import type { LadderEnds } from './ladder-ends.ts';

/** What the parts of a ladder are made of, when its lanes and arrows stand. */
export type LadderSource = {
  /** Each of the message at the same place in `rows`. */
  readonly arrows: readonly ArrowDraft[];
  readonly rows: readonly MessageRow[];
  /** The message at a place, read again; undefined where its text could not be kept. */
  readonly text: (at: number) => SipMessage | undefined;
  /** Whether an ACK with this CSeq is in the picture. */
  readonly hasAck: (callId: string, cseq: number) => boolean;
  readonly clock: LadderClock;
  readonly ends: LadderEnds;
  readonly calls: readonly CallRow[];
  readonly index: ArrowIndex;
  /** By id; those that are known. */
  readonly transactions: ReadonlyMap<string, TransactionRow>;
  /** Of the whole capture's first and last packet, in milliseconds since the first message; undefined where not known. */
  readonly capturedFromMs: number | undefined;
  readonly capturedUntilMs: number | undefined;
};

/** Where messages stand in a ladder. */
export class ArrowIndex {
  readonly #byFrame = new Map<number, number>();
  readonly #byTransaction = new Map<string, number[]>();

  constructor(rows: readonly MessageRow[]) {
    for (const [at, { frame, transaction }] of rows.entries()) {
      if (!this.#byFrame.has(frame)) this.#byFrame.set(frame, at);
      if (transaction === undefined) continue;
      const known = this.#byTransaction.get(transaction);
      if (known === undefined) this.#byTransaction.set(transaction, [at]);
      else known.push(at);
    }
  }

  /** The first message of a packet. */
  ofFrame(frame: number | undefined): number | undefined {
    return frame === undefined ? undefined : this.#byFrame.get(frame);
  }

  /** All messages of a transaction, in order; empty where it has none here. */
  ofTransaction(id: string | undefined): readonly number[] {
    return (id === undefined ? undefined : this.#byTransaction.get(id)) ?? [];
  }

  transactions(): Iterable<readonly [id: string, arrows: readonly number[]]> {
    return this.#byTransaction;
  }
}

/** Whether it is the first sending of what it is: neither sent again nor captured again. */
export function isFirst({ retransmission, duplicate }: ArrowDraft): boolean {
  return retransmission !== true && duplicate !== true;
}

/** Whether the capture goes on until then. */
export function hasCaptured({ capturedUntilMs }: LadderSource, untilMs: number): boolean {
  return capturedUntilMs !== undefined && capturedUntilMs >= untilMs;
}
