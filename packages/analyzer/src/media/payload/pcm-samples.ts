import { G711Decoder } from '../audio/codec/g711.ts';

/** How the samples of a payload are read: G.711 in a byte each, L16 in two (RFC 3551 §4.5.14, §4.5.11). */
export type PcmSamples = {
  readonly bytesOfSample: number;
  /** Powers of the samples by byte, 1 being that of the loudest; empty of L16. */
  readonly powers: Float64Array;
  /** The samples by byte, 1 being the loudest; empty of L16. */
  readonly values: Float32Array;
};

/** The loudest sample of G.711 stands for 0 dBov (RFC 3389 §3.1). */
function g711(law: 'PCMU' | 'PCMA'): PcmSamples {
  const samples = new G711Decoder(law).decode(Uint8Array.from({ length: 256 }, (_, code) => code));
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1);
  const values = Float32Array.from(samples, (sample) => sample / loudest);
  return { bytesOfSample: 1, values, powers: Float64Array.from(values, (value) => value * value) };
}

export const pcmSamples: ReadonlyMap<string, PcmSamples> = new Map([
  ['PCMU', g711('PCMU')],
  ['PCMA', g711('PCMA')],
  ['L16', { bytesOfSample: 2, values: new Float32Array(0), powers: new Float64Array(0) }],
]);
