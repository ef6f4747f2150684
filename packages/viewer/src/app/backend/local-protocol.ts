import type { CaptureContents, CaptureProblem, CaptureProgress } from '../../api/captures.ts';
import type { Problem } from '../../api/problem.ts';
import type { LocalCapture } from './local-capture.ts';

/** What the page may ask of a capture that lies in a worker. */
export type LocalQuestion =
  | 'list'
  | 'facets'
  | 'timeline'
  | 'summary'
  | 'load'
  | 'findingGroups'
  | 'call'
  | 'ladder'
  | 'flow'
  | 'story'
  | 'callToCompare'
  | 'compareCall'
  | 'compareCapture'
  | 'message'
  | 'stream'
  | 'series'
  | 'callAudio'
  | 'callWav'
  | 'searchRows'
  | 'searchMessages'
  | 'exportCall'
  | 'exportRows';

/** To the worker: first the file, then questions; and that enough of the file was read. */
export type ToWorker =
  | { readonly kind: 'open'; readonly file: Blob; readonly judges: boolean; readonly keyLog?: Blob }
  | { readonly kind: 'enough' }
  | {
      readonly kind: 'ask';
      readonly number: number;
      readonly question: LocalQuestion;
      readonly values: Parameters<LocalCapture[LocalQuestion]>;
    };

/** From the worker: how far it is, that it is ready or cannot be, and answers. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: CaptureProgress }
  | ({ readonly kind: 'ready' } & CaptureContents)
  | { readonly kind: 'failed'; readonly problem: CaptureProblem }
  | { readonly kind: 'answer'; readonly number: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly number: number; readonly problem: Problem };
