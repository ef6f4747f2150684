import type { FaxSignal } from '../../rows/fax-row.ts';
import type { TimeText } from '../payload/payload-reader.ts';

type Logged = Omit<FaxSignal, 'time' | 'ended'> & { readonly timeNs: number; endedNs?: number; bytes?: number };

export type LoggedImage = Logged & { endedNs: number; bytes: number };

/** Signals of one side; those beyond are counted. A page has some six, with both sides. */
const maxFaxSignals = 2000;

/** What one side of a fax has sent, in its order. */
export class SignalLog {
  more = 0;
  readonly #signals: Logged[] = [];

  get count(): number {
    return this.#signals.length + this.more;
  }

  add(signal: Logged): void {
    if (this.#signals.length < maxFaxSignals) this.#signals.push(signal);
    else this.more++;
  }

  rows(time: TimeText): FaxSignal[] {
    return this.#signals.map(({ timeNs, endedNs, ...signal }) => ({
      time: time(timeNs),
      ...signal,
      ...(endedNs !== undefined && { ended: time(endedNs) }),
    }));
  }
}
