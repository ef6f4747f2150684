import type { StreamFacts } from '../../rows/stream-row.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import type { PayloadFormat, PayloadReader, ReaderContext } from './payload-reader.ts';

/** Blocks of one packet: RFC 4733 §2.5.1.4 uses three. */
const maxBlocks = 16;

/**
 * Redundant audio (RFC 2198 §3): the packet's own block is read as if it came alone; of those that repeat earlier ones, telephone events and tones are, which know
 * what they have been told before (RFC 4733 §2.5.1.4).
 *
 *     1 payload type(7) timestamp offset(14) length(10), for each that repeats; 0 payload type(7); the blocks
 */
class RedundantEventReader implements PayloadReader {
  readonly #context: ReaderContext;
  readonly #types: number[] = [];
  readonly #offsets: number[] = [];
  readonly #lengths: number[] = [];

  constructor(context: ReaderContext) {
    this.#context = context;
  }

  receive(packet: RtpPacket): void {
    const { payloadStart, payloadEnd, payloadType, timestamp } = packet;
    const from = this.#readHeaders(packet);
    if (from < 0) return;
    let start = from;
    for (let block = 0; block < this.#types.length; block++) {
      const end = start + this.#lengths[block]!;
      this.#readBlock(packet, {
        type: this.#types[block]!,
        start,
        end,
        timestamp: (timestamp - this.#offsets[block]!) >>> 0,
      });
      start = end;
    }
    const primary = packet.bytes[from - 1]! & 0x7f;
    this.#readBlock(packet, { type: primary, start, end: payloadEnd, timestamp }, true);
    packet.payloadStart = payloadStart;
    packet.payloadEnd = payloadEnd;
    packet.payloadType = payloadType;
    packet.timestamp = timestamp;
  }

  facts(): Partial<StreamFacts> {
    return {};
  }

  /** Where the blocks begin; -1 where the headers contradict the length. */
  #readHeaders({ bytes, payloadStart, payloadEnd }: RtpPacket): number {
    const [types, offsets, lengths] = [this.#types, this.#offsets, this.#lengths];
    types.length = offsets.length = lengths.length = 0;
    let at = payloadStart;
    let total = 0;
    for (; at + 4 < payloadEnd && (bytes[at]! & 0x80) !== 0 && types.length < maxBlocks; at += 4) {
      types.push(bytes[at]! & 0x7f);
      offsets.push((bytes[at + 1]! << 6) | (bytes[at + 2]! >> 2));
      lengths.push(((bytes[at + 2]! & 3) << 8) | bytes[at + 3]!);
      total += lengths.at(-1)!;
    }
    if (at >= payloadEnd || (bytes[at]! & 0x80) !== 0 || at + 1 + total > payloadEnd) return -1;
    return at + 1;
  }

  #readBlock(
    packet: RtpPacket,
    block: { readonly type: number; readonly start: number; readonly end: number; readonly timestamp: number },
    isPrimary = false,
  ): void {
    const format = this.#context.formatOf(block.type);
    if (format === undefined || format.encoding === 'RED' || block.end <= block.start) return;
    if (!isPrimary && format.encoding !== 'TELEPHONE-EVENT' && format.encoding !== 'TONE') return;
    packet.payloadType = block.type;
    packet.payloadStart = block.start;
    packet.payloadEnd = block.end;
    packet.timestamp = block.timestamp;
    this.#context.of(block.type, format)?.receive(packet);
  }
}

/** Of `RED` of audio; that of text has a reader of its own. */
export function makeRedundantEventReader(_format: PayloadFormat, context: ReaderContext): PayloadReader {
  return new RedundantEventReader(context);
}
