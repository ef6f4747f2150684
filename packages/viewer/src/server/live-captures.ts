import type { AnalyzeProgress, GrowingKeyLog } from '@sipscope/analyzer';
import type { CaptureCounts } from '../api/captures.ts';
import { type FollowedAnalysis, followAnalysis } from './analysis/follow-analysis.ts';
import type { AnalysisLimits } from './analysis/run-analysis.ts';
import type { RowDatabase } from './rows/row-database.ts';
import type { CaptureStore } from './store/capture-store.ts';
import { growFile, type GrownFile } from './store/grow-file.ts';
import { GrownKeyLog } from './store/grow-key-log.ts';

/** What is known of a capture while it is written. */
export type LiveState = { readonly progress?: AnalyzeProgress; readonly counts?: CaptureCounts };

/** A capture that is still being written. */
export type LiveSource = {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The secrets of its TLS connections, where they come beside it. */
  readonly keyLog?: GrowingKeyLog | undefined;
};

export type LiveCapturesOptions = {
  readonly limits: AnalysisLimits;
  /** Whether media is read. */
  readonly media: boolean;
  /** Told whenever something of a capture has changed. */
  readonly onChange: (capture: string) => void;
  readonly onCrash: (capture: string, detail: string) => void;
};

/** The captures that are being written: each is kept in its file and analysed as it grows. */
export class LiveCaptures {
  readonly #store: CaptureStore;
  readonly #rows: RowDatabase;
  readonly #options: LiveCapturesOptions;
  readonly #states = new Map<string, LiveState>();

  constructor(store: CaptureStore, rows: RowDatabase, options: LiveCapturesOptions) {
    this.#store = store;
    this.#rows = rows;
    this.#options = options;
  }

  get(capture: string): LiveState | undefined {
    return this.#states.get(capture);
  }

  /** Resolves when nothing more comes, and all that came can be asked for. The rows stay until `forget`. */
  async follow(
    capture: string,
    { chunks, keyLog }: LiveSource,
    signal: AbortSignal,
  ): Promise<GrownFile & { readonly hasKeyLog: boolean }> {
    const file = this.#store.captureFile(capture);
    const keyLogFile = this.#store.keyLogFile(capture);
    const keys =
      keyLog && new GrownKeyLog(keyLog, keyLogFile, (error) => this.#options.onCrash(capture, String(error)));
    let analysis: FollowedAnalysis | undefined;
    try {
      await this.#rows.attachLive(capture, this.#store.liveRowsFile(capture));
      this.#states.set(capture, {});
      analysis = followAnalysis({
        captureFile: file,
        keyLogFile,
        media: this.#options.media,
        limits: this.#options.limits,
        onUpdate: async (update) => {
          await this.#rows.addLive(capture, update);
          this.#states.set(capture, { progress: update.progress, counts: update.counts });
          this.#options.onChange(capture);
        },
        onFailure: (error) => this.#options.onCrash(capture, String(error)),
      });
    } catch (error) {
      // The capture is kept all the same, and analysed when it has ended.
      this.#options.onCrash(capture, String(error));
    }
    const stop = (): void => analysis?.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const grown = await growFile(chunks, file, this.#store.limits);
      const hasKeyLog = (await keys?.end()) ?? false;
      await analysis?.end();
      return { ...grown, hasKeyLog };
    } finally {
      await keys?.end();
      signal.removeEventListener('abort', stop);
    }
  }

  /** The rows of the capture's analysis as a whole take the place of those that came bit by bit. */
  async forget(capture: string): Promise<void> {
    if (!this.#states.delete(capture)) return;
    await this.#rows.detach(capture);
    await this.#store.removeLiveRows(capture);
  }
}
