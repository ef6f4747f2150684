import { keptText } from '../message/kept-text.ts';
import type { Evidence, ImsNodeRow, ImsRole } from '../rows.ts';

/** Frames that are named of each sentence; endpoints of which roles are guessed. */
const maxFrames = 5;
const maxEndpoints = 10_000;
/** What is less sure is not told. */
const leastConfidence = 0.5;

type Sentence = { readonly weight: number; readonly frames: number[] };

/** What speaks for an endpoint being which element, gathered. */
export class RoleEvidence {
  /** By endpoint, then role, then sentence. */
  readonly #endpoints = new Map<string, Map<ImsRole, Map<string, Sentence>>>();

  /** `weight`: how sure it makes alone, from 0 to 1. */
  add(endpoint: string, role: ImsRole, weight: number, sentence: string, ...frames: readonly number[]): void {
    let roles = this.#endpoints.get(endpoint);
    if (roles === undefined) {
      if (this.#endpoints.size >= maxEndpoints) return;
      this.#endpoints.set(endpoint, (roles = new Map()));
    }
    let sentences = roles.get(role);
    if (sentences === undefined) roles.set(role, (sentences = new Map()));
    const known = sentences.get(sentence);
    if (known === undefined) sentences.set(keptText(sentence), { weight, frames: [...frames] });
    else if (known.frames.length < maxFrames) known.frames.push(...frames);
  }

  /** What is sure enough, the surest role of an endpoint first. */
  rows(): readonly ImsNodeRow[] {
    return [...this.#endpoints.keys()].flatMap((endpoint) => this.rowsOf(endpoint));
  }

  rowsOf(endpoint: string): readonly ImsNodeRow[] {
    const rows: ImsNodeRow[] = [];
    for (const [role, sentences] of this.#endpoints.get(endpoint) ?? []) {
      const confidence = confidenceOf([...sentences.values()]);
      if (confidence < leastConfidence) continue;
      rows.push({ endpoint, role, confidence, evidence: evidenceOf(sentences) });
    }
    return rows.toSorted((a, b) => b.confidence - a.confidence);
  }
}

/** Each sentence leaves a part of the doubt that the others left; none is left never. */
function confidenceOf(sentences: readonly Sentence[]): number {
  let doubt = 1;
  for (const { weight } of sentences) doubt *= 1 - weight;
  return Math.min(0.99, Math.round((1 - doubt) * 100) / 100);
}

/** The heaviest first. */
function evidenceOf(sentences: ReadonlyMap<string, Sentence>): readonly Evidence[] {
  const sorted = [...sentences].toSorted(([, a], [, b]) => b.weight - a.weight);
  return sorted.map(([sentence, { frames }]) => ({ sentence, frames: [...new Set(frames)] }));
}
