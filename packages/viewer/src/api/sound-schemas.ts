import { Type, type TObject } from 'typebox';
import { count, object, oneOf, text, time, yes } from './shape.ts';

/* Keys that were pressed, and what is heard in streams. */

const frames = Type.Array(count);
const number = Type.Number();
const from = oneOf('caller', 'callee');
const source = oneOf('rtp-event', 'rtp-tone', 'in-band', 'info', 'kpml', 'notify');

const told = {
  time,
  'durationMs?': number,
  'levelDbm0?': number,
  'endPackets?': count,
  'lost?': Type.Array(oneOf('begin', 'end')),
  'heuristic?': yes,
  frames,
};

/** `DtmfRow` */
export const keyPress: TObject = object({
  digits: Type.String({ description: 'A key, or several that were told at once; `x` each where digits are masked' }),
  time,
  'durationMs?': number,
  source,
  'ways?': Type.Array(source),
  'from?': from,
  frames,
});

/** `StreamDtmfRow` */
export const streamKeyPress: TObject = object({ digit: text, source, ...told });
/** `TelephoneEventRow` */
export const telephoneEvent: TObject = object({ 'event?': count, name: text, ...told });

/** `ToneRow` */
export const heardTone: TObject = object({
  tone: oneOf('dial tone', 'ringback', 'busy', 'congestion', 'CNG', 'CED', 'ANSam', 'CT', 'special information'),
  'hz?': Type.Array(number),
  time,
  durationMs: number,
  'bursts?': count,
  'phaseReversals?': yes,
  frames,
});

/** `LevelRow` */
export const soundLevel: TObject = object({
  by: oneOf('samples', 'header'),
  meanDbov: number,
  peakDbov: number,
  silentShare: number,
  'longestSilence?': object({ time, durationMs: number, frames }),
  'silences?': Type.Array(object({ time, durationMs: number, frames })),
  'clippedShare?': number,
  'speechShare?': number,
});

/** `ComfortNoiseRow` */
export const comfortNoise: TObject = object({
  packets: count,
  minDbov: number,
  maxDbov: number,
  meanDbov: number,
  'spectralOrder?': count,
});

/** `TextRow` */
export const liveText: TObject = object({
  text,
  characters: count,
  'erased?': count,
  'lostPackets?': count,
  'recoveredPackets?': count,
  'moreCharacters?': count,
  started: time,
  ended: time,
  frames,
});
