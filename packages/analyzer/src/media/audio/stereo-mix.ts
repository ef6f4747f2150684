import { saturate } from './codec/audio-decoder.ts';

/** Left, right. */
export type Channel = 0 | 1;

/** Takes a second of both channels or less, left before right: valid only during the call. Of silence, how many samples each channel has of it. */
export type TakeBlock = (samples: Int16Array | number) => void;

/** Puts what several streams have to say at its place in two channels, and gives it second by second. */
export class StereoMix {
  /** Samples of a channel that have been given. */
  given = 0;
  /** Samples that came when their second had been given. */
  late = 0;
  readonly #rateHz: number;
  readonly #take: TakeBlock;
  readonly #open = new Map<number, Int32Array>();
  readonly #block: Int16Array;

  constructor(rateHz: number, take: TakeBlock) {
    this.#rateHz = rateHz;
    this.#take = take;
    this.#block = new Int16Array(2 * rateHz);
  }

  /** `at`: of the first sample, counted from the beginning; what lies before it is left out. */
  add(channel: Channel, at: number, samples: Int16Array): void {
    const rate = this.#rateHz;
    let from = Math.max(0, -at);
    while (from < samples.length) {
      const second = Math.floor((at + from) / rate);
      const inside = at + from - second * rate;
      const count = Math.min(rate - inside, samples.length - from);
      this.#addTo(second, 2 * inside + channel, samples, from, count);
      from += count;
    }
  }

  /** Gives what lies before a sample: nothing comes there any more. */
  giveUntil(at: number): void {
    while (this.given + this.#rateHz <= at) this.#give(this.#rateHz);
  }

  /** Gives all; `length` samples altogether, or more where more came. */
  end(length: number): void {
    this.giveUntil(length);
    if (length > this.given) this.#give(length - this.given);
    this.#open.clear();
  }

  #addTo(second: number, place: number, samples: Int16Array, from: number, count: number): void {
    if (second * this.#rateHz < this.given) {
      this.late += count;
      return;
    }
    let sums = this.#open.get(second);
    if (sums === undefined) {
      sums = new Int32Array(2 * this.#rateHz);
      this.#open.set(second, sums);
    }
    for (let at = 0; at < count; at++) sums[place + 2 * at] = sums[place + 2 * at]! + samples[from + at]!;
  }

  #give(count: number): void {
    const second = this.given / this.#rateHz;
    const sums = this.#open.get(second);
    this.#open.delete(second);
    this.given += count;
    if (sums === undefined) {
      this.#take(count);
      return;
    }
    const block = this.#block.subarray(0, 2 * count);
    for (let at = 0; at < block.length; at++) block[at] = saturate(sums[at]!);
    this.#take(block);
  }
}
