import type { SamplePlace } from './tone-block.ts';

/** A sound of one or two tones without a pause. */
export type ToneRun = {
  /** Means, in Hz; `second` is 0 of one. */
  readonly first: number;
  readonly second: number;
  readonly begin: SamplePlace;
  /** `frame` is of the last packet of it. */
  readonly end: SamplePlace;
  readonly durationMs: number;
  /** How often it was broken for a moment, as by a phase that turns, every 450 ms. */
  readonly reversals: number;
  /** How much its power goes up and down, as a share of it: the standard deviation. */
  readonly swing: number;
};
