import { type AudioDecoder, toOneChannel } from './audio-decoder.ts';

/*
 * ITU-T G.711: a sample in 8 bits.
 *
 *     sign(1) segment(3) step(4)
 *
 * µ-law is sent with all bits inverted, A-law with every second one.
 */
const SIGN = 0x80;
const A_LAW_INVERTED = 0x55;
const MU_LAW_BIAS = 0x84;

const muLaw: Int16Array = Int16Array.from({ length: 256 }, (_, code) => muLawSample(code));
const aLaw: Int16Array = Int16Array.from({ length: 256 }, (_, code) => aLawSample(code));

export type G711Law = 'PCMU' | 'PCMA';

/** G.711 (RFC 3551 §4.5.14), 8,000 samples a second unless the description says otherwise. */
export class G711Decoder implements AudioDecoder {
  readonly rateHz: number;
  readonly #channels: number;
  readonly #table: Int16Array;

  constructor(law: G711Law, rateHz: number = 8000, channels: number = 1) {
    this.rateHz = rateHz;
    this.#channels = channels;
    this.#table = law === 'PCMU' ? muLaw : aLaw;
  }

  decode(payload: Uint8Array): Int16Array {
    const samples = new Int16Array(payload.length);
    for (let at = 0; at < payload.length; at++) samples[at] = this.#table[payload[at]!]!;
    return toOneChannel(samples, this.#channels);
  }
}

/** G.711 table 2a. */
function muLawSample(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = (((bits & 0x0f) << 3) + MU_LAW_BIAS) << ((bits >> 4) & 7);
  return (bits & SIGN) === 0 ? magnitude - MU_LAW_BIAS : MU_LAW_BIAS - magnitude;
}

/** G.711 table 1a: here the sign bit stands for what is positive. */
function aLawSample(code: number): number {
  const bits = code ^ A_LAW_INVERTED;
  const segment = (bits >> 4) & 7;
  const step = (bits & 0x0f) << 4;
  const magnitude = segment === 0 ? step + 8 : (step + 0x108) << (segment - 1);
  return (bits & SIGN) === 0 ? -magnitude : magnitude;
}
