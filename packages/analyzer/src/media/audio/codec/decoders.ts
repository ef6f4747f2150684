import type { PayloadFormat } from '../../payload/payload-reader.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { G711Decoder } from './g711.ts';
import { G722Decoder } from './g722.ts';
import { type G726Bits, G726Decoder } from './g726.ts';
import { GsmDecoder } from './gsm.ts';
import { LinearDecoder } from './l16.ts';
import { OpusDecoder } from './opus.ts';

/** Sample rates that descriptions name beyond these are nobody's: they are taken for damage. */
const RATES = { least: 4000, most: 192_000 } as const;
const MOST_CHANNELS = 8;

type MakeDecoder = (format: PayloadFormat) => AudioDecoder;

/** Codecs whose decoders cost little: they are made when the first payload comes. */
const makers: ReadonlyMap<string, MakeDecoder> = new Map<string, MakeDecoder>([
  ['PCMU', ({ clockHz, channels }) => new G711Decoder('PCMU', clockHz, channels)],
  ['PCMA', ({ clockHz, channels }) => new G711Decoder('PCMA', clockHz, channels)],
  ['L16', ({ clockHz, channels }) => new LinearDecoder(2, clockHz, channels)],
  ['L8', ({ clockHz, channels }) => new LinearDecoder(1, clockHz, channels)],
  ['G722', () => new G722Decoder()],
  ['G722-56', () => new G722Decoder(5)],
  ['G722-48', () => new G722Decoder(4)],
  ['GSM', () => new GsmDecoder()],
  ...([2, 3, 4, 5] as const).flatMap((bits: G726Bits) => [
    [`G726-${bits * 8}`, () => new G726Decoder(bits, 'rtp')] as const,
    [`AAL2-G726-${bits * 8}`, () => new G726Decoder(bits, 'aal2')] as const,
  ]),
  // The name of G.726 at 32 kbit/s in RFC 1890, with payload type 2.
  ['G721', () => new G726Decoder(4, 'rtp')],
]);

const SPEECH_PATENTS = 'there is no freely licensed, maintained decoder of it';

/** What goes along with audio and is not to be heard. */
const silent: ReadonlySet<string> = new Set(['TELEPHONE-EVENT', 'TONE', 'CN']);

/** Why audio of a format cannot be heard; undefined of what can. */
export function whyUndecoded({ encoding, clockHz, channels }: PayloadFormat): string | undefined {
  if (encoding !== 'OPUS' && !makers.has(encoding)) return SPEECH_PATENTS;
  const isPlausible = clockHz >= RATES.least && clockHz <= RATES.most && channels >= 1 && channels <= MOST_CHANNELS;
  return isPlausible ? undefined : `its description says ${clockHz} samples a second and ${channels} channels`;
}

/** Whether it is silence by itself: events, comfort noise. */
export function isSilent({ encoding }: PayloadFormat): boolean {
  return silent.has(encoding);
}

/** Samples a second of what its decoder gives; undefined where there is none. */
export function decodedRate(format: PayloadFormat): number | undefined {
  if (isSilent(format) || whyUndecoded(format) !== undefined) return undefined;
  if (format.encoding === 'OPUS') return 48_000;
  return makers.get(format.encoding)?.(format).rateHz;
}

/** Decoders for the formats of some streams; those that must be loaded are, before the first payload comes. */
export class Decoders {
  readonly #opus: OpusDecoder[] = [];
  readonly #opened: OpusDecoder[] = [];

  /** `opus`: how many streams may carry Opus. */
  async prepare(opus: number): Promise<void> {
    for (let count = 0; count < opus; count++) this.#opus.push(await OpusDecoder.open());
    this.#opened.push(...this.#opus);
  }

  /** A decoder of its own for a stream, or undefined. */
  make(format: PayloadFormat): AudioDecoder | undefined {
    if (whyUndecoded(format) !== undefined) return undefined;
    return format.encoding === 'OPUS' ? this.#opus.pop() : makers.get(format.encoding)?.(format);
  }

  close(): void {
    for (const decoder of this.#opened.splice(0)) decoder.close();
  }
}
