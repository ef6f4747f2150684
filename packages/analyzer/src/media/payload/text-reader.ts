import type { StreamFacts } from '../../rows/stream-row.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { blockText, type LiveText, type TextBlocks } from './live-text.ts';
import type { PayloadFormat, PayloadReader, ReaderContext } from './payload-reader.ts';

/** Generations that a packet repeats: more are not used (RFC 4103 §4.2 recommends two). */
const maxGenerations = 8;

/** Real-time text in RTP (RFC 4103): each packet is the text that was typed since the one before; in `red`, with what those before it brought. */
class TextReader implements PayloadReader {
  readonly #text: LiveText;
  readonly #isRedundant: boolean;

  constructor(text: LiveText, isRedundant: boolean) {
    this.#text = text;
    this.#isRedundant = isRedundant;
  }

  receive({ bytes, payloadStart, payloadEnd, sequence, timeNs, frame }: RtpPacket): void {
    const blocks = this.#isRedundant
      ? redundantBlocks(bytes, payloadStart, payloadEnd)
      : { primary: blockText(bytes, payloadStart, payloadEnd), earlier: [] };
    if (blocks !== undefined) this.#text.receive(sequence, blocks, timeNs, frame);
  }

  /** They are those of the stream's text. */
  facts(): Partial<StreamFacts> {
    return {};
  }
}

/** Of `T140`. */
export function makeTextReader(_format: PayloadFormat, context: ReaderContext): PayloadReader {
  return new TextReader(context.text, false);
}

/** Of `RED` where it carries text. */
export function makeRedundantTextReader(_format: PayloadFormat, context: ReaderContext): PayloadReader {
  return new TextReader(context.text, true);
}

/**
 * The blocks of a packet of RFC 2198, as RFC 4103 §4.2 uses it: one for each of the packets before it, the oldest first, then its own.
 *
 *     1 payload type(7) timestamp offset(14) length(10), for each that repeats; 0 payload type(7); the blocks
 *
 * Undefined where the headers contradict the length.
 */
function redundantBlocks(bytes: Uint8Array, start: number, end: number): TextBlocks | undefined {
  const lengths: number[] = [];
  let at = start;
  for (; at < end && (bytes[at]! & 0x80) !== 0; at += 4)
    lengths.push((((bytes[at + 2] ?? 0) & 3) << 8) | (bytes[at + 3] ?? 0));
  if (at >= end) return undefined;
  at++;
  if (at + lengths.reduce((sum, length) => sum + length, 0) > end) return undefined;
  const earlier: string[] = [];
  for (const [index, length] of lengths.entries()) {
    if (lengths.length - index <= maxGenerations) earlier.unshift(blockText(bytes, at, at + length));
    at += length;
  }
  return { primary: blockText(bytes, at, end), earlier };
}
