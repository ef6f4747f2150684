import type { Agreement } from './agree.ts';
import type { StateRecord } from './exchange.ts';

/** States of one dialog beyond these are counted, not kept. */
const mostStates = 256;
/** Frames of one state that are kept. */
const mostFrames = 32;

/** What was in force in one dialog, one state after the other. */
export class States {
  readonly list: StateRecord[] = [];
  /** How many there were beyond those listed. */
  more = 0;
  #inForce: StateRecord | undefined = undefined;
  /** What the state in force says, to compare with. */
  #text = '';
  #stable: StateRecord | undefined = undefined;

  /** The latest, previews too; `undefined` before the first and after the end. */
  get inForce(): StateRecord | undefined {
    return this.#inForce;
  }

  /** The latest that was answered. */
  get stable(): StateRecord | undefined {
    return this.#stable;
  }

  enter(agreement: Agreement, frames: readonly number[], timeNs: number, kind: 'answer' | 'preview' = 'answer'): void {
    const now = this.#inForce;
    const text = textOf(agreement);
    if (now !== undefined && this.#text === text) {
      if (kind === 'answer' && now.isPreview) {
        now.isPreview = false;
        now.confirmedNs = timeNs;
      }
      for (const frame of frames)
        if (now.frames.length < mostFrames && !now.frames.includes(frame)) now.frames.push(frame);
      if (kind === 'answer') this.#stable = now;
      return;
    }
    const state = this.#add({ agreement, frames: [...frames], timeNs, isPreview: kind === 'preview', text });
    if (kind === 'answer') this.#stable = state;
  }

  /** Puts back in force what was before, where anything else is. */
  rollBack(before: StateRecord, frame: number, timeNs: number): boolean {
    const now = this.#inForce;
    const { agreement, isPreview } = before;
    const text = textOf(agreement);
    if (now === undefined || now === before || this.#text === text) return false;
    this.#stable = this.#add({ agreement, frames: [frame], timeNs, isPreview, isRollback: true, text });
    return true;
  }

  end(timeNs: number): void {
    if (this.#inForce !== undefined) this.#inForce.endedNs = timeNs;
    this.#inForce = undefined;
  }

  /** The one in force at that time; of those that were over, the last for `graceNs` beyond its end. */
  at(timeNs: number, graceNs = 0): StateRecord | undefined {
    const found = this.list.findLast(({ startedNs }) => startedNs <= timeNs);
    const isOver = found !== undefined && found.endedNs >= 0 && timeNs > found.endedNs + graceNs;
    return isOver ? undefined : found;
  }

  #add(keys: {
    readonly agreement: Agreement;
    readonly frames: number[];
    readonly timeNs: number;
    readonly isPreview: boolean;
    readonly isRollback?: boolean;
    readonly text: string;
  }): StateRecord {
    this.end(keys.timeNs);
    this.#text = keys.text;
    const state: StateRecord = {
      startedNs: keys.timeNs,
      endedNs: -1,
      frames: keys.frames,
      agreement: keys.agreement,
      isPreview: keys.isPreview,
      confirmedNs: -1,
      isRollback: keys.isRollback ?? false,
    };
    if (this.list.length < mostStates) this.list.push(state);
    else this.more++;
    this.#inForce = state;
    return state;
  }
}

function textOf({ media, groups }: Agreement): string {
  return JSON.stringify([media, groups], (key, value: unknown) => (key === 'alsoAt' ? undefined : value));
}
