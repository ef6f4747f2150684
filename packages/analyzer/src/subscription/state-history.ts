import { keptText } from '../message/kept-text.ts';
import { EndsOfList } from './ends-of-list.ts';
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
  /** By whose state it is. */
  readonly #lastOf = new Map<string, string>();
  /** By kind of document, and whose it is. */
  readonly #versions = new Map<string, number>();

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
    const owner = of ?? '';
    const text = `${document.kind}\n${document.what}`;
    if (this.#lastOf.get(owner) === text) return;
    if (this.#lastOf.size < maxResources || this.#lastOf.has(owner)) this.#lastOf.set(keptText(owner), keptText(text));
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
    const from = this.#versions.get(key);
    if (from === undefined && this.#versions.size >= maxResources) return undefined;
    this.#versions.set(from === undefined ? keptText(key) : key, Math.max(version, from ?? 0));
    if (from === undefined || version === from + 1) return undefined;
    return { kind: version > from ? 'skipped' : 'back', document: kind, from, to: version };
  }
}

function kept(text: string | undefined): string | undefined {
  return text === undefined ? undefined : keptText(text);
}
