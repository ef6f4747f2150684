import type { LevelRow, SilenceRow } from '../../rows/audio-row.ts';
import type { TimeText } from './payload-reader.ts';

/** Quieter packets are silent, in dBov: below the noise of a quiet room and of G.711, whose smallest steps are at -75 dBov. */
const silenceDbov = -60;
/** Silence that lasts for less is not told. */
const minSilenceNs = 1e9;
/** Silences that are told one by one: as many, of that length and more. */
const maxSilences = 32;
const longSilenceNs = 5e9;
/** A stream in which nothing is heard is told as such when it has lasted for so long. */
const silentForNs = 10e9;
/** A pause without packets ends a silence: what was there is not known. */
const maxPauseNs = 500e6;
/** The lowest level that RFC 6464 can tell. */
const lowestDbov = -127;
const lowestPower: number = 10 ** (lowestDbov / 10);

/** Follows how loud a stream is, packet by packet. */
export class LevelMeter {
  readonly by: LevelRow['by'];
  #packets = 0;
  #silent = 0;
  #speech = -1;
  #clipped = 0;
  #samples = 0;
  #powerSum = 0;
  #peakDbov = lowestDbov;
  /** Of the silence that goes on; -1 where none does. */
  #silentNs = -1;
  #silentFrame = 0;
  #lastNs = 0;
  #lastFrame = 0;
  readonly #silences: { readonly fromNs: number; readonly toNs: number; readonly frames: readonly number[] }[] = [];
  #longestNs = 0;
  #longestFromNs = 0;
  #longestFrame = 0;
  #longestEndFrame = 0;

  constructor(by: LevelRow['by']) {
    this.by = by;
  }

  /** A packet whose sound has that level, in dBov, and that power (1 at 0 dBov). */
  receive(dBov: number, power: number, timeNs: number, frame: number): void {
    this.#packets++;
    this.#powerSum += power;
    if (dBov > this.#peakDbov) this.#peakDbov = dBov;
    if (this.#silentNs >= 0 && timeNs - this.#lastNs > maxPauseNs) this.#endSilence(this.#lastNs, this.#lastFrame);
    if (dBov < silenceDbov) {
      this.#silent++;
      if (this.#silentNs < 0) {
        this.#silentNs = timeNs;
        this.#silentFrame = frame;
      }
    } else if (this.#silentNs >= 0) this.#endSilence(timeNs, frame);
    this.#lastNs = timeNs;
    this.#lastFrame = frame;
  }

  /** Of that many samples that were looked at, how many are at the limits of the codec. */
  clip(clipped: number, samples: number): void {
    this.#clipped += clipped;
    this.#samples += samples;
  }

  /** What the sender takes the packet for: the V bit (RFC 6464 §3). */
  speech(isSpeech: boolean): void {
    this.#speech = Math.max(0, this.#speech) + (isSpeech ? 1 : 0);
  }

  /** Frames of its first and last packet, where nothing but silence was sent for a while. */
  get silentFrames(): readonly number[] | undefined {
    const isSilent = this.#silent === this.#packets && this.#lastNs - this.#silentNs >= silentForNs;
    return isSilent && this.#longestNs <= this.#lastNs - this.#silentNs
      ? [this.#silentFrame, this.#lastFrame]
      : undefined;
  }

  row(time: TimeText): LevelRow | undefined {
    if (this.#packets === 0) return undefined;
    if (this.#silentNs >= 0) this.#keepLongest(this.#lastNs, this.#lastFrame);
    const silences = this.#silences.map(({ fromNs, toNs, frames }): SilenceRow => ({
      time: time(fromNs),
      durationMs: Math.round((toNs - fromNs) / 1e6),
      frames,
    }));
    if (this.#silentNs >= 0 && this.#lastNs - this.#silentNs >= longSilenceNs && silences.length < maxSilences)
      silences.push({
        time: time(this.#silentNs),
        durationMs: Math.round((this.#lastNs - this.#silentNs) / 1e6),
        frames: [this.#silentFrame, this.#lastFrame],
      });
    const clippedShare = this.#samples === 0 ? 0 : rounded(this.#clipped / this.#samples);
    return {
      by: this.by,
      meanDbov: Math.round(decibels(this.#powerSum / this.#packets) * 10) / 10,
      peakDbov: Math.round(this.#peakDbov * 10) / 10,
      silentShare: rounded(this.#silent / this.#packets),
      ...(this.#longestNs < minSilenceNs
        ? {}
        : {
            longestSilence: {
              time: time(this.#longestFromNs),
              durationMs: Math.round(this.#longestNs / 1e6),
              frames: [this.#longestFrame, this.#longestEndFrame],
            },
          }),
      ...(silences.length === 0 ? {} : { silences }),
      ...(clippedShare === 0 ? {} : { clippedShare }),
      ...(this.#speech < 0 ? {} : { speechShare: rounded(this.#speech / this.#packets) }),
    };
  }

  #endSilence(timeNs: number, frame: number): void {
    this.#keepLongest(timeNs, frame);
    if (timeNs - this.#silentNs >= longSilenceNs && this.#silences.length < maxSilences)
      this.#silences.push({ fromNs: this.#silentNs, toNs: timeNs, frames: [this.#silentFrame, frame] });
    this.#silentNs = -1;
  }

  #keepLongest(toNs: number, frame: number): void {
    const lastedNs = toNs - this.#silentNs;
    if (lastedNs <= this.#longestNs) return;
    this.#longestNs = lastedNs;
    this.#longestFromNs = this.#silentNs;
    this.#longestFrame = this.#silentFrame;
    this.#longestEndFrame = frame;
  }
}

/** Of a power that is 1 at 0 dBov; no less than RFC 6464 can tell. */
export function decibels(power: number): number {
  return power <= lowestPower ? lowestDbov : Math.min(0, 10 * Math.log10(power));
}

function rounded(share: number): number {
  return Math.round(share * 1e4) / 1e4;
}
