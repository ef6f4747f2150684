import type { AnalyzeProgress } from '@sipscope/analyzer';
import type { CaptureRecord } from '../store/capture-record.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import { type AnalysisLimits, type AnalysisResult, type AnalysisRun, runAnalysis } from './run-analysis.ts';

type AnalysisRunsOptions = {
  readonly limits: AnalysisLimits;
  readonly media: boolean;
  readonly entry?: string | undefined;
  /** One of a capture is further than before. */
  readonly onProgress: (capture: string) => void;
};

/** The analyses of kept captures, and how far each is. */
export class AnalysisRuns {
  readonly #store: CaptureStore;
  readonly #options: AnalysisRunsOptions;
  readonly #progress = new Map<string, AnalyzeProgress>();

  constructor(store: CaptureStore, options: AnalysisRunsOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** Of an analysis that runs. */
  progress(capture: string): AnalyzeProgress | undefined {
    return this.#progress.get(capture);
  }

  async run(
    { id, size, keyLog }: CaptureRecord,
    run: Pick<AnalysisRun, 'judges' | 'rowsFile' | 'signal' | 'enough'>,
  ): Promise<AnalysisResult> {
    const { media, limits, entry, onProgress } = this.#options;
    try {
      return await runAnalysis({
        ...run,
        captureFile: this.#store.captureFile(id),
        keyLogFile: keyLog === true ? this.#store.keyLogFile(id) : undefined,
        size,
        media,
        limits,
        entry,
        onProgress: (progress) => {
          this.#progress.set(id, progress);
          onProgress(id);
        },
      });
    } finally {
      this.#progress.delete(id);
    }
  }
}
