import { KpiFigures } from './kpi-figures.ts';

/** Figures by what they are of, as many as are told apart: those that come later, beyond them, are told together. */
export class KpiGroups {
  readonly #groups = new Map<string, KpiFigures>();
  readonly #most: number;
  #rest: KpiFigures | undefined = undefined;

  constructor(most: number) {
    this.#most = most;
  }

  of(key: string): KpiFigures {
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    if (this.#groups.size >= this.#most) return (this.#rest ??= new KpiFigures());
    const figures = new KpiFigures();
    this.#groups.set(key, figures);
    return figures;
  }

  /** The groups of both, each with what either has of it. */
  mergedWith(other: KpiGroups): ReadonlyMap<string, KpiFigures> {
    const merged = new Map<string, KpiFigures>();
    for (const groups of [this, other]) {
      for (const [key, figures] of groups.#groups) {
        const both = merged.get(key) ?? new KpiFigures();
        both.merge(figures);
        merged.set(key, both);
      }
    }
    return merged;
  }

  /** What is told together; `undefined` where nothing is. */
  restWith(other: KpiGroups): KpiFigures | undefined {
    const parts = [this.#rest, other.#rest].filter((part) => part !== undefined);
    if (parts.length === 0) return undefined;
    const rest = new KpiFigures();
    for (const part of parts) rest.merge(part);
    return rest;
  }
}
