import type { ToneRow } from '../../rows/dtmf-row.ts';
import { type HeardKey, KeyDetector } from './key-detector.ts';
import { coarseShare } from './phasors.ts';
import { RunDetector } from './run-detector.ts';
import { SampleBlock } from './sample-block.ts';
import { blockSamples, hopSamples, powerOfDbm0, type SamplePlace, toneClockHz } from './tone-block.ts';
import { ToneTrains } from './tone-trains.ts';

/** Keys of one stream beyond these are counted, and not told. */
const maxKeys = 1000;
const hopNs: number = (hopSamples * 1e9) / toneClockHz;
/** Quieter blocks are not looked at. */
const minPower = powerOfDbm0(-40);
/** Share of the power that the tones of a key have in a block that is full of them, measured coarsely. Those at its edges are looked at with it. */
const minCoarseShare = 0.45;
/** Tones that last are looked for that often: a burst of a congestion tone is longer than three times that. */
const probeMs = 60;
const probeBlocks = 3;
/**
 * How much each sample of a key is like the one before: between the cosines of the steps of 1633 Hz and 697 Hz, and a little beyond for what noise and another sound
 * beside it do. Voices are mostly more so, hisses less.
 */
const leastLikeness = 0.22;
const mostLikeness = 0.88;
/** What is lost for longer ends what was heard before. */
const maxLostMs = 60;

/** How samples stand in bytes: `count` of them, one every `step` bytes. */
export type CodedSamples = { readonly values: Float32Array; step: number; count: number };

/** Listens to decoded sound: finds keys (DTMF), and tones of lines, fax machines and modems. It is fed with what comes, piece by piece. */
export class ToneMeter {
  readonly keys: HeardKey[] = [];
  moreKeys = 0;
  /** Whether keys are looked for beside the tones of lines and machines. */
  findsKeys = true;
  readonly #keyDetector = new KeyDetector((key) => this.#addKey(key));
  readonly #runDetector = new RunDetector((run) => this.#trains.receive(run));
  readonly #trains = new ToneTrains();
  /** Samples that become one: sound of other clock rates is brought to 8000 Hz by their means. */
  readonly #ratio: number;
  readonly #nsPerSample: number;
  /** The block that is being filled, and where it began. */
  #block = new SampleBlock();
  #filled = 0;
  #beginNs = 0;
  #beginFrame = 0;
  /** The one before: whether it is looked at closely depends on its neighbours too, in which a key may begin or end. */
  #held = new SampleBlock();
  #heldPlace: SamplePlace | undefined = undefined;
  #holdsTones = false;
  #heldTonesBefore = false;
  #sum = 0;
  #summed = 0;
  /** Samples that were passed since the last block. */
  #passed = 0;
  /** Blocks in which no lasting tone was looked for, though they were received. */
  #unprobed = 0;

  /** `clockHz`: a multiple of 8000. */
  constructor(clockHz: number) {
    this.#ratio = Math.max(1, clockHz / toneClockHz);
    this.#nsPerSample = 1e9 / Math.max(1, clockHz);
  }

  /** Whether so many samples are to be received now; else they are to be passed. Tones that last are looked for now and then, until there is one. */
  wants(length: number): boolean {
    if (this.findsKeys || this.#filled > 0 || this.#runDetector.isOpen) return true;
    this.#passed += length;
    return this.#passed >= (probeMs * 1e6) / this.#nsPerSample;
  }

  /** `samples[0, length)`, 1 being the loudest; the first of them at `timeNs`, in packet `frame`. */
  receive(samples: Float32Array, length: number, timeNs: number, frame: number): void {
    for (let at = 0; at < length; at++) {
      if (this.#filled === 0 && this.#summed === 0) this.#beginBlock(timeNs + at * this.#nsPerSample, frame);
      this.#sum += samples[at]!;
      this.#summed++;
      if (this.#summed < this.#ratio) continue;
      this.#block.samples[this.#filled++] = this.#sum / this.#summed;
      this.#sum = 0;
      this.#summed = 0;
      if (this.#filled === blockSamples) this.#readBlock();
    }
  }

  /** The same of samples at 8000 Hz that stand in bytes, which `values` tells; each `step` bytes from the one before. */
  receiveBytes(bytes: Uint8Array, start: number, coded: CodedSamples, timeNs: number, frame: number): void {
    const { values, step, count } = coded;
    if (this.#filled === 0 && step === 1 && count === blockSamples) {
      this.#beginBlock(timeNs, frame);
      this.#block.fill(bytes, start, values);
      return this.#readWeighed();
    }
    let from = start;
    let left = count;
    while (left > 0) {
      if (this.#filled === 0) this.#beginBlock(timeNs + (count - left) * this.#nsPerSample, frame);
      const block = this.#block.samples;
      const filled = this.#filled;
      const taken = Math.min(left, blockSamples - filled);
      for (let at = 0; at < taken; at++, from += step) block[filled + at] = values[bytes[from]!]!;
      left -= taken;
      this.#filled = filled + taken;
      if (this.#filled === blockSamples) this.#readBlock();
    }
  }

  /** So many samples of silence. */
  skip(length: number, timeNs: number, frame: number): void {
    if (this.#filled > 0) {
      this.#block.samples.fill(0, this.#filled);
      this.#readBlock();
    }
    this.#runDetector.skip();
    this.#passHeld(false);
    const hops = Math.min(8, Math.ceil(length / this.#ratio / hopSamples));
    for (let hop = 0; hop < hops; hop++) this.#keyDetector.skip(timeNs, frame);
  }

  /** So many samples did not come: what goes on after a few went on in them. */
  lose(length: number): void {
    if ((length * this.#nsPerSample) / 1e6 > maxLostMs) this.end();
    else this.#keyDetector.lose(length / this.#ratio / hopSamples);
  }

  /** What comes next does not follow what came. */
  end(): void {
    this.#filled = 0;
    this.#sum = this.#summed = 0;
    this.#runDetector.end();
    this.#passHeld(false);
    this.#keyDetector.end();
  }

  tones(time: (timeNs: number) => string): { readonly tones: readonly ToneRow[]; readonly more: number } {
    return this.#trains.rows(time, this.#runDetector.current());
  }

  #addKey(key: HeardKey): void {
    if (this.keys.length < maxKeys) this.keys.push(key);
    else this.moreKeys++;
  }

  #beginBlock(timeNs: number, frame: number): void {
    this.#beginNs = timeNs;
    this.#beginFrame = frame;
    if (this.#passed > 0) this.#unprobed = probeBlocks;
    this.#passed = 0;
  }

  #readBlock(): void {
    this.#filled = 0;
    this.#block.weigh();
    this.#readWeighed();
  }

  #readWeighed(): void {
    const block = this.#block;
    const { energy } = block;
    const isQuiet = energy < minPower * blockSamples;
    const place = { timeNs: Math.round(this.#beginNs), frame: this.#beginFrame };
    if (isQuiet) this.#runDetector.skip();
    else if (this.#runDetector.isOpen || ++this.#unprobed >= probeBlocks) {
      this.#unprobed = 0;
      this.#runDetector.receive(block.samples, 0, energy, place);
    }
    if (!this.findsKeys && this.#heldPlace === undefined) return;
    const hasTones = this.findsKeys && !isQuiet && mayHoldKey(block);
    this.#passHeld(hasTones);
    [this.#block, this.#held] = [this.#held, block];
    this.#heldPlace = place;
    this.#holdsTones = hasTones;
  }

  /** Gives the block before to the detector of keys. `isBeforeTones`: whether the block after it may hold those of a key. */
  #passHeld(isBeforeTones: boolean): void {
    const place = this.#heldPlace;
    const detector = this.#keyDetector;
    if (place === undefined) return;
    this.#heldPlace = undefined;
    const { timeNs, frame } = place;
    const isClose = this.#holdsTones || isBeforeTones || this.#heldTonesBefore;
    this.#heldTonesBefore = this.#holdsTones;
    if (isClose) {
      detector.receive(this.#held.samples, 0, timeNs, frame);
      detector.receive(this.#held.samples, hopSamples, timeNs + hopNs, frame);
    } else {
      detector.skip(timeNs, frame);
      detector.skip(timeNs + hopNs, frame);
    }
  }
}

/** Whether it is worth looking closer: at a small part of the cost, most of what is no key is told. */
function mayHoldKey({ samples, energy, product }: SampleBlock): boolean {
  const likeness = product / energy;
  return likeness > leastLikeness && likeness < mostLikeness && coarseShare(samples, 0) >= minCoarseShare;
}
