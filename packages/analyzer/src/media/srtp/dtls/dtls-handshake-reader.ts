import type { HandshakeMessage } from '../../../transport/tls/handshake-reader.ts';
import type { HeldBytes } from '../../../transport/tls/held-bytes.ts';

/** HandshakeType of the messages we look at. RFC 6347 §4.3.2, RFC 5246 §7.4. */
export const dtlsHandshakeType = { clientHello: 1, serverHello: 2, certificate: 11 } as const;

const HEADER_BYTES = 12;
/** Messages of one side whose parts have not all come. */
const PARTIAL_AT_MOST = 4;

/** A message of which parts have come. */
type Partial = {
  readonly type: number;
  readonly body: Uint8Array;
  /** Which of its bytes are there. */
  readonly has: Uint8Array;
  missing: number;
};

/**
 * The handshake messages of one side: whole, or in fragments that come in any order, more than once, and overlapping (RFC 6347 §4.2.3):
 *
 *     type(1) length(3) message_seq(2) fragment_offset(3) fragment_length(3) fragment
 */
export class DtlsHandshakeReader {
  readonly #held: HeldBytes;
  readonly #mostBytes: number;
  /** By message_seq; the one begun first comes first. */
  readonly #partial = new Map<number, Partial>();

  constructor(held: HeldBytes, mostBytes: number) {
    this.#held = held;
    this.#mostBytes = mostBytes;
  }

  /** The messages that the content of a record completes. A retransmitted one comes again. */
  receive(bytes: Uint8Array, start: number, end: number): readonly HandshakeMessage[] {
    const messages: HandshakeMessage[] = [];
    for (let at = start; at + HEADER_BYTES <= end;) {
      const fragment = at + HEADER_BYTES;
      const fragmentEnd = fragment + uint24(bytes, at + 9);
      if (fragmentEnd > end) break;
      const message = this.#receiveFragment(bytes, at, fragmentEnd);
      if (message !== undefined) messages.push(message);
      at = fragmentEnd;
    }
    return messages;
  }

  /** What was begun will not be completed. */
  forget(): void {
    for (const sequence of this.#partial.keys()) this.#drop(sequence);
  }

  #receiveFragment(bytes: Uint8Array, at: number, end: number): HandshakeMessage | undefined {
    const type = bytes[at]!;
    const length = uint24(bytes, at + 1);
    const sequence = (bytes[at + 4]! << 8) | bytes[at + 5]!;
    const offset = uint24(bytes, at + 6);
    const start = at + HEADER_BYTES;
    if (!isWanted(type) || length > this.#mostBytes || offset + end - start > length) return undefined;
    if (end - start === length) {
      this.#drop(sequence);
      return { type, body: new Uint8Array(bytes.subarray(start, end)) };
    }
    const partial = this.#partialOf(sequence, type, length);
    if (partial === undefined) return undefined;
    partial.body.set(bytes.subarray(start, end), offset);
    for (let byte = offset; byte < offset + end - start; byte++) {
      partial.missing -= 1 - partial.has[byte]!;
      partial.has[byte] = 1;
    }
    if (partial.missing > 0) return undefined;
    this.#drop(sequence);
    return { type, body: partial.body };
  }

  #partialOf(sequence: number, type: number, length: number): Partial | undefined {
    const begun = this.#partial.get(sequence);
    if (begun?.type === type && begun.body.length === length) return begun;
    this.#drop(sequence);
    if (!this.#held.take(2 * length)) return undefined;
    const partial = { type, body: new Uint8Array(length), has: new Uint8Array(length), missing: length };
    this.#partial.set(sequence, partial);
    if (this.#partial.size > PARTIAL_AT_MOST) {
      const [oldest = sequence] = this.#partial.keys();
      this.#drop(oldest);
    }
    return partial;
  }

  #drop(sequence: number): void {
    const partial = this.#partial.get(sequence);
    if (partial === undefined) return;
    this.#held.release(2 * partial.body.length);
    this.#partial.delete(sequence);
  }
}

function isWanted(type: number): boolean {
  return (
    type === dtlsHandshakeType.clientHello ||
    type === dtlsHandshakeType.serverHello ||
    type === dtlsHandshakeType.certificate
  );
}

function uint24(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
}
