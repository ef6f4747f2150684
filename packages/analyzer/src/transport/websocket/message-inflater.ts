import { Inflate, inflateSync } from 'fflate';

/** Compressed bytes handed to the library at once: of these, at most 1,032 times as many come out before it is asked again. */
const SLICE_BYTES = 1024;
const WINDOW_BYTES = 32 * 1024;
/** A message of so few compressed bytes is inflated in one go, into a buffer of this size that is there already; should it be full, by slices. */
const SMALL_BYTES = 4096;
const SMALL_OUTPUT_BYTES = 256 * 1024;
let smallOutput: Uint8Array | undefined;
/** Of a message that is only looked at. */
const BEGINNING_BYTES = 512;
let beginning: Uint8Array | undefined;
/** What a sender takes off the end of each message: the end of an empty block. RFC 7692 §7.2.1. */
const tail = Uint8Array.of(0, 0, 0xff, 0xff);
/** An empty block that is the last one. RFC 1951 §3.2.3. */
const lastBlock = Uint8Array.of(1, 0, 0, 0xff, 0xff);
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
    const small = isEndKnown && compressed.length <= SMALL_BYTES ? this.#inflateSmall(compressed) : undefined;
    const inflated =
      small !== undefined && small.length <= limitBytes
        ? { bytes: small, isWhole: true }
        : this.#inflateBySlices(compressed, limitBytes, isEndKnown);
    if (inflated?.isWhole === true && isEndKnown) this.#learn(inflated.bytes);
    else this.forget();
    return inflated;
  }

  /** `undefined` where it cannot be, perhaps only because more comes out than the buffer takes. */
  #inflateSmall(compressed: Uint8Array): Uint8Array | undefined {
    const input = new Uint8Array(compressed.length + tail.length + lastBlock.length);
    input.set(compressed);
    input.set(tail, compressed.length);
    input.set(lastBlock, compressed.length + tail.length);
    smallOutput ??= new Uint8Array(SMALL_OUTPUT_BYTES);
    try {
      const bytes = inflateSync(input, { out: smallOutput, dictionary: this.#window });
      return bytes.length === SMALL_OUTPUT_BYTES ? undefined : bytes.slice();
    } catch {
      return undefined;
    }
  }

  #inflateBySlices(compressed: Uint8Array, limitBytes: number, isEndKnown: boolean): InflatedMessage | undefined {
    const output = new Output();
    const stream = new Inflate({ dictionary: this.#window }, (part) => output.add(part));
    try {
      for (let at = 0; at < compressed.length && output.length <= limitBytes; at += SLICE_BYTES) {
        stream.push(compressed.slice(at, at + SLICE_BYTES));
      }
      if (isEndKnown && output.length <= limitBytes) stream.push(tail.slice());
    } catch {
      return undefined;
    }
    return { bytes: output.joined(limitBytes), isWhole: output.length <= limitBytes };
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
  beginning ??= new Uint8Array(BEGINNING_BYTES);
  beginning.fill(0);
  try {
    inflateSync(compressed.slice(0, BEGINNING_BYTES), { out: beginning });
  } catch {
    // The end of the message is wanting; what was inflated until there stands in the buffer.
  }
  const end = beginning.indexOf(0);
  return beginning.slice(0, end === -1 ? BEGINNING_BYTES : end);
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
