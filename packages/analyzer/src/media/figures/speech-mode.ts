import type { PayloadFormat } from '../payload/payload-reader.ts';
import type { RtpPacket } from '../rtp-packet.ts';

/** Rates in kbit/s by frame type (RFC 4867 §4.3.2, TS 26.101 and 26.201); types beyond are comfort noise or no speech. */
const amrRates = ['4.75', '5.15', '5.90', '6.70', '7.40', '7.95', '10.2', '12.2'] as const;
const amrWidebandRates = ['6.60', '8.85', '12.65', '14.25', '15.85', '18.25', '19.85', '23.05', '23.85'] as const;
/** By the two lowest bits of a frame (RFC 3551 §4.5.3); the others are comfort noise. */
const g723Rates = ['6.3', '5.3'] as const;

type Kind = 'amr' | 'aligned-amr' | 'g723' | 'g729';

/** Of a frame of comfort noise alone (RFC 3551 §4.5.6). */
const g729NoiseBytes = 2;

/** Finds the rate of codecs that change it from packet to packet, for the E-model knows each for itself, and which packets hold comfort noise. */
export class SpeechMode {
  readonly #kind: Kind;
  readonly #names: readonly string[];

  private constructor(kind: Kind, names: readonly string[]) {
    this.#kind = kind;
    this.#names = names;
  }

  /** Undefined of codecs whose packets tell neither. */
  static of({ encoding, parameters = '' }: PayloadFormat): SpeechMode | undefined {
    const of = (kind: Kind, rates: readonly string[]): SpeechMode =>
      new SpeechMode(
        kind,
        rates.map((rate) => `${encoding} ${rate}`),
      );
    if (encoding === 'G723') return of('g723', g723Rates);
    if (encoding === 'G729') return new SpeechMode('g729', [encoding]);
    if (encoding !== 'AMR' && encoding !== 'AMR-WB') return undefined;
    const rates = encoding === 'AMR' ? amrRates : amrWidebandRates;
    const names = parameters.toLowerCase();
    // Then other fields stand before the table of contents.
    if (names.includes('interleaving')) return undefined;
    // Each of these is of octet-aligned payloads alone (RFC 4867 §8.1).
    const isAligned = /octet-align=1|crc=1|robust-sorting=1/.test(names.replaceAll(' ', ''));
    return of(isAligned ? 'aligned-amr' : 'amr', rates);
  }

  /** The encoding with its rate, such as `AMR-WB 12.65`; undefined where the packet holds no speech but comfort noise. */
  name({ bytes, payloadStart, payloadEnd }: RtpPacket): string | undefined {
    if (payloadEnd - payloadStart < 2) return undefined;
    const first = bytes[payloadStart]!;
    const second = bytes[payloadStart + 1]!;
    switch (this.#kind) {
      case 'g723':
        return this.#names[first & 3];
      case 'g729':
        return payloadEnd - payloadStart === g729NoiseBytes ? undefined : this.#names[0];
      case 'amr':
        return this.#names[((first & 7) << 1) | (second >> 7)];
      case 'aligned-amr':
        return this.#names[(second >> 3) & 15];
    }
  }
}
