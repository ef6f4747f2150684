import type { VideoFreeze, VideoRow } from '../../rows/video-row.ts';
import type { TimeText } from '../payload/payload-reader.ts';
import type { ClosedFrame } from './frame-table.ts';

/** Intervals of which the mean is taken. */
const meanOf = 30;
/** A mean of fewer says little. */
const fewest = 5;
const beyondMeanNs = 150e6;
const maxFreezes = 100;

type Freeze = {
  readonly timeNs: number;
  readonly durationNs: number;
  readonly frame: number;
  readonly cause: VideoFreeze['cause'];
};

/**
 * Where the picture stood still: between two whole frames lies more than three times the mean interval, and than that and 150 ms; the mean is of the last 30
 * intervals. As `freezeCount` of W3C webrtc-stats has it, of frames as they arrive at the tap, not as they are drawn.
 */
export class FreezeWatch {
  #lastNs = -1;
  #lastTimestamp = 0;
  readonly #intervals: number[] = [];
  #sum = 0;
  #at = 0;
  #isDamaged = false;
  readonly #freezes: Freeze[] = [];
  #count = 0;
  #frozenNs = 0;
  readonly #clockHz: number;

  constructor(clockHz: number) {
    this.#clockHz = clockHz > 0 ? clockHz : 90_000;
  }

  receive({ isWhole, timeNs, timestamp, frame }: ClosedFrame): void {
    if (!isWhole) {
      this.#isDamaged = true;
      return;
    }
    if (this.#lastNs >= 0 && timeNs > this.#lastNs) this.#judge(timeNs - this.#lastNs, timestamp, frame);
    if (timeNs > this.#lastNs) this.#lastNs = timeNs;
    this.#lastTimestamp = timestamp;
    this.#isDamaged = false;
  }

  #judge(intervalNs: number, timestamp: number, frame: number): void {
    const mean = this.#intervals.length === 0 ? 0 : this.#sum / this.#intervals.length;
    const isFrozen = this.#intervals.length >= fewest && intervalNs > Math.max(3 * mean, mean + beyondMeanNs);
    if (!isFrozen) {
      this.#learn(intervalNs);
      return;
    }
    this.#count++;
    this.#frozenNs += intervalNs;
    if (this.#freezes.length === maxFreezes) return;
    const sentNs = (((timestamp - this.#lastTimestamp) >>> 0) / this.#clockHz) * 1e9;
    const cause = this.#isDamaged ? 'loss' : sentNs > 0.8 * intervalNs ? 'not-sent' : 'late';
    this.#freezes.push({ timeNs: this.#lastNs, durationNs: intervalNs, frame, cause });
  }

  #learn(intervalNs: number): void {
    if (this.#intervals.length < meanOf) this.#intervals.push(intervalNs);
    else {
      this.#sum -= this.#intervals[this.#at]!;
      this.#intervals[this.#at] = intervalNs;
      this.#at = (this.#at + 1) % meanOf;
    }
    this.#sum += intervalNs;
  }

  row(time: TimeText): Pick<VideoRow, 'freezes' | 'frozenMs' | 'freezeTimes'> {
    if (this.#count === 0) return {};
    return {
      freezes: this.#count,
      frozenMs: milliseconds(this.#frozenNs),
      freezeTimes: this.#freezes.map(({ timeNs, durationNs, frame, cause }) => ({
        time: time(timeNs),
        durationMs: milliseconds(durationNs),
        frame,
        cause,
      })),
    };
  }
}

function milliseconds(ns: number): number {
  return Math.round(ns / 1e3) / 1e3;
}
