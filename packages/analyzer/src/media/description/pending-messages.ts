import type { MessageKeys } from '../../message/key-reader.ts';
import type { Delivery } from '../../transport/delivery.ts';

/** Numbers of a message: Call-ID, From tag, To tag, CSeq number, method, status, time, frame, where its bytes begin and end, whether those are its body. */
const width = 11;
const fewestEntries = 256;
const fewestBytes = 64 * 1024;

/** What a message said of a session, as it waits to be read. */
export type PendingMessage = {
  readonly callId: number;
  readonly fromTag: number;
  readonly toTag: number;
  readonly cseq: number;
  readonly method: number;
  /** 0 of a request. */
  readonly status: number;
  readonly timeNs: number;
  readonly frame: number;
  /** The whole message, or its body alone, which is a session description; empty where it carries none. */
  readonly bytes: Uint8Array;
  readonly isBody: boolean;
};

/** A message as it comes, valid as long as its bytes are. `carries`: whether it has a description. */
export function pendingMessage(delivery: Delivery, keys: MessageKeys, carries: boolean): PendingMessage {
  const { callId, fromTag, toTag, cseq, method, status } = keys;
  const { timeNs, frame, bytes, end } = delivery;
  const isBody = keys.bodyStart >= 0;
  const start = carries ? delivery.start + (isBody ? keys.bodyStart : 0) : end;
  return { callId, fromTag, toTag, cseq, method, status, timeNs, frame, bytes: bytes.subarray(start, end), isBody };
}

/** Messages of sessions, unread: until media comes, nobody asks for what they say. The latest are kept. */
export class PendingMessages {
  readonly #mostEntries: number;
  readonly #mostBytes: number;
  #numbers = new Float64Array(fewestEntries * width);
  #bytes = new Uint8Array(fewestBytes);
  #count = 0;
  #used = 0;
  /** How many were forgotten. */
  forgotten = 0;

  constructor(mostEntries: number, mostBytes: number) {
    this.#mostEntries = mostEntries;
    this.#mostBytes = mostBytes;
  }

  get count(): number {
    return this.#count;
  }

  /** `carries`: whether it has a description. */
  add(delivery: Delivery, keys: MessageKeys, carries: boolean): void {
    const isBody = keys.bodyStart >= 0;
    const start = carries ? delivery.start + (isBody ? keys.bodyStart : 0) : delivery.end;
    const length = delivery.end - start;
    if (!this.#makeRoom(length)) return;
    const numbers = this.#numbers;
    const at = this.#count++ * width;
    numbers[at] = keys.callId;
    numbers[at + 1] = keys.fromTag;
    numbers[at + 2] = keys.toTag;
    numbers[at + 3] = keys.cseq;
    numbers[at + 4] = keys.method;
    numbers[at + 5] = keys.status;
    numbers[at + 6] = delivery.timeNs;
    numbers[at + 7] = delivery.frame;
    numbers[at + 8] = this.#used;
    numbers[at + 9] = length;
    numbers[at + 10] = isBody ? 1 : 0;
    if (length > 0) this.#bytes.set(delivery.bytes.subarray(start, delivery.end), this.#used);
    this.#used += length;
  }

  /** All that wait, in order; then none does. */
  *take(): Generator<PendingMessage, void, undefined> {
    const [numbers, bytes, count] = [this.#numbers, this.#bytes, this.#count];
    this.#numbers = new Float64Array(fewestEntries * width);
    this.#bytes = new Uint8Array(fewestBytes);
    this.#count = 0;
    this.#used = 0;
    for (let at = 0; at < count * width; at += width) {
      const start = numbers[at + 8]!;
      yield {
        callId: numbers[at]!,
        fromTag: numbers[at + 1]!,
        toTag: numbers[at + 2]!,
        cseq: numbers[at + 3]!,
        method: numbers[at + 4]!,
        status: numbers[at + 5]!,
        timeNs: numbers[at + 6]!,
        frame: numbers[at + 7]!,
        bytes: bytes.subarray(start, start + numbers[at + 9]!),
        isBody: numbers[at + 10] === 1,
      };
    }
  }

  /** False where there is no room for so many bytes at all. */
  #makeRoom(length: number): boolean {
    if (length > this.#mostBytes / 2) return false;
    if (this.#count >= this.#mostEntries || this.#used + length > this.#mostBytes) this.#forgetHalf();
    if ((this.#count + 1) * width > this.#numbers.length) {
      const numbers = new Float64Array(this.#numbers.length * 2);
      numbers.set(this.#numbers);
      this.#numbers = numbers;
    }
    if (this.#used + length > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(this.#bytes.length * 2, this.#used + length));
      bytes.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = bytes;
    }
    return true;
  }

  /** The older half goes. */
  #forgetHalf(): void {
    const first = Math.ceil(this.#count / 2);
    const from = first < this.#count ? this.#numbers[first * width + 8]! : this.#used;
    this.#bytes.copyWithin(0, from, this.#used);
    this.#numbers.copyWithin(0, first * width, this.#count * width);
    this.forgotten += first;
    this.#count -= first;
    this.#used -= from;
    for (let entry = 0; entry < this.#count; entry++) this.#numbers[entry * width + 8]! -= from;
  }
}
