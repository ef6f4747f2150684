import type { ToneRow } from '../../rows/dtmf-row.ts';
import type { SamplePlace } from './tone-block.ts';
import type { ToneRun } from './tone-run.ts';

/** Tones of one stream beyond these are counted, and not told. */
const maxTones = 200;
/** A longer pause ends a tone that comes in bursts: of ringback, no pause is longer (ITU-T E.180). */
const maxPauseMs = 6500;
const sameHz = 15;

/** Bursts of one tone, and the pauses between them. */
type ToneTrain = {
  readonly first: number;
  readonly second: number;
  readonly begin: SamplePlace;
  end: SamplePlace;
  endNs: number;
  readonly onMs: number[];
  readonly offMs: number[];
  bursts: number;
  reversals: number;
  swing: number;
};

/** Bursts of which the lengths are kept: enough to tell a cadence. */
const maxKept = 16;

/** Names tones by their frequencies and cadence: what the line says to who calls, and what fax machines and modems say to each other. */
export class ToneTrains {
  readonly #trains: ToneTrain[] = [];
  #more = 0;

  receive(run: ToneRun): void {
    const last = this.#trains.at(-1);
    if (last !== undefined && isSame(last, run)) goOn(last, run);
    else this.#begin(run);
  }

  /** Tones that have a name, in order. `time` writes moments as rows have them; `current` is heard and has not ended. */
  rows(
    time: (timeNs: number) => string,
    current: ToneRun | undefined,
  ): { readonly tones: readonly ToneRow[]; readonly more: number } {
    const tones: ToneRow[] = [];
    const trains = current === undefined ? this.#trains : withRun(this.#trains, current);
    for (let at = 0; at < trains.length; at++) {
      const train = trains[at]!;
      const isSpecial = isSpecialInformation(trains, at);
      const tone = isSpecial ? 'special information' : nameOf(train);
      if (tone === undefined) continue;
      const last = isSpecial ? trains[at + 2]! : train;
      tones.push({
        tone,
        ...(isSpecial ? {} : { hz: hzOf(train) }),
        time: time(train.begin.timeNs),
        durationMs: Math.round((last.endNs - train.begin.timeNs) / 1e6),
        ...(train.bursts > 1 ? { bursts: train.bursts } : {}),
        ...(train.reversals > 0 && tone !== 'special information' ? { phaseReversals: true } : {}),
        frames: train.begin.frame === last.end.frame ? [train.begin.frame] : [train.begin.frame, last.end.frame],
      });
      if (isSpecial) at += 2;
    }
    return { tones, more: this.#more };
  }

  #begin(run: ToneRun): void {
    if (this.#trains.length >= maxTones) {
      // What has no name goes first: music and voices may be pure for a moment.
      const nameless = this.#trains.findIndex((train) => nameOf(train) === undefined);
      if (nameless < 0) {
        this.#more++;
        return;
      }
      this.#trains.splice(nameless, 1);
    }
    this.#trains.push(trainOf(run));
  }
}

function trainOf({ first, second, begin, end, durationMs, reversals, swing }: ToneRun): ToneTrain {
  const endNs = begin.timeNs + durationMs * 1e6;
  return { first, second, begin, end, endNs, onMs: [durationMs], offMs: [], bursts: 1, reversals, swing };
}

function withRun(trains: readonly ToneTrain[], run: ToneRun): readonly ToneTrain[] {
  const last = trains.at(-1);
  if (last === undefined || !isSame(last, run)) return [...trains, trainOf(run)];
  const longer = { ...last, onMs: [...last.onMs], offMs: [...last.offMs] };
  goOn(longer, run);
  return [...trains.slice(0, -1), longer];
}

function isSame(train: ToneTrain, { first, second, begin }: ToneRun): boolean {
  if ((begin.timeNs - train.endNs) / 1e6 > maxPauseMs) return false;
  return Math.abs(train.first - first) <= sameHz && Math.abs(train.second - second) <= sameHz;
}

function goOn(train: ToneTrain, run: ToneRun): void {
  const pauseMs = (run.begin.timeNs - train.endNs) / 1e6;
  train.end = run.end;
  train.endNs = run.begin.timeNs + run.durationMs * 1e6;
  train.bursts++;
  train.reversals += run.reversals;
  train.swing = Math.max(train.swing, run.swing);
  if (train.onMs.length >= maxKept) return;
  train.onMs.push(run.durationMs);
  train.offMs.push(pauseMs);
}

function hzOf({ first, second }: ToneTrain): readonly number[] {
  return second === 0 ? [Math.round(first)] : [Math.round(first), Math.round(second)];
}

function nameOf(train: ToneTrain): ToneRow['tone'] | undefined {
  return train.first > 700 ? nameOfMachine(train) : nameOfLine(train);
}

/** ITU-T T.30 §4 (CNG: 1100 Hz within 38 Hz for 0.5 s, CED: 2100 Hz within 15 Hz), V.8 (ANSam goes up and down by a fifth), V.25 (CT: 1300 Hz). */
function nameOfMachine({ first, second, onMs, swing }: ToneTrain): ToneRow['tone'] | undefined {
  if (second > 0) return undefined;
  const longest = Math.max(...onMs);
  if (Math.abs(first - 1100) <= 40 && longest >= 380 && longest <= 800) return 'CNG';
  if (Math.abs(first - 1300) <= 20 && longest >= 380 && longest <= 900) return 'CT';
  if (Math.abs(first - 2100) <= 25 && longest >= 500) return swing > 0.1 && swing < 0.6 ? 'ANSam' : 'CED';
  return undefined;
}

/** Frequencies of the tones of lines that more than one country uses (ITU-T E.180, supplement 2), in Hz. */
const linePairs: readonly (readonly [number, number])[] = [
  [350, 440],
  [400, 450],
  [440, 480],
  [480, 620],
];

/** By cadence (E.180 §§3–6, RFC 4733 Table 4): long bursts and longer pauses ring; short ones as long as their pauses are busy, the shortest congestion. */
function nameOfLine({ first, second, onMs, offMs }: ToneTrain): ToneRow['tone'] | undefined {
  const isOne = second === 0 && first >= 385 && first <= 465;
  const pair = second === 0 ? undefined : linePairs.find(([a, b]) => isNear(a, first) && isNear(b, second));
  if (!isOne && pair === undefined) return undefined;
  const on = median(onMs);
  const off = median(offMs);
  // Two bursts, then a long pause.
  const isDouble = offMs.some((ms) => ms < 400) && offMs.some((ms) => ms > 1500 && ms < 2600) && on > 250 && on < 600;
  if (isDouble) return 'ringback';
  if (offMs.length > 0 && on >= 350 && on <= 2600 && off >= 1700 && off <= 6500) return 'ringback';
  if (offMs.length >= 2 && on <= 800 && off <= 900) return on >= 310 ? 'busy' : on >= 80 ? 'congestion' : undefined;
  if (offMs.length > 0) return undefined;
  if (pair?.[0] === 440 && on >= 800 && on <= 2600) return 'ringback';
  if (pair?.[0] === 350 && on >= 500) return 'dial tone';
  return on >= 2700 && (pair?.[0] === 400 || isNear(425, first) || isNear(400, first)) ? 'dial tone' : undefined;
}

function isNear(hz: number, found: number): boolean {
  return Math.abs(hz - found) <= 8;
}

/** Three tones that rise: 950, 1400 and 1800 Hz within 50 Hz, 330 ms each (ITU-T E.180 §8; those of North America are 276 or 380 ms). */
function isSpecialInformation(trains: readonly ToneTrain[], at: number): boolean {
  return [950, 1400, 1800].every((hz, index) => {
    const train = trains[at + index];
    const before = trains[at + index - 1];
    if (train === undefined || Math.abs(train.first - hz) > 60 || train.second > 0) return false;
    if (index > 0 && train.begin.timeNs - before!.endNs > 150e6) return false;
    return train.onMs[0]! >= 180 && train.onMs[0]! <= 480 && (index === 2 || train.bursts === 1);
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
