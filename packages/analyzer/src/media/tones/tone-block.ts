/** Samples of a second that tones are looked for in: what comes at another rate is brought to this one. */
export const toneClockHz = 8000;
/** Samples of a hop, 10 ms: the step in which keys are followed. */
export const hopSamples = 80;
/** Samples of a block, 20 ms: two hops, from which a frequency is told. */
export const blockSamples: number = 2 * hopSamples;

/** 0 dBm0 in dBov: a sine at 0 dBm0 is 3.17 dB below the loudest sine of G.711 µ-law, which is 3.01 dB below its loudest square wave (RFC 3389 §3.1). */
export const dbm0AtOverload = 6.18;

/** Power, as a share of that of the loudest square wave, of a level in dBm0. */
export function powerOfDbm0(dbm0: number): number {
  return 10 ** ((dbm0 - dbm0AtOverload) / 10);
}

/** What stands where in the capture: when a sample came, and in which packet. */
export type SamplePlace = { readonly timeNs: number; readonly frame: number };
