/** What a note is of: the capture, a call of it, or a message: `capture`, `call:c1`, `message:17`, `message:17.1` (the second of that packet). */
export type NoteTarget = string;

/** What somebody says of something in a capture, or that it is worth coming back to. There is one a target. */
export type Note = {
  readonly target: NoteTarget;
  /** Empty of a bookmark that says no more. */
  readonly text: string;
  readonly bookmark: boolean;
  /** The first Call-ID of a call, by which it is found where its id is another after the capture was analysed anew. */
  readonly callId?: string;
  readonly created: string;
  readonly changed: string;
  /** Counts changes, so that nobody overwrites what another wrote meanwhile. */
  readonly version: number;
};

/** `version`: of the note as it was seen; missing of one that is not there yet. */
export type NoteChange = { readonly text: string; readonly bookmark: boolean; readonly version?: number };

export type NoteLimits = { readonly textBytes: number; readonly notes: number };
export const noteLimits: NoteLimits = { textBytes: 10_000, notes: 10_000 };

const targets = /^(?:capture|call:c[1-9]\d{0,8}|message:[1-9]\d{0,11}(?:\.[1-9]\d{0,5})?)$/;

export function isNoteTarget(text: string): boolean {
  return targets.test(text);
}

export function callTarget(call: string): NoteTarget {
  return `call:${call}`;
}

export function messageTarget(frame: number, index = 0): NoteTarget {
  return index === 0 ? `message:${frame}` : `message:${frame}.${index}`;
}

export type ReadTarget =
  | { readonly kind: 'capture' }
  | { readonly kind: 'call'; readonly call: string }
  | { readonly kind: 'message'; readonly frame: number; readonly index: number };

export function readTarget(target: NoteTarget): ReadTarget {
  const call = /^call:(.+)$/.exec(target)?.[1];
  if (call !== undefined) return { kind: 'call', call };
  const message = /^message:(\d+)(?:\.(\d+))?$/.exec(target);
  if (message === null) return { kind: 'capture' };
  return { kind: 'message', frame: Number(message[1]), index: Number(message[2] ?? 0) };
}

/** What may be refused of a change. */
export type NoteRefusal = 'too-long' | 'too-many' | 'changed-meanwhile' | 'not-found';

/**
 * The notes with one changed, or with one less where there is no change. The same for the server and for captures that are open in the browser alone.
 * `now`: the time, ISO 8601.
 */
export function changedNotes(
  notes: ReadonlyMap<NoteTarget, Note>,
  target: NoteTarget,
  { change, now, callId }: { readonly change: NoteChange; readonly now: string; readonly callId?: string | undefined },
): { readonly note: Note; readonly notes: ReadonlyMap<NoteTarget, Note> } | NoteRefusal {
  const known = notes.get(target);
  if (known?.version !== change.version) return 'changed-meanwhile';
  if (new TextEncoder().encode(change.text).length > noteLimits.textBytes) return 'too-long';
  if (known === undefined && notes.size >= noteLimits.notes) return 'too-many';
  const { text, bookmark } = change;
  const note: Note = {
    target,
    text,
    bookmark,
    ...(callId === undefined ? {} : { callId }),
    created: known?.created ?? now,
    changed: now,
    version: (known?.version ?? 0) + 1,
  };
  return { note, notes: new Map(notes).set(target, note) };
}

export function notesWithout(
  notes: ReadonlyMap<NoteTarget, Note>,
  target: NoteTarget,
  version: number,
): ReadonlyMap<NoteTarget, Note> | NoteRefusal {
  const known = notes.get(target);
  if (known === undefined) return 'not-found';
  if (known.version !== version) return 'changed-meanwhile';
  const fewer = new Map(notes);
  fewer.delete(target);
  return fewer;
}

export const noteRefusals: Readonly<Record<NoteRefusal, string>> = {
  'too-long': `A note has at most ${noteLimits.textBytes} bytes.`,
  'too-many': `A capture has at most ${noteLimits.notes} notes: delete some first.`,
  'changed-meanwhile': 'The note was changed by somebody else meanwhile; look at it again, then change it.',
  'not-found': 'There is no such note; it may have been deleted.',
};

/** Notes from where they are kept: those that are none are left out. */
export function readNotes(kept: unknown): ReadonlyMap<NoteTarget, Note> {
  const notes = new Map<NoteTarget, Note>();
  if (!Array.isArray(kept)) throw new TypeError('These are no notes.');
  for (const one of kept as readonly unknown[]) if (isNote(one)) notes.set(one.target, one);
  return notes;
}

function isNote(one: unknown): one is Note {
  if (typeof one !== 'object' || one === null) return false;
  const { target, text, bookmark, created, changed, version, callId } = one as Partial<Note>;
  return (
    typeof target === 'string' &&
    isNoteTarget(target) &&
    typeof text === 'string' &&
    typeof bookmark === 'boolean' &&
    typeof created === 'string' &&
    typeof changed === 'string' &&
    Number.isSafeInteger(version) &&
    (callId === undefined || typeof callId === 'string')
  );
}
