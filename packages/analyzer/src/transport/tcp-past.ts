import type { Datagram } from '../network/datagram.ts';
import { type RecentBytes, SentBytes } from './recent-bytes.ts';
import { EarlyPieces } from './tcp-early.ts';
import type { TcpPiece } from './tcp-pieces.ts';
import { pieceOf } from './tcp-segment.ts';

/** What one direction of a connection has sent before the byte that is expected next: it may be sent again, and some of it may come for the first time. */
export class TcpPast {
  readonly #recent: RecentBytes;
  #sent: SentBytes | undefined;
  /** What was sent before the first segment seen, and came after it. */
  #early: EarlyPieces | undefined;

  constructor(recent: RecentBytes) {
    this.#recent = recent;
  }

  /** What it keeps of what may still be completed. */
  get cost(): number {
    return this.#early?.cost ?? 0;
  }

  /** Number of the first byte known, where the stream was not seen from its beginning. */
  get earlyBase(): number | undefined {
    return this.#early?.base;
  }

  /** These bytes are given now, the first with this number. */
  add(sequence: number, bytes: Uint8Array): void {
    this.#sent ??= new SentBytes(this.#recent);
    this.#sent.add(sequence, bytes, 0, bytes.length);
  }

  /** The first segment seen begins a message at this number: what was sent before it may come later. */
  beginAt(sequence: number): void {
    this.#early = new EarlyPieces(sequence);
  }

  /** Whether a segment is from before the first one seen, and is kept. */
  keepsEarly(datagram: Datagram, sequence: number): boolean {
    return this.#early?.insert(pieceOf(datagram, sequence)) === true;
  }

  /** What came early and is whole messages now. `initial`: of the SYN, where it is known. */
  takeEarly(initial: number | undefined): readonly TcpPiece[] {
    return this.#early?.take(initial === undefined ? undefined : (initial + 1) | 0) ?? [];
  }

  /** Nothing more comes: what came early, as far as it may be read. */
  takeAllEarly(): readonly TcpPiece[] {
    return this.#early?.takeAll() ?? [];
  }

  /** Whether the first `known` bytes of a segment are others than the ones that were sent before with the same numbers. */
  differs({ bytes, start, end }: Datagram, sequence: number, known: number): boolean {
    return this.#sent?.differs(sequence, bytes, start, Math.min(end, start + known)) === true;
  }

  clear(): void {
    this.#early = undefined;
    this.#sent = undefined;
  }
}
