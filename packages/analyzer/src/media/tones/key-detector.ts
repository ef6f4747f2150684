import { keyAt } from './dtmf-frequencies.ts';
import { Phasors, toneHz, type Turn } from './phasors.ts';
import { blockSamples, hopSamples, powerOfDbm0, type SamplePlace, toneClockHz } from './tone-block.ts';

/** A key whose tones were heard. */
export type HeardKey = {
  readonly key: string;
  readonly begin: SamplePlace;
  readonly end: SamplePlace;
  readonly durationMs: number;
  /** Power of both tones together. */
  readonly power: number;
};

/** Weakest tone that counts, as ITU-T Q.24 has it of several networks: below -36 dBm0 none must be found. */
const minPower = powerOfDbm0(-36);
/** Share of the power that the two tones must have together: speech and music, whose harmonics lie elsewhere too, do not reach it. */
const minShare = 0.9;
const maxShare = 1.35;
/** And in one of its blocks at least: noise 15 dB below the tones leaves them more, the other harmonics of a voice do not. */
const minBestShare = 0.95;
/** How much stronger one tone may be than the other: that of the columns by 10 dB, that of the rows by 8 dB (Q.24 asks for 4 to 10 and 4 to 8). */
const maxTwist = 10;
const maxReverseTwist = 6.3;
/** How much stronger than the others of its group. */
const minDominance = 4;
/** Found up to 1.5 % from its frequency, not from 3.5 % on (Q.24): of the mean over the whole key press. */
const maxOffset = 0.022;
/** Found from 40 ms on, not below 23 ms. */
const minHops = 3;
/** A tone that is away for less is not interrupted, in hops: 10 ms are not noticed, 23 ms are a pause between two keys. */
const maxMissingHops = 1.4;

/** Blocks in a row without the tones after which no more of a key is expected. */
const maxMisses = 4;

const nowhere: SamplePlace = { timeNs: 0, frame: 0 };

type OpenKey = {
  readonly low: number;
  readonly high: number;
  readonly begin: SamplePlace;
  end: SamplePlace;
  /** Number of the first hop of its first block, and of the last one of its last. */
  readonly firstHop: number;
  lastHop: number;
  /** Blocks in which both tones were found. */
  hits: number;
  /** Energies: of the hop before its first block, of the first hop of that, of the last one, and the largest. */
  readonly headEnergy: number;
  readonly firstEnergy: number;
  lastEnergy: number;
  energy: number;
  /** Part of a hop in which it was heard after its last block. */
  tail: number;
  /** Hops since its last block, and how much of them it was not heard in. */
  misses: number;
  missing: number;
  power: number;
  /** Largest share of the power that the two tones had together. */
  share: number;
  /** Sums over its blocks: see `Turn`. */
  readonly lowTurn: Turn;
  readonly highTurn: Turn;
};

/**
 * Finds the keys of ITU-T Q.23 in sound, within the limits of Q.24. Each hop is measured at the eight frequencies (Goertzel); of two hops together it is told
 * whether they are two tones of the groups and little else, and by how much their frequencies are off. Where a tone begins and ends is told by the energy
 * of the hops at its edges.
 */
export class KeyDetector {
  readonly #tell: (key: HeardKey) => void;
  readonly #phasors = new Phasors();
  #hop = 0;
  #energy = 0;
  #energyBefore = 0;
  #energyEarlier = 0;
  #place: SamplePlace = nowhere;
  #placeBefore: SamplePlace = nowhere;
  #placeEarlier: SamplePlace = nowhere;
  #open: OpenKey | undefined = undefined;
  /** What the last block holds: see `#look`. */
  #low = -1;
  #high = -1;
  #share = 0;
  readonly #power = new Float64Array(8);

  constructor(tell: (key: HeardKey) => void) {
    this.#tell = tell;
  }

  /** The next hop: `samples[start, start + hopSamples)`, 1 being the loudest. */
  receive(samples: Float32Array, start: number, timeNs: number, frame: number): void {
    this.#shift(timeNs, frame);
    this.#energy = this.#phasors.measure(samples, start);
    this.#follow();
  }

  /** A hop in which there is no key for certain. */
  skip(timeNs: number, frame: number): void {
    if (this.#open === undefined && this.#energy + this.#energyBefore + this.#energyEarlier === 0) return;
    this.#shift(timeNs, frame);
    this.#energy = 0;
    this.#phasors.silence();
    this.#follow();
  }

  /** What comes next is not what follows: what was heard until now ends. */
  end(): void {
    if (this.#open !== undefined) this.#close(this.#open);
    this.#energy = this.#energyBefore = this.#energyEarlier = 0;
    this.#phasors.clear();
  }

  /** So many hops were lost: what goes on after them went on in them. */
  lose(hops: number): void {
    this.#hop += hops;
  }

  #shift(timeNs: number, frame: number): void {
    this.#hop++;
    this.#energyEarlier = this.#energyBefore;
    this.#energyBefore = this.#energy;
    this.#placeEarlier = this.#placeBefore;
    this.#placeBefore = this.#place;
    this.#place = { timeNs, frame };
  }

  #follow(): void {
    const isHit = this.#look();
    const open = this.#open;
    if (isHit && open?.low === this.#low && open.high === this.#high) this.#goOn(open);
    else if (isHit) this.#begin();
    else if (open !== undefined) this.#miss(open);
  }

  /** Whether the last two hops hold the two tones of a key. */
  #look(): boolean {
    const energy = this.#energy + this.#energyBefore;
    if (energy < 2 * minPower * blockSamples) return false;
    for (let tone = 0; tone < 8; tone++) this.#power[tone] = this.#phasors.blockPower(tone);
    const low = this.#strongest(0);
    const high = this.#strongest(4);
    if (low < 0 || high < 0) return false;
    const lowPower = this.#power[low]! * this.#phasors.gainOf(low);
    const highPower = this.#power[high]! * this.#phasors.gainOf(high);
    if (lowPower < minPower || highPower < minPower) return false;
    if (highPower > lowPower * maxTwist || lowPower > highPower * maxReverseTwist) return false;
    const share = ((lowPower + highPower) * blockSamples) / energy;
    if (share < minShare || share > maxShare) return false;
    this.#share = share;
    this.#low = low;
    this.#high = high - 4;
    return true;
  }

  /** Of a group that begins there; -1 where others are about as strong. */
  #strongest(group: number): number {
    let best = group;
    for (let tone = group + 1; tone < group + 4; tone++) if (this.#power[tone]! > this.#power[best]!) best = tone;
    for (let tone = group; tone < group + 4; tone++)
      if (tone !== best && this.#power[tone]! * minDominance > this.#power[best]!) return -1;
    return best;
  }

  #begin(): void {
    if (this.#open !== undefined) this.#close(this.#open);
    const headEnergy = this.#energyEarlier;
    const open: OpenKey = {
      low: this.#low,
      high: this.#high,
      begin: partOf(headEnergy, this.#energy) > 0 ? this.#placeEarlier : this.#placeBefore,
      end: this.#place,
      firstHop: this.#hop - 1,
      lastHop: this.#hop,
      hits: 0,
      headEnergy,
      firstEnergy: this.#energyBefore,
      lastEnergy: this.#energy,
      energy: this.#energyBefore,
      tail: 0,
      misses: 0,
      missing: 0,
      power: 0,
      share: 0,
      lowTurn: { real: 0, imaginary: 0 },
      highTurn: { real: 0, imaginary: 0 },
    };
    this.#open = open;
    this.#goOn(open);
  }

  #goOn(open: OpenKey): void {
    open.energy = Math.max(open.energy, this.#energy);
    open.lastEnergy = this.#energy;
    open.lastHop = this.#hop;
    open.end = this.#place;
    open.tail = open.misses = open.missing = 0;
    open.hits++;
    open.share = Math.max(open.share, Math.min(1, this.#share));
    open.power = Math.max(open.power, this.#power[open.low]! + this.#power[open.high + 4]!);
    this.#phasors.addTurn(open.low, open.lowTurn);
    this.#phasors.addTurn(open.high + 4, open.highTurn);
  }

  #miss(open: OpenKey): void {
    const tones = this.#phasors.hopPower(open.low) + this.#phasors.hopPower(open.high + 4);
    const heard = Math.min(partOf(this.#energy, open.energy), Math.sqrt((tones * hopSamples) / open.energy), 1);
    if (open.misses === 0 && heard > 0.1) {
      open.tail = heard;
      open.end = this.#place;
    }
    open.misses++;
    open.missing += 1 - heard;
    if (open.missing >= maxMissingHops || open.misses >= maxMisses) this.#close(open);
  }

  #close(open: OpenKey): void {
    this.#open = undefined;
    if (
      open.hits < 2 ||
      open.share < minBestShare ||
      isOff(open.low, open.lowTurn) ||
      isOff(open.high + 4, open.highTurn)
    )
      return;
    const ends = partOf(open.firstEnergy, open.energy) + Math.min(1, open.lastEnergy / open.energy);
    const hops = open.lastHop - open.firstHop - 1 + ends + partOf(open.headEnergy, open.energy) + open.tail;
    if (hops < minHops) return;
    this.#tell({
      key: keyAt(open.low, open.high),
      begin: open.begin,
      end: open.end,
      durationMs: Math.round((hops * hopSamples * 1e3) / toneClockHz),
      power: open.power,
    });
  }
}

/** In how much of a hop a sound was heard, by its energy and that of a whole hop of it: not at all where it is louder, which another sound is, or next to nothing. */
function partOf(energy: number, whole: number): number {
  const part = energy / whole;
  return part > 1.2 || part < 0.05 ? 0 : Math.min(1, part);
}

/** Whether a tone is too far from its frequency. */
function isOff(tone: number, { real, imaginary }: Turn): boolean {
  const hz = (Math.atan2(imaginary, real) * toneClockHz) / (2 * Math.PI * hopSamples);
  return Math.abs(hz) > toneHz[tone]! * maxOffset;
}
