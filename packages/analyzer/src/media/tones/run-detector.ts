import { PureTone } from './pure-tone.ts';
import { blockSamples, powerOfDbm0, type SamplePlace, toneClockHz } from './tone-block.ts';
import type { ToneRun } from './tone-run.ts';

const blockMs: number = (blockSamples * 1e3) / toneClockHz;
/** Quieter tones are not looked for. */
const minEnergy: number = powerOfDbm0(-42) * blockSamples;
/** Tones no farther apart are the same one. */
const sameHz = 15;
/** Shorter ones are not told: bursts of a busy tone last for 100 ms at least (ITU-T E.180). */
const minBlocks = 4;
/** From one turn of the phase of an answering tone to the next: 450 ms within 25 ms (ITU-T V.25), and what blocks leave unsure. */
const reversalMs = 450;
const reversalSlackMs = 45;

type OpenRun = {
  readonly begin: SamplePlace;
  end: SamplePlace;
  endNs: number;
  blocks: number;
  firstSum: number;
  secondSum: number;
  pairs: number;
  energySum: number;
  energySquares: number;
  /** The block before was something else. */
  isBroken: boolean;
  breakNs: number;
  reversals: number;
};

/** Tells where sound is a pure tone, or two, for a while. */
export class RunDetector {
  readonly #tell: (run: ToneRun) => void;
  readonly #tone = new PureTone();
  #open: OpenRun | undefined = undefined;

  constructor(tell: (run: ToneRun) => void) {
    this.#tell = tell;
  }

  /** The next block: `samples[start, start + blockSamples)`. */
  receive(samples: Float32Array, start: number, energy: number, place: SamplePlace): void {
    const isPure = energy >= minEnergy && this.#tone.read(samples, start);
    const open = this.#open;
    if (isPure && open !== undefined && this.#isSame(open)) this.#goOn(open, energy, place);
    else if (open !== undefined && !open.isBroken) {
      // A phase that turns breaks a tone for one block.
      open.isBroken = true;
      if (isPure && open.blocks < minBlocks) this.#begin(energy, place);
    } else {
      this.end();
      if (isPure) this.#begin(energy, place);
    }
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** A block that is quiet. */
  skip(): void {
    if (this.#open !== undefined) this.end();
  }

  end(): void {
    const run = this.current();
    this.#open = undefined;
    if (run !== undefined) this.#tell(run);
  }

  /** What is heard and has not ended yet. */
  current(): ToneRun | undefined {
    const open = this.#open;
    if (open === undefined || open.blocks < minBlocks) return undefined;
    const mean = open.energySum / open.blocks;
    return {
      first: open.firstSum / open.blocks,
      second: open.pairs * 2 > open.blocks ? open.secondSum / open.pairs : 0,
      begin: open.begin,
      end: open.end,
      durationMs: Math.round((open.endNs - open.begin.timeNs) / 1e6),
      reversals: open.reversals,
      swing: Math.sqrt(Math.max(0, open.energySquares / open.blocks - mean * mean)) / mean,
    };
  }

  #begin(energy: number, place: SamplePlace): void {
    const open: OpenRun = {
      begin: place,
      end: place,
      endNs: place.timeNs,
      blocks: 0,
      firstSum: 0,
      secondSum: 0,
      pairs: 0,
      energySum: 0,
      energySquares: 0,
      isBroken: false,
      breakNs: -1,
      reversals: 0,
    };
    this.#open = open;
    this.#goOn(open, energy, place);
  }

  #goOn(open: OpenRun, energy: number, place: SamplePlace): void {
    if (open.isBroken) {
      const sinceMs = (place.timeNs - open.breakNs) / 1e6;
      // One that falls between two blocks is not seen.
      const turns = sinceMs > 1.5 * reversalMs ? 2 : 1;
      if (open.breakNs >= 0 && Math.abs(sinceMs - turns * reversalMs) <= reversalSlackMs) open.reversals += turns;
      open.breakNs = place.timeNs;
      open.isBroken = false;
    }
    open.blocks++;
    open.firstSum += this.#tone.first;
    if (this.#tone.second > 0) {
      open.secondSum += this.#tone.second;
      open.pairs++;
    }
    open.energySum += energy;
    open.energySquares += energy * energy;
    open.end = place;
    open.endNs = place.timeNs + blockMs * 1e6;
  }

  #isSame({ firstSum, secondSum, pairs, blocks }: OpenRun): boolean {
    const { first, second } = this.#tone;
    if (Math.abs(first - firstSum / blocks) > sameHz || second > 0 !== pairs > 0) return false;
    return second === 0 || Math.abs(second - secondSum / pairs) <= sameHz;
  }
}
