/**
 * The E-model (ITU-T G.107, 06/2015): how well a person would hear and talk, as a rating R from 0 to 100, and as the mean opinion score that goes with it.
 *
 *     R = Ro - Is - Id - Ie,eff + A
 *
 * What concerns telephones and rooms has the default values of G.107 Table 3; what the network and the codec do is measured or given. Of wideband codecs the
 * rating goes to 129 (G.107.1).
 */

/** G.107 Table 3. */
const defaults = {
  sendLoudness: 8,
  receiveLoudness: 2,
  sidetoneMasking: 15,
  listenerSidetone: 18,
  telephoneSendSide: 3,
  talkerEchoLoudness: 65,
  echoPathLoss: 110,
  quantizingUnits: 1,
  circuitNoise: -70,
  noiseFloor: -64,
  roomNoiseSend: 35,
  roomNoiseReceive: 35,
} as const;

/** The rating of a wideband connection that nothing impairs (G.107.1). */
const wideband = 129;

export type Connection = {
  /** Mouth to ear. */
  readonly delayMs: number;
  readonly lossPercent: number;
  /** How much longer losses are one after the other than they would be if each were by chance alone (G.107 §7.5); 1 where they are. */
  readonly burstRatio: number;
  readonly impairment: Impairment;
};

/** Of a codec (ITU-T G.113). */
export type Impairment = {
  readonly scale: 'narrowband' | 'wideband';
  /** Ie. */
  readonly equipment: number;
  /** Bpl; undefined where none is published: then it tells nothing of what lost packets do. */
  readonly lossRobustness: number | undefined;
};

/** R; undefined where packets were lost and nothing tells what that does to this codec. */
export function rating({ delayMs, lossPercent, burstRatio, impairment }: Connection): number | undefined {
  const equipment = effectiveImpairment(impairment, lossPercent, burstRatio);
  if (equipment === undefined) return undefined;
  if (impairment.scale === 'wideband') return Math.max(0, wideband - absoluteDelay(delayMs) - equipment);
  const delay = talkerEcho(delayMs) + listenerEcho(2 * delayMs) + absoluteDelay(delayMs);
  return Math.max(0, signalToNoise - simultaneous(delayMs) - delay - equipment);
}

/** G.107 Annex B; a rating of the wideband scale is brought to that of the narrowband one before (G.107.1). */
export function opinionScore(rating: number, scale: Impairment['scale']): number {
  const r = scale === 'wideband' ? (rating * 100) / wideband : rating;
  if (r <= 0) return 1;
  if (r >= 100) return 4.5;
  // Below 6.5 the curve of Annex B goes under 1, which no score is.
  return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
}

/** Ie,eff (G.107 §7.5). */
function effectiveImpairment(
  { equipment, lossRobustness }: Impairment,
  loss: number,
  burstRatio: number,
): number | undefined {
  if (loss <= 0) return equipment;
  if (lossRobustness === undefined) return undefined;
  return equipment + ((95 - equipment) * loss) / (loss / burstRatio + lossRobustness);
}

const overallLoudness = defaults.sendLoudness + defaults.receiveLoudness;

/** No: all noise, in dBm0p at the 0 dBr point (G.107 §7.2). */
const noise: number = powerSum([
  defaults.circuitNoise,
  sendRoomNoise(),
  receiveRoomNoise(),
  defaults.noiseFloor + defaults.receiveLoudness,
]);

/** Ro. */
const signalToNoise: number = 15 - 1.5 * (defaults.sendLoudness + noise);

function sendRoomNoise(): number {
  const { roomNoiseSend, sendLoudness, telephoneSendSide } = defaults;
  const above = roomNoiseSend - overallLoudness - telephoneSendSide - 14;
  return roomNoiseSend - sendLoudness - telephoneSendSide - 100 + 0.004 * above ** 2;
}

function receiveRoomNoise(): number {
  const { roomNoiseReceive, receiveLoudness, listenerSidetone } = defaults;
  const effective = roomNoiseReceive + 10 * Math.log10(1 + 10 ** ((10 - listenerSidetone) / 10));
  return receiveLoudness - 121 + effective + 0.008 * (effective - 35) ** 2;
}

/** Is: what comes together with the voice (G.107 §7.3). */
function simultaneous(delayMs: number): number {
  return tooLoud() + sidetone(delayMs) + quantizing();
}

function tooLoud(): number {
  const x = (overallLoudness + 0.2 * (64 + noise - defaults.receiveLoudness)) / 8;
  return 20 * ((1 + x ** 8) ** (1 / 8) - x);
}

function sidetone(delayMs: number): number {
  const { sidetoneMasking, talkerEchoLoudness } = defaults;
  const masked =
    -10 * Math.log10(10 ** (-sidetoneMasking / 10) + Math.exp(-delayMs / 4) * 10 ** (-talkerEchoLoudness / 10));
  const low = 12 * (1 + ((masked - 13) / 6) ** 8) ** (1 / 8);
  const middle = 28 * (1 + ((masked + 1) / 19.4) ** 35) ** (1 / 35);
  const high = 13 * (1 + ((masked - 3) / 33) ** 13) ** (1 / 13);
  return low - middle - high + 29;
}

function quantizing(): number {
  const q = 37 - 15 * Math.log10(defaults.quantizingUnits);
  const g = 1.07 + 0.258 * q + 0.0602 * q ** 2;
  const y = (signalToNoise - 100) / 15 + 46 / 8.4 - g / 9;
  const z = 46 / 30 - g / 40;
  return 15 * Math.log10(1 + 10 ** y + 10 ** z);
}

/** Idte (G.107 §7.4). */
function talkerEcho(delayMs: number): number {
  const { talkerEchoLoudness, receiveLoudness } = defaults;
  const longer = 40 * Math.log10((1 + delayMs / 10) / (1 + delayMs / 150));
  const echo = talkerEchoLoudness - longer + 6 * Math.exp(-0.3 * delayMs ** 2);
  const difference = -1.5 * (noise - receiveLoudness) - (80 + 2.5 * (echo - 14));
  return (difference / 2 + Math.sqrt(difference ** 2 / 4 + 100) - 1) * (1 - Math.exp(-delayMs));
}

/** Idle (G.107 §7.4). */
function listenerEcho(roundTripMs: number): number {
  const difference = signalToNoise - 10.5 * (defaults.echoPathLoss + 7) * (roundTripMs + 1) ** -0.25;
  return difference / 2 + Math.sqrt(difference ** 2 / 4 + 169);
}

/** Idd (G.107 §7.4), for people who talk as usual: mT 100 ms, sT 1. */
function absoluteDelay(delayMs: number): number {
  if (delayMs <= 100) return 0;
  const x = Math.log2(delayMs / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}

function powerSum(levels: readonly number[]): number {
  return 10 * Math.log10(levels.reduce((sum, level) => sum + 10 ** (level / 10), 0));
}
