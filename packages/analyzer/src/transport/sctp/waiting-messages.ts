import { type Fragment, type FragmentRun, FragmentRuns } from './fragment-runs.ts';
import { CHUNK, type SctpChunks } from './sctp-chunks.ts';

/** What an empty `FragmentRuns` costs. */
const RUNS_COST = 1024;

/** The user messages of one sender that are not complete yet. */
export class WaitingMessages {
  /** Bytes kept, and what keeping them costs. */
  costBytes: number = 2 * RUNS_COST;
  /** Of DATA, whose fragments are numbered throughout. */
  readonly #runs = new FragmentRuns();
  /** Of I-DATA, whose fragments are numbered within each message. */
  readonly #runsByMessage = new Map<number, FragmentRuns>();

  /** See `FragmentRuns.add`. */
  add(chunk: SctpChunks, fragment: Fragment, limitBytes: number): FragmentRun | undefined {
    const { message } = chunk;
    const runs = this.#runsOf(chunk.type === CHUNK.iData, message);
    const costBytes = runs.costBytes;
    const run = runs.add(chunk.fragment, message, chunk, fragment, limitBytes);
    this.costBytes += runs.costBytes - costBytes;
    if (runs !== this.#runs && runs.isEmpty) {
      this.#runsByMessage.delete(message);
      this.costBytes -= RUNS_COST;
    }
    return run;
  }

  /** All of them, as far as they have come; then there are none. */
  takeAll(): FragmentRun[] {
    const waiting = this.#runs.takeAll();
    for (const runs of this.#runsByMessage.values()) for (const run of runs.takeAll()) waiting.push(run);
    this.#runsByMessage.clear();
    this.costBytes = 2 * RUNS_COST;
    return waiting;
  }

  #runsOf(isIData: boolean, message: number): FragmentRuns {
    if (!isIData) return this.#runs;
    let runs = this.#runsByMessage.get(message);
    if (runs === undefined) {
      runs = new FragmentRuns();
      this.#runsByMessage.set(message, runs);
      this.costBytes += RUNS_COST;
    }
    return runs;
  }
}
