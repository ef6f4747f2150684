import { Fingerprints } from '../message/fingerprint.ts';
import { keptText } from '../message/kept-text.ts';

const encoder = new TextEncoder();
/** Texts whose fingerprints are remembered: captures have few event packages. */
const maxRecent = 1024;

/** Fingerprints of texts, such as an event package and the id of a subscription to it; 0 where there is none. Compared byte by byte (RFC 6665 §8.2.1). */
export class TextKeys {
  readonly #fingerprints = new Fingerprints();
  readonly #recent = new Map<string, number>();

  of(text: string | undefined): number {
    if (text === undefined) return 0;
    const known = this.#recent.get(text);
    if (known !== undefined) return known;
    const bytes = encoder.encode(text);
    const key = this.#fingerprints.of(bytes, 0, bytes.length);
    if (this.#recent.size >= maxRecent) this.#recent.clear();
    this.#recent.set(keptText(text), key);
    return key;
  }

  /** Of a package and an id. A request without Event has a key too: not that of what says nothing of it. */
  ofEvent(event: string | undefined, id: string | undefined): number {
    return this.of(id === undefined ? (event ?? '') : `${event ?? ''};${id}`);
  }
}
