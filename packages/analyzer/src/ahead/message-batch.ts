import { type MessageKeys, noKeys } from '../message/key-reader.ts';
import type { Delivery } from '../transport/delivery.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { MediaRecord } from '../media/media-report.ts';
import type { Refusal } from '../transport/refusal.ts';
import type { MsrpRecord } from '../transport/msrp/msrp-record.ts';

/** Messages on their way from the thread that reads a capture to the one that reconstructs: columns, their bytes one behind the other, and what the keys are numbers of. */
export type MessageBatch = {
  readonly count: number;
  /** `floatColumns` a message. */
  readonly floats: Float64Array<ArrayBuffer>;
  /** `wordColumns` a message. */
  readonly words: Int32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of a message that has more to it: its index in the batch, and all of it but its bytes. */
  readonly others: readonly (readonly [number, Delivery])[];
  /** What connections carried of MSRP: the index of the message before which it came, and that. */
  readonly msrp: readonly (readonly [number, MsrpRecord])[];
  /** And what ICMP said of messages. */
  readonly refusals: readonly (readonly [number, Refusal])[];
  /** And what was told of streams of media. */
  readonly streams: readonly (readonly [number, MediaRecord])[];
};

const floatColumns = 8;
const wordColumns = 21;
const noBytes = new Uint8Array(0);

/** As many messages, or bytes of messages, fill a batch. */
const fullMessages = 4096;
const fullBytes = 2 * 1024 * 1024;
/** And as many chunks, answers and reports of MSRP. */
const fullMsrp = 1024;
/** And what ICMP said. */
const fullRefusals = 1024;
/** And records of streams. */
const fullStreams = 1024;

/** The memory of a batch. */
export type BatchMemory = Pick<MessageBatch, 'floats' | 'words' | 'bytes'>;

function newMemory(): BatchMemory {
  return {
    floats: new Float64Array(fullMessages * floatColumns),
    words: new Int32Array(fullMessages * wordColumns),
    bytes: new Uint8Array(fullBytes),
  };
}

/** Collects messages into batches. */
export class BatchWriter {
  #floats: Float64Array<ArrayBuffer>;
  #words: Int32Array<ArrayBuffer>;
  #bytes: Uint8Array<ArrayBuffer>;
  /** Of batches that were read, to be used again: fresh memory must be cleared first. */
  readonly #free: BatchMemory[] = [];
  #used = 0;
  #count = 0;
  #others: [number, Delivery][] = [];
  #msrp: [number, MsrpRecord][] = [];
  #refusals: [number, Refusal][] = [];
  #streams: [number, MediaRecord][] = [];

  constructor() {
    const { floats, words, bytes } = newMemory();
    this.#floats = floats;
    this.#words = words;
    this.#bytes = bytes;
  }

  /** Takes back the memory of a batch that was read. */
  takeBack(memory: BatchMemory): void {
    this.#free.push(memory);
  }

  /** Whether one more might not find room without growing. */
  get isFull(): boolean {
    const isCountFull =
      this.#count === fullMessages ||
      this.#msrp.length === fullMsrp ||
      this.#refusals.length === fullRefusals ||
      this.#streams.length === fullStreams;
    return isCountFull || this.#used > fullBytes - 0x1_0000;
  }

  addMsrp(record: MsrpRecord): void {
    this.#msrp.push([this.#count, record]);
  }

  addRefusal(refusal: Refusal): void {
    this.#refusals.push([this.#count, refusal]);
  }

  addStream(record: MediaRecord): void {
    this.#streams.push([this.#count, record]);
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
    this.#floats[float + 7] = keys.previousHop;
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
    words[word + 11] = keys.fields;
    words[word + 12] = keys.callIdStart;
    words[word + 13] = keys.callIdEnd;
    words[word + 14] = keys.fromUriStart;
    words[word + 15] = keys.fromUriEnd;
    words[word + 16] = keys.toUriStart;
    words[word + 17] = keys.toUriEnd;
    words[word + 18] = keys.maxForwards;
    words[word + 19] = keys.requestUri;
    words[word + 20] = keys.route;
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
      msrp: this.#msrp,
      refusals: this.#refusals,
      streams: this.#streams,
    };
    const { floats, words, bytes } = this.#free.pop() ?? newMemory();
    this.#floats = floats;
    this.#words = words;
    this.#bytes = bytes;
    this.#used = 0;
    this.#count = 0;
    this.#others = [];
    this.#msrp = [];
    this.#refusals = [];
    this.#streams = [];
    return batch;
  }

  #grow(length: number): void {
    const bytes = new Uint8Array(this.#used + length);
    bytes.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = bytes;
  }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Who takes what a batch holds: see `CaptureReceiver`. */
type BatchReceiver = {
  readonly message: (delivery: Delivery, keys: MessageKeys) => void;
  readonly msrp: (record: MsrpRecord) => void;
  readonly refusal: (refusal: Refusal) => void;
  readonly stream: (record: MediaRecord) => void;
};

/** What a batch holds, in order: each message, with its keys, is valid until the next is received. */
export function readBatch(
  batch: MessageBatch,
  flows: FlowTable,
  { message: receive, msrp: receiveMsrp, refusal: receiveRefusal, stream: receiveStream }: BatchReceiver,
): void {
  const { count, floats, words, bytes, others, msrp, refusals, streams } = batch;
  const keys: Writable<MessageKeys> = { ...noKeys };
  const piece = { offset: 0, length: 0 };
  const delivery: Writable<Delivery> = { ...noDelivery, bytes, place: [piece] };
  let other = 0;
  let nextMsrp = 0;
  let nextRefusal = 0;
  let nextStream = 0;
  const receiveBefore = (index: number): void => {
    while (msrp[nextMsrp]?.[0] === index) receiveMsrp(msrp[nextMsrp++]![1]);
    while (refusals[nextRefusal]?.[0] === index) receiveRefusal(refusals[nextRefusal++]![1]);
    while (streams[nextStream]?.[0] === index) receiveStream(streams[nextStream++]![1]);
  };
  for (let at = 0; at < count; at++) {
    if (msrp.length > nextMsrp || streams.length > nextStream || refusals.length > nextRefusal) receiveBefore(at);
    readKeys(batch, at, keys);
    const float = at * floatColumns;
    const word = at * wordColumns;
    const start = words[word + 4]!;
    const length = words[word + 5]!;
    const next = others[other];
    if (next?.[0] === at) {
      other++;
      receive({ ...next[1], bytes, start, end: start + length }, keys);
      continue;
    }
    delivery.flow = words[word + 1]!;
    delivery.transport = flows.transport(delivery.flow);
    delivery.frame = words[word]!;
    delivery.index = words[word + 2]!;
    delivery.timeNs = floats[float]!;
    delivery.ipId = words[word + 3]!;
    delivery.start = start;
    delivery.end = start + length;
    piece.offset = floats[float + 1]!;
    piece.length = length;
    receive(delivery, keys);
  }
  receiveBefore(count);
}

function readKeys({ floats, words }: MessageBatch, at: number, keys: Writable<MessageKeys>): void {
  const float = at * floatColumns;
  const word = at * wordColumns;
  keys.isRequest = words[word + 6] === 1;
  keys.status = words[word + 7]!;
  keys.method = words[word + 8]!;
  keys.callId = floats[float + 3]!;
  keys.cseq = floats[float + 2]!;
  keys.fromTag = floats[float + 4]!;
  keys.toTag = floats[float + 5]!;
  keys.transaction = floats[float + 6]!;
  keys.previousHop = floats[float + 7]!;
  keys.viaCount = words[word + 9]!;
  keys.hash = words[word + 10]! >>> 0;
  keys.fields = words[word + 11]!;
  keys.callIdStart = words[word + 12]!;
  keys.callIdEnd = words[word + 13]!;
  keys.fromUriStart = words[word + 14]!;
  keys.fromUriEnd = words[word + 15]!;
  keys.toUriStart = words[word + 16]!;
  keys.toUriEnd = words[word + 17]!;
  keys.maxForwards = words[word + 18]!;
  keys.requestUri = words[word + 19]!;
  keys.route = words[word + 20]!;
}

const noDelivery = {
  transport: 'UDP',
  flow: 0,
  frame: 0,
  index: 0,
  timeNs: 0,
  ipId: -1,
  bytes: noBytes,
  start: 0,
  end: 0,
  place: [],
} as const satisfies Delivery;

/** What a delivery has that is no number of the batch: all but what a UDP datagram's has. */
type More = Exclude<keyof Delivery, keyof typeof noDelivery>;
const more: Readonly<Record<More, true>> = { frames: true, cut: true, skipped: true, hep: true };
// They are the keys of exactly that record.
const moreKeys = Object.keys(more) as readonly More[];

/** Whether a delivery is one piece of the capture and nothing else. */
function isPlain(delivery: Delivery): boolean {
  const { place } = delivery;
  if (place.length !== 1 || place[0]?.bytes !== undefined) return false;
  for (const key of moreKeys) if (delivery[key] !== undefined) return false;
  return true;
}
