import type { AnalyzeProgress } from '@sipscope/analyzer';
import type { CaptureContents, CaptureProblem } from '../../api/captures.ts';

/** What the process of an analysis is told, as its one argument in JSON. */
export type AnalysisTask = {
  readonly captureFile: string;
  /** With the secrets of its TLS connections, where there are any. */
  readonly keyLogFile?: string | undefined;
  /** Whether rules are asked: without them it takes a sixth of the time. */
  readonly judges: boolean;
  /** Whether media is read. */
  readonly media: boolean;
  /** Written while the analysis lasts, then renamed to `rowsFile`. */
  readonly partFile: string;
  readonly rowsFile: string;
  /** When it is to stop reading and keep what it has. */
  readonly budgetMs: number;
};

/** What it is told while it runs: stop reading and keep what there is. */
export type AnalysisRequest = { readonly kind: 'enough' };

/** What it tells. */
export type AnalysisMessage =
  | { readonly kind: 'progress'; readonly progress: AnalyzeProgress }
  | ({ readonly kind: 'done' } & CaptureContents)
  /** The capture cannot be analysed, however often one tries. */
  | { readonly kind: 'refused'; readonly problem: CaptureProblem }
  | { readonly kind: 'crashed'; readonly detail: string };
