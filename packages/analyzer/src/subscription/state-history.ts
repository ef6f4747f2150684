import { keptText } from '../message/kept-text.ts';
import { EndsOfList } from '../follow/ends-of-list.ts';
import type { StateDocument } from './state/state-document.ts';

/** A state, and when it was told. */
export type ToldState = {
  readonly timeNs: number;
  readonly frame: number;
  readonly of: string | undefined;
  readonly what: string;
  readonly isPartial: boolean;
  readonly timestamp: string | undefined;
};

/** A document whose version is not the next one of those before it. */
export type VersionBreak = {
  /** `skipped`: documents between were not seen; `back`: it is not newer than the one before. */
  readonly kind: 'skipped' | 'back';
  readonly document: string;
  readonly from: number;
  readonly to: number;
};

/** States of one subscription or publication that are told: half of them the first, half the last. */
const statesKept = 200;
/** Resources whose last state, or version, is remembered to know a new one. */
const maxResources = 1000;

/** What is told of states over time: each that is another than the one told before of the same. */
export class StateHistory {
  readonly #states = new EndsOfList<ToldState>(statesKept);
  /** What was told last: of the resource itself, and by whose state it is. */
  #lastOwn = '';
  #lastOf: Map<string, string> | undefined = undefined;
  /** By kind of document, and whose it is. */
  #versions: Map<string, number> | undefined = undefined;

  get list(): readonly ToldState[] {
    return this.#states.list();
  }

  /** States between the first and the last that are not told. */
  get more(): number {
    return this.#states.more;
  }

  /** The state told last. */
  get last(): ToldState | undefined {
    return this.#states.last;
  }

  /** `of`: whose state it is, where that is not clear. */
  add(document: StateDocument, of: string | undefined, timeNs: number, frame: number): void {
    if (this.#isTold(`${document.kind}\n${document.what}`, of)) return;
    const { what, isPartial, timestamp } = document;
    this.#states.add({
      timeNs,
      frame,
      of: kept(of),
      what: keptText(what),
      isPartial,
      timestamp: kept(timestamp),
    });
  }

  /** Takes the version of a document, which is one more than that of the one before (RFC 4235 §4.1, RFC 4662 §5.2 …). */
  receiveVersion(kind: string, of: string | undefined, version: number): VersionBreak | undefined {
    const key = `${kind}\n${of ?? ''}`;
    const versions = (this.#versions ??= new Map());
    const from = versions.get(key);
    if (from === undefined && versions.size >= maxResources) return undefined;
    versions.set(from === undefined ? keptText(key) : key, Math.max(version, from ?? 0));
    if (from === undefined || version === from + 1) return undefined;
    return { kind: version > from ? 'skipped' : 'back', document: kind, from, to: version };
  }

  /** Whether it is what was told last of the same; else it is from now on. */
  #isTold(text: string, of: string | undefined): boolean {
    if (of === undefined) {
      if (this.#lastOwn === text) return true;
      this.#lastOwn = keptText(text);
      return false;
    }
    const lastOf = (this.#lastOf ??= new Map());
    if (lastOf.get(of) === text) return true;
    if (lastOf.size < maxResources || lastOf.has(of)) lastOf.set(keptText(of), keptText(text));
    return false;
  }
}

function kept(text: string | undefined): string | undefined {
  return text === undefined ? undefined : keptText(text);
}
