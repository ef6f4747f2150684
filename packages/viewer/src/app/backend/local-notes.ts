import {
  changedNotes,
  type Note,
  type NoteChange,
  type NoteRefusal,
  noteRefusals,
  notesWithout,
  type NoteTarget,
  readNotes,
} from '../../api/notes.ts';
import { refusal } from './backend-error.ts';

type Notes = ReadonlyMap<NoteTarget, Note>;
type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Notes on captures that are open in this browser: kept in it under the fingerprint of the capture, which is its id, so that they are there when it is opened again. */
export class LocalNotes {
  readonly #kept: Kept | undefined;
  /** Where the browser keeps nothing, as long as the page lasts. */
  readonly #known = new Map<string, Notes>();

  /** `null`: nowhere. */
  constructor(kept: Kept | null = keptByBrowser()) {
    this.#kept = kept ?? undefined;
  }

  all(capture: string): readonly Note[] {
    return [...this.#read(capture).values()];
  }

  put(capture: string, target: NoteTarget, change: NoteChange): Note {
    const changed = changedNotes(this.#read(capture), target, { change, now: new Date().toISOString() });
    if (typeof changed === 'string') throw refusalOf(changed);
    this.#write(capture, changed.notes);
    return changed.note;
  }

  delete(capture: string, target: NoteTarget, version: number): void {
    const fewer = notesWithout(this.#read(capture), target, version);
    if (typeof fewer === 'string') throw refusalOf(fewer);
    this.#write(capture, fewer);
  }

  /** Read anew each time: another tab may have written. */
  #read(capture: string): Notes {
    const text = this.#kept?.getItem(keyOf(capture));
    if (text === null || text === undefined) return this.#known.get(capture) ?? new Map();
    try {
      return readNotes(JSON.parse(text));
    } catch {
      return new Map();
    }
  }

  #write(capture: string, notes: Notes): void {
    if (this.#kept === undefined) this.#known.set(capture, notes);
    else if (notes.size === 0) this.#kept.removeItem(keyOf(capture));
    else keep(this.#kept, keyOf(capture), JSON.stringify([...notes.values()]));
  }
}

function keep(kept: Kept, key: string, text: string): void {
  try {
    kept.setItem(key, text);
  } catch {
    throw refusal('disk-full', 'This browser has no room for more notes.');
  }
}

function keyOf(capture: string): string {
  return `sipscope-notes:${capture}`;
}

function keptByBrowser(): Kept | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

const codes = {
  'too-long': 'body-too-large',
  'too-many': 'bad-request',
  'changed-meanwhile': 'changed-meanwhile',
  'not-found': 'not-found',
} as const;

function refusalOf(reason: NoteRefusal): ReturnType<typeof refusal> {
  return refusal(codes[reason], noteRefusals[reason]);
}
