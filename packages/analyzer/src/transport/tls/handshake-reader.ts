import type { HeldBytes } from './held-bytes.ts';

/** HandshakeType of the messages we look at. RFC 8446 §4, RFC 5246 §7.4. */
export const handshakeType = {
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  finished: 20,
  keyUpdate: 24,
} as const;

export type HandshakeMessage = { readonly type: number; readonly body: Uint8Array };

const HEADER_BYTES = 4;

/** The contents of handshake records to messages: type (1) length (3) body, several in a record or one over several records. RFC 8446 §5.1. */
export class HandshakeReader {
  readonly #held: HeldBytes;
  readonly #mostBytes: number;
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;
  /** Bytes still to pass over of a message that is too long to be kept. */
  #skip = 0;

  constructor(held: HeldBytes, mostBytes: number) {
    this.#held = held;
    this.#mostBytes = mostBytes;
  }

  /** Whether no message has begun that is not complete. */
  get isEmpty(): boolean {
    return this.#length === 0 && this.#skip === 0;
  }

  get heldBytes(): number {
    return this.#length;
  }

  receive(content: Uint8Array): readonly HandshakeMessage[] {
    const skipped = Math.min(this.#skip, content.length);
    this.#skip -= skipped;
    if (!this.#append(content.subarray(skipped))) return [];
    const messages: HandshakeMessage[] = [];
    let at = 0;
    while (this.#length - at >= HEADER_BYTES) {
      const bodyBytes = (this.#bytes[at + 1]! << 16) | (this.#bytes[at + 2]! << 8) | this.#bytes[at + 3]!;
      const end = at + HEADER_BYTES + bodyBytes;
      if (end > this.#length) {
        if (bodyBytes > this.#mostBytes) {
          this.#skip = end - this.#length;
          at = this.#length;
        }
        break;
      }
      messages.push({ type: this.#bytes[at]!, body: this.#bytes.subarray(at + HEADER_BYTES, end) });
      at = end;
    }
    this.#drop(at);
    return messages;
  }

  /** What was begun will not be completed. */
  forget(): void {
    this.#skip = 0;
    this.#drop(this.#length);
  }

  #append(content: Uint8Array): boolean {
    if (!this.#held.take(content.length)) {
      this.forget();
      return false;
    }
    const needed = this.#length + content.length;
    const larger = needed > this.#bytes.length ? new Uint8Array(Math.max(needed, 2 * this.#bytes.length)) : this.#bytes;
    if (larger !== this.#bytes) larger.set(this.#bytes.subarray(0, this.#length));
    larger.set(content, this.#length);
    this.#bytes = larger;
    this.#length = needed;
    return true;
  }

  #drop(bytes: number): void {
    if (bytes === 0) return;
    this.#held.release(bytes);
    this.#bytes = this.#length === bytes ? new Uint8Array(0) : this.#bytes.slice(bytes, this.#length);
    this.#length -= bytes;
  }
}
