import type { RedundancyRow } from '../../rows/redundancy-row.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';
import type { MakePayloadReader, PayloadReader, ReaderContext, TimeText } from '../payload/payload-reader.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { readUlpfec } from './parity-header.ts';
import { SeenSequences } from './seen-sequences.ts';

const maxBlocks = 16;
/** A gap beyond this is not made good by blocks. */
const maxGap = 100;

/**
 * Redundant payloads (RFC 2198 §3): which lost packets they bring again. Their blocks are read by the reader they are handed to. Of video, parities may come in
 * packets of their own among those of the stream (RFC 5109 §14.2).
 */
class RedReader implements PayloadReader {
  readonly #blocks: PayloadReader;
  readonly #context: ReaderContext;
  readonly #seen = new SeenSequences();
  #packets = 0;
  #depth = 0;
  #recovered = 0;
  #malformed = 0;
  /** Of the last packet that followed another. */
  #step = 0;
  #timestamp = 0;
  readonly #offsets: number[] = [];

  constructor(blocks: PayloadReader, context: ReaderContext) {
    this.#blocks = blocks;
    this.#context = context;
  }

  receive(packet: RtpPacket): void {
    const primaryAt = this.#readHeaders(packet);
    this.#packets++;
    if (primaryAt < 0) this.#malformed++;
    else this.#learn(packet, primaryAt);
    this.#blocks.receive(packet);
  }

  /** Where the primary block begins; -1 where the headers contradict the length. */
  #readHeaders({ bytes, payloadStart, payloadEnd }: RtpPacket): number {
    this.#offsets.length = 0;
    let at = payloadStart;
    let total = 0;
    for (; at + 4 < payloadEnd && (bytes[at]! & 0x80) !== 0; at += 4) {
      const length = ((bytes[at + 2]! & 3) << 8) | bytes[at + 3]!;
      // An empty block stands for nothing.
      if (length > 0) this.#offsets.push((bytes[at + 1]! << 6) | (bytes[at + 2]! >> 2));
      total += length;
      if (at - payloadStart >= 4 * maxBlocks) return -1;
    }
    const isWhole = at < payloadEnd && (bytes[at]! & 0x80) === 0 && at + 1 + total <= payloadEnd;
    return isWhole ? at + 1 + total : -1;
  }

  #learn(packet: RtpPacket, primaryAt: number): void {
    const { sequence, timestamp, bytes, payloadEnd } = packet;
    if (this.#offsets.length > this.#depth) this.#depth = this.#offsets.length;
    const isFirst = this.#seen.highest < 0;
    const follows = !isFirst && ((this.#seen.highest + 1) & 0xffff) === sequence;
    const missing = this.#seen.receive(sequence);
    if (follows && timestamp !== this.#timestamp) this.#step = (timestamp - this.#timestamp) >>> 0;
    this.#timestamp = timestamp;
    if (missing > 0 && missing <= maxGap) this.#recover(sequence, missing);
    const type = primaryType(packet);
    if (type < 0 || this.#context.formatOf(type)?.encoding !== 'ULPFEC') return;
    this.#repair(bytes, primaryAt, payloadEnd);
    this.#context.skip(sequence);
  }

  /** A block whose timestamp lies so many packets back stands for that packet. */
  #recover(sequence: number, missing: number): void {
    for (let back = 1; back <= missing; back++) {
      const lost = (sequence - back) & 0xffff;
      const isThere = this.#step > 0 && this.#offsets.includes(back * this.#step);
      if (!isThere || this.#seen.has(lost)) continue;
      this.#seen.add(lost);
      this.#recovered++;
    }
  }

  /** A parity of which one packet is missing gives it. */
  #repair(bytes: Uint8Array, start: number, end: number): void {
    const parity = readUlpfec(bytes, start, end);
    if (parity === undefined) {
      this.#malformed++;
      return;
    }
    const missing = parity.offsets
      .map((offset) => (parity.base + offset) & 0xffff)
      .filter((sequence) => !this.#seen.has(sequence));
    if (missing.length !== 1) return;
    this.#seen.add(missing[0]!);
    this.#recovered++;
  }

  facts(time: TimeText): Partial<StreamFacts> {
    const row: RedundancyRow = {
      kind: 'RED',
      packets: this.#packets,
      ...(this.#depth > 0 && { depth: this.#depth }),
      ...(this.#recovered > 0 && { recovered: this.#recovered }),
      ...(this.#malformed > 0 && { malformed: this.#malformed }),
    };
    return { ...this.#blocks.facts(time), redundancy: [row] };
  }
}

/** -1 where there is none. */
function primaryType({ bytes, payloadStart, payloadEnd }: RtpPacket): number {
  let at = payloadStart;
  while (at + 4 < payloadEnd && (bytes[at]! & 0x80) !== 0) at += 4;
  return at < payloadEnd ? bytes[at]! & 0x7f : -1;
}

/** `blocks` makes the reader of what is in the blocks. */
export function makeRedReader(blocks: MakePayloadReader): MakePayloadReader {
  return (format, context) => {
    const inner = blocks(format, context);
    return inner && new RedReader(inner, context);
  };
}
