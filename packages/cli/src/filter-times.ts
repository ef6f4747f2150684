import { type AnalyzeOptions, asksCaptureTimes, type Filter, withCaptureTimes } from '@sipscope/analyzer';
import type { TellerName } from './capture-input.ts';
import { usageError } from './command-error.ts';

type Told = Pick<AnalyzeOptions, TellerName>;

/** A filter times of which are counted from the beginning of the capture: the first message tells when that was. */
export class FilterTimes {
  filter: Filter | undefined;
  #isKnown: boolean;

  constructor(filter: Filter | undefined) {
    const asked = filter && asksCaptureTimes(filter);
    if (asked === 'end') throw usageError('--filter: when a capture ends is not known while it is read.');
    this.filter = filter;
    this.#isKnown = asked === undefined;
  }

  /** What is told, the filter's times found out before. */
  before(told: Told): Told {
    if (this.#isKnown) return told;
    return {
      ...told,
      onMessage: (message, bytes, analysis) => {
        if (!this.#isKnown && this.filter !== undefined) this.filter = withCaptureTimes(this.filter, analysis.facts);
        this.#isKnown = true;
        return told.onMessage?.(message, bytes, analysis);
      },
    };
  }
}
