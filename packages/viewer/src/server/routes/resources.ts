import { Type, type TObject, type TSchema, type TString } from 'typebox';
import { ref } from '../../api/schemas.ts';
import { type CaptureRow, isReadable } from '../../api/captures.ts';
import type { CaptureLibrary } from '../capture-library.ts';
import type { OpenCaptures } from '../open-captures.ts';
import { ProblemError } from '../problem-error.ts';
import type { NoteStore } from '../store/note-store.ts';
import type { RowDatabase } from '../rows/row-database.ts';

/** What the routes serve. */
export type Resources = {
  readonly library: CaptureLibrary;
  readonly rows: RowDatabase;
  readonly captures: OpenCaptures;
  readonly notes: NoteStore;
};

/** Beside what a route answers, any may answer a problem. */
export const problemAnswer: { readonly default: TSchema } = { default: ref('Problem') };

export const captureParams: TObject<{ id: TString }> = Type.Object({ id: Type.String() });

export function captureOf(library: CaptureLibrary, id: string): CaptureRow {
  const capture = library.get(id);
  if (capture === undefined) throw new ProblemError('not-found', 'There is no such capture; it may have been removed.');
  return capture;
}

export function readyCapture(library: CaptureLibrary, id: string): CaptureRow {
  const capture = captureOf(library, id);
  if (isReadable(capture)) return capture;
  const detail =
    capture.state === 'failed'
      ? `The capture could not be analysed. ${capture.problems?.map(({ message }) => message).join(' ') ?? ''}`.trim()
      : 'The capture is still being analysed; its events tell when it is ready.';
  throw new ProblemError('capture-not-ready', detail);
}
