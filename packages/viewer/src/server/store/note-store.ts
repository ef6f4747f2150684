import { readFile } from 'node:fs/promises';
import { type Note, type NoteTarget, readNotes } from '../../api/notes.ts';
import { ProblemError } from '../problem-error.ts';
import { writeDurably } from './write-durably.ts';

type Notes = ReadonlyMap<NoteTarget, Note>;

/** Captures whose notes are remembered. */
const mostKnown = 64;

/** The notes of captures, each in a file beside the capture: it goes with it. Changes of a capture's notes come one after the other. */
export class NoteStore {
  readonly #known = new Map<string, Notes>();
  readonly #changing = new Map<string, Promise<unknown>>();

  /** `file`: where they are. */
  async read(file: string): Promise<Notes> {
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const notes = await notesIn(file);
    this.#keep(file, notes);
    return notes;
  }

  /** `change` gives the new notes, or throws. Resolves once they are safe on disk. */
  async change(file: string, change: (notes: Notes) => Notes): Promise<void> {
    const before = this.#changing.get(file) ?? Promise.resolve();
    const work = before
      .catch(() => {})
      .then(async () => {
        const notes = change(await this.read(file));
        await writeDurably(file, JSON.stringify([...notes.values()]));
        this.#keep(file, notes);
      });
    this.#changing.set(file, work);
    try {
      await work;
    } finally {
      if (this.#changing.get(file) === work) this.#changing.delete(file);
    }
  }

  /** The capture was removed. */
  forget(file: string): void {
    this.#known.delete(file);
  }

  #keep(file: string, notes: Notes): void {
    this.#known.delete(file);
    this.#known.set(file, notes);
    if (this.#known.size <= mostKnown) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

async function notesIn(file: string): Promise<Notes> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  try {
    return readNotes(JSON.parse(text));
  } catch {
    // They are somebody's words: neither hidden nor written over.
    throw new ProblemError(
      'notes-damaged',
      'The notes of this capture, notes.json in its folder, are damaged. Mend or remove the file.',
    );
  }
}
