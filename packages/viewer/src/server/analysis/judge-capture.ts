import { type CaptureContents, notJudged } from '../../api/captures.ts';
import type { RowDatabase } from '../rows/row-database.ts';
import type { CaptureRecord } from '../store/capture-record.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import type { AnalysisRuns } from './analysis-runs.ts';

export type JudgingOptions = {
  readonly store: CaptureStore;
  readonly rows: RowDatabase;
  readonly runs: AnalysisRuns;
  readonly signal: AbortSignal;
  /** Somebody has seen enough. */
  readonly enough: AbortSignal;
  readonly onCrash: (capture: string, detail: string) => void;
};

/**
 * Asks the rules of a capture whose rows are shown already: rows that have what was found take their place. Where that fails, they stay, and a
 * problem of the capture says so; where it is interrupted, it is begun again by the next server.
 */
export async function judgeCapture(record: CaptureRecord, options: JudgingOptions): Promise<void> {
  const { store, rows, runs, signal, enough, onCrash } = options;
  const { id } = record;
  try {
    const rowsFile = store.judgedRowsFile(id);
    const result = await runs.run(record, { judges: true, rowsFile, signal, enough });
    if (signal.aborted) await store.update(id, { attempts: record.attempts });
    else if (result.kind === 'done' && isWhole(result)) {
      const { facts, counts, problems } = result;
      await rows.replace(id, rowsFile, store.rowsFile(id));
      await store.endJudging(id, { facts, counts, ...(problems.length > 0 && { problems }) });
    } else {
      if (result.kind === 'ended') onCrash(id, `${result.problem.code}: ${result.detail}`);
      await leaveUnjudged(store, id);
    }
  } catch (error) {
    onCrash(id, String(error));
    await leaveUnjudged(store, id).catch(() => undefined);
  }
}

/** Its rows stay as they are, without what departs from rules. */
export async function leaveUnjudged(store: CaptureStore, id: string): Promise<void> {
  const problems = store.get(id)?.problems ?? [];
  await store.endJudging(id, { problems: [...problems, notJudged] });
}

/** Whether it was read to its end: neither out of time nor stopped. */
export function isWhole({ problems }: Pick<CaptureContents, 'problems'>): boolean {
  return !problems.some(({ code }) => code === 'limit-time' || code === 'analysis-cancelled');
}
