import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Backend } from '../../api/backend.ts';
import type { Note, NoteTarget } from '../../api/notes.ts';
import { pushUndo } from '../undo/undo.ts';
import { noteWords } from './note-words.ts';

/** Where notes are kept. */
type NoteBackend = Pick<Backend, 'notes' | 'putNote' | 'deleteNote'>;

let backend: NoteBackend | undefined;

/** To be told once, by the frame. */
export function keepNotesIn(given: NoteBackend): void {
  if (backend === given) return;
  backend = given;
  byCapture.clear();
}

/** The notes of one capture, one store for all parts of the page. */
export class CaptureNotes {
  readonly #capture: string;
  readonly #listeners = new Set<() => void>();
  #notes: ReadonlyMap<NoteTarget, Note> = new Map();
  #loading: Promise<void> | undefined;

  constructor(capture: string) {
    this.#capture = capture;
  }

  /** In the order in which they were written first. */
  get all(): readonly Note[] {
    return [...this.#notes.values()].toSorted((one, other) => (one.created < other.created ? -1 : 1));
  }

  get(target: NoteTarget): Note | undefined {
    return this.#notes.get(target);
  }

  /** Asks for them, once; again where `anew`. */
  async load(anew = false): Promise<void> {
    if (anew) this.#loading = undefined;
    this.#loading ??= this.#read();
    await this.#loading;
  }

  /** Puts a star where there is none; a note keeps its words. What says nothing and has no star goes. */
  async toggle(target: NoteTarget): Promise<void> {
    const note = this.get(target);
    const bookmark = note?.bookmark !== true;
    if (!bookmark && note?.text === '') return this.remove(target);
    return this.#put(target, note?.text ?? '', bookmark);
  }

  /** Without words and a star it goes. */
  async write(target: NoteTarget, text: string): Promise<void> {
    const note = this.get(target);
    if (note !== undefined && text === '' && !note.bookmark) return this.remove(target);
    if (note?.text === text || (note === undefined && text === '')) return;
    return this.#put(target, text, note?.bookmark ?? false);
  }

  /** Can be taken back. */
  async remove(target: NoteTarget): Promise<void> {
    const note = this.get(target);
    if (note === undefined) return;
    await this.#work(() => backend?.deleteNote(this.#capture, target, note.version));
    this.#set(target, undefined);
    const { text, bookmark } = note;
    pushUndo({ title: noteWords.deleted, undo: () => this.#put(target, text, bookmark) });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #put(target: NoteTarget, text: string, bookmark: boolean): Promise<void> {
    const version = this.get(target)?.version;
    const change = { text, bookmark, ...(version !== undefined && { version }) };
    const note = await this.#work(() => backend?.putNote(this.#capture, target, change));
    if (note !== undefined) this.#set(target, note);
  }

  /** What was refused may be so because another was quicker: theirs is shown then. */
  async #work<Value>(work: () => Promise<Value> | undefined): Promise<Value | undefined> {
    try {
      return await work();
    } catch (failure) {
      await this.load(true).catch(() => {});
      throw failure;
    }
  }

  async #read(): Promise<void> {
    const notes = (await backend?.notes(this.#capture)) ?? [];
    this.#notes = new Map(notes.map((note) => [note.target, note]));
    this.#tell();
  }

  #set(target: NoteTarget, note: Note | undefined): void {
    const notes = new Map(this.#notes);
    if (note === undefined) notes.delete(target);
    else notes.set(target, note);
    this.#notes = notes;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const byCapture = new Map<string, CaptureNotes>();
/** Captures whose notes are remembered within this visit. */
const mostCaptures = 32;

export function notesOf(capture: string): CaptureNotes {
  const known = byCapture.get(capture);
  if (known !== undefined) return known;
  const notes = new CaptureNotes(capture);
  byCapture.set(capture, notes);
  const [oldest] = byCapture.keys();
  if (byCapture.size > mostCaptures && oldest !== undefined) byCapture.delete(oldest);
  return notes;
}

/** Draws its host anew when notes of the capture change. */
export class NotesController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #captureOf: () => string | undefined;
  #notes: CaptureNotes | undefined;
  #end: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, captureOf: () => string | undefined) {
    this.#host = host;
    this.#captureOf = captureOf;
    host.addController(this);
  }

  get notes(): CaptureNotes | undefined {
    return this.#notes;
  }

  hostUpdate(): void {
    const capture = this.#captureOf();
    const notes = capture === undefined ? undefined : notesOf(capture);
    if (notes === this.#notes) return;
    this.#end?.();
    this.#notes = notes;
    this.#end = notes?.subscribe(() => this.#host.requestUpdate());
    // Where they cannot be read there are none to show; writing one tells why.
    void notes?.load().catch(() => {});
  }

  hostDisconnected(): void {
    this.#end?.();
    this.#notes = undefined;
    this.#end = undefined;
  }
}
