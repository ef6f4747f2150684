import { Inflate } from 'fflate';

/** Compressed bytes handed to the library at once: of these, at most 1,032 times as many come out before it is asked again. */
const SLICE_BYTES = 1024;
const WINDOW_BYTES = 32 * 1024;
/** What a sender takes off the end of each message: the end of an empty block. RFC 7692 §7.2.1. */
const tail = Uint8Array.of(0, 0, 0xff, 0xff);
const nothing = new Uint8Array(0);

export type InflatedMessage = {
  readonly bytes: Uint8Array;
  /** False where more would have come out than the limit. */
  readonly isWhole: boolean;
};

/**
 * Inflates the messages of one direction, RFC 7692 §7.2.2. With context takeover a message may repeat what stood in those before it, so their last 32 KiB are kept.
 * Where some of them are not known (the capture began later, or packets were lost), a message is inflated all the same: what it repeats of the known ones is right,
 * and repeating what is not known is an error that inflating finds.
 */
export class MessageInflater {
  #window: Uint8Array = nothing;
  #windowBytes = WINDOW_BYTES;

  /** Bytes kept for the next messages. */
  get heldBytes(): number {
    return this.#window.length;
  }

  /** What the sender promised to repeat at most; 0: nothing of earlier messages. */
  set windowBytes(bytes: number) {
    this.#windowBytes = bytes;
    this.#window = lastOf(this.#window, bytes);
  }

  /** Messages were lost, or what was kept is thrown away. */
  forget(): void {
    this.#window = nothing;
  }

  /** `undefined` where the bytes are damaged, or repeat what is not known. Of a message whose end is wanting, what can be had of it. */
  inflate(compressed: Uint8Array, limitBytes: number, isEndKnown: boolean): InflatedMessage | undefined {
    const output = new Output();
    const stream = new Inflate({ dictionary: this.#window }, (part) => output.add(part));
    try {
      for (let at = 0; at < compressed.length && output.length <= limitBytes; at += SLICE_BYTES) {
        stream.push(compressed.slice(at, at + SLICE_BYTES));
      }
      if (isEndKnown && output.length <= limitBytes) stream.push(tail.slice());
    } catch {
      this.forget();
      return undefined;
    }
    const isWhole = output.length <= limitBytes;
    const bytes = output.joined(limitBytes);
    if (isWhole && isEndKnown) this.#learn(bytes);
    else this.forget();
    return { bytes, isWhole };
  }

  #learn(bytes: Uint8Array): void {
    if (bytes.length >= this.#windowBytes) {
      this.#window = lastOf(bytes, this.#windowBytes);
      return;
    }
    const known = this.#window.subarray(Math.max(this.#window.length + bytes.length - this.#windowBytes, 0));
    const window = new Uint8Array(known.length + bytes.length);
    window.set(known);
    window.set(bytes, known.length);
    this.#window = window;
  }
}

/** What the beginning of a compressed message says, where it repeats nothing of earlier ones; empty where it is none. */
export function inflatedBeginning(compressed: Uint8Array): Uint8Array {
  const output = new Output();
  const stream = new Inflate((part) => output.add(part));
  try {
    stream.push(compressed.slice(0, SLICE_BYTES));
  } catch {
    return nothing;
  }
  return output.joined(SLICE_BYTES);
}

class Output {
  readonly #parts: Uint8Array[] = [];
  length = 0;

  add(part: Uint8Array): void {
    this.#parts.push(part);
    this.length += part.length;
  }

  /** Everything that came out, or its beginning. */
  joined(limitBytes: number): Uint8Array {
    const bytes = new Uint8Array(Math.min(this.length, limitBytes));
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part.subarray(0, bytes.length - at), at);
      at += Math.min(part.length, bytes.length - at);
    }
    return bytes;
  }
}

/** A copy, so that the whole need not be kept. */
function lastOf(bytes: Uint8Array, count: number): Uint8Array {
  return bytes.slice(Math.max(bytes.length - count, 0));
}
