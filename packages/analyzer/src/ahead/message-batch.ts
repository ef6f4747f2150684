import type { MessageKeys } from '../message/key-reader.ts';
import type { Delivery } from '../transport/delivery.ts';
import type { FlowTable } from '../transport/flow-table.ts';

/** Messages on their way from the thread that reads a capture to the one that reconstructs: columns, their bytes one behind the other, and what the keys are numbers of. */
export type MessageBatch = {
  readonly count: number;
  /** `floatColumns` a message. */
  readonly floats: Float64Array;
  /** `wordColumns` a message. */
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  /** Of a message that has more to it: its index in the batch, and all of it but its bytes. */
  readonly others: readonly (readonly [number, Delivery])[];
};

const floatColumns = 7;
const wordColumns = 18;
const noBytes = new Uint8Array(0);

/** As many messages, or bytes of messages, fill a batch. */
const fullMessages = 4096;
const fullBytes = 2 * 1024 * 1024;

/** Collects messages into batches. */
export class BatchWriter {
  #floats = new Float64Array(fullMessages * floatColumns);
  #words = new Int32Array(fullMessages * wordColumns);
  #bytes = new Uint8Array(fullBytes);
  #used = 0;
  #count = 0;
  #others: [number, Delivery][] = [];

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Whether one more might not find room without growing. */
  get isFull(): boolean {
    return this.#count === fullMessages || this.#used > fullBytes - 0x1_0000;
  }

  add(delivery: Delivery, keys: MessageKeys): void {
    const length = delivery.end - delivery.start;
    if (this.#used + length > this.#bytes.length) this.#grow(length);
    this.#bytes.set(delivery.bytes.subarray(delivery.start, delivery.end), this.#used);
    const [piece] = delivery.place;
    const float = this.#count * floatColumns;
    this.#floats[float] = delivery.timeNs;
    this.#floats[float + 1] = piece?.offset ?? 0;
    this.#floats[float + 2] = keys.cseq;
    this.#floats[float + 3] = keys.callId;
    this.#floats[float + 4] = keys.fromTag;
    this.#floats[float + 5] = keys.toTag;
    this.#floats[float + 6] = keys.transaction;
    const words = this.#words;
    const word = this.#count * wordColumns;
    words[word] = delivery.frame;
    words[word + 1] = delivery.flow;
    words[word + 2] = delivery.index;
    words[word + 3] = delivery.ipId;
    words[word + 4] = this.#used;
    words[word + 5] = length;
    words[word + 6] = keys.isRequest ? 1 : 0;
    words[word + 7] = keys.status;
    words[word + 8] = keys.method;
    words[word + 9] = keys.viaCount;
    words[word + 10] = keys.hash;
    words[word + 11] = keys.hasExpires ? 1 : 0;
    words[word + 12] = keys.callIdStart;
    words[word + 13] = keys.callIdEnd;
    words[word + 14] = keys.fromUriStart;
    words[word + 15] = keys.fromUriEnd;
    words[word + 16] = keys.toUriStart;
    words[word + 17] = keys.toUriEnd;
    if (!isPlain(delivery)) this.#others.push([this.#count, { ...delivery, bytes: noBytes, start: 0, end: 0 }]);
    this.#used += length;
    this.#count++;
  }

  /** What was collected; its memory is the caller's to hand on. */
  take(): MessageBatch {
    const batch: MessageBatch = {
      count: this.#count,
      floats: this.#floats,
      words: this.#words,
      bytes: this.#bytes,
      others: this.#others,
    };
    this.#floats = new Float64Array(fullMessages * floatColumns);
    this.#words = new Int32Array(fullMessages * wordColumns);
    this.#bytes = new Uint8Array(fullBytes);
    this.#used = 0;
    this.#count = 0;
    this.#others = [];
    return batch;
  }

  #grow(length: number): void {
    const bytes = new Uint8Array(this.#used + length);
    bytes.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = bytes;
  }
}

/** The messages of a batch, in order. The bytes stay valid as long as the batch is kept. */
export function readBatch(
  { count, floats, words, bytes, others }: MessageBatch,
  flows: FlowTable,
  receive: (delivery: Delivery, keys: MessageKeys) => void,
): void {
  let other = 0;
  for (let at = 0; at < count; at++) {
    const float = at * floatColumns;
    const word = at * wordColumns;
    const start = words[word + 4]!;
    const length = words[word + 5]!;
    const keys: MessageKeys = {
      isRequest: words[word + 6] === 1,
      status: words[word + 7]!,
      method: words[word + 8]!,
      callId: floats[float + 3]!,
      cseq: floats[float + 2]!,
      fromTag: floats[float + 4]!,
      toTag: floats[float + 5]!,
      transaction: floats[float + 6]!,
      viaCount: words[word + 9]!,
      hash: words[word + 10]! >>> 0,
      hasExpires: words[word + 11] === 1,
      callIdStart: words[word + 12]!,
      callIdEnd: words[word + 13]!,
      fromUriStart: words[word + 14]!,
      fromUriEnd: words[word + 15]!,
      toUriStart: words[word + 16]!,
      toUriEnd: words[word + 17]!,
    };
    const next = others[other];
    if (next?.[0] === at) {
      other++;
      receive({ ...next[1], bytes, start, end: start + length }, keys);
      continue;
    }
    const flow = words[word + 1]!;
    const delivery: Delivery = {
      transport: flows.transport(flow),
      flow,
      frame: words[word]!,
      index: words[word + 2]!,
      timeNs: floats[float]!,
      ipId: words[word + 3]!,
      bytes,
      start,
      end: start + length,
      place: [{ offset: floats[float + 1]!, length }],
    };
    receive(delivery, keys);
  }
}

/** Whether a delivery is one piece of the capture and nothing else: `transport` to `place`, which is all a UDP datagram's has. */
function isPlain(delivery: Delivery): boolean {
  const [piece, ...more] = delivery.place;
  if (piece?.bytes !== undefined || more.length > 0) return false;
  for (const key in delivery) if (!plainKeys.has(key)) return false;
  return true;
}

const plainKeys: ReadonlySet<string> = new Set<keyof Delivery>([
  'transport',
  'flow',
  'frame',
  'index',
  'timeNs',
  'ipId',
  'bytes',
  'start',
  'end',
  'place',
]);
