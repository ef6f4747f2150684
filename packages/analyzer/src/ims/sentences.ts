import { keptText } from '../message/kept-text.ts';
import type { Evidence } from '../rows.ts';

/** Frames that are named of each sentence; further sentences are not kept. */
const maxFrames = 5;
const maxSentences = 20;

/** Sentences, each once, with the frames they were read from. */
export class Sentences {
  readonly #frames = new Map<string, number[]>();

  add(sentence: string, ...frames: readonly number[]): void {
    const known = this.#frames.get(sentence);
    if (known === undefined) {
      if (this.#frames.size < maxSentences) this.#frames.set(keptText(sentence), [...frames]);
    } else for (const frame of frames) if (known.length < maxFrames && !known.includes(frame)) known.push(frame);
  }

  list(): readonly Evidence[] {
    return [...this.#frames].map(([sentence, frames]) => ({ sentence, frames: [...frames] }));
  }
}
