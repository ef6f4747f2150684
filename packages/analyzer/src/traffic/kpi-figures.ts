import type { KpiFiguresRow } from '../rows.ts';
import { percent, Sketch } from './sketch.ts';

const counted = [
  'attempts',
  'redirected',
  'established',
  'effective',
  'ineffective',
  'completed',
  'registrations',
  'registrationsFailed',
] as const;
type Counted = (typeof counted)[number];
const measured = ['srd', 'failedSrd', 'sdt', 'sdd', 'rrd'] as const;
type Measured = (typeof measured)[number];

/** What the figures of RFC 6076 §4 are made of, for one part of the capture. */
export class KpiFigures {
  readonly #counts: Record<Counted, number> = {
    attempts: 0,
    redirected: 0,
    established: 0,
    effective: 0,
    ineffective: 0,
    completed: 0,
    registrations: 0,
    registrationsFailed: 0,
  };
  readonly #sketches: Partial<Record<Measured, Sketch>> = {};

  /** How much was told to it: what is busiest has most. */
  get size(): number {
    return this.#counts.attempts + this.#counts.registrations;
  }

  count(what: Counted): void {
    this.#counts[what]++;
  }

  /** Delays in ms, SDT in s. */
  measure(what: Measured, value: number): void {
    (this.#sketches[what] ??= new Sketch()).add(value);
  }

  merge(other: KpiFigures): void {
    for (const what of counted) this.#counts[what] += other.#counts[what];
    for (const what of measured) {
      const sketch = other.#sketches[what];
      if (sketch !== undefined) (this.#sketches[what] ??= new Sketch()).merge(sketch);
    }
  }

  /** Figures of which nothing was measured are missing. */
  row(): KpiFiguresRow {
    const { attempts, redirected, established, effective, ineffective, completed } = this.#counts;
    const { registrations, registrationsFailed } = this.#counts;
    const figures = {
      srdMs: this.#sketches.srd?.distribution(),
      failedSrdMs: this.#sketches.failedSrd?.distribution(),
      sddMs: this.#sketches.sdd?.distribution(),
      sdtSeconds: this.#sketches.sdt?.distribution(),
      rrdMs: this.#sketches.rrd?.distribution(),
      ira: percent(registrationsFailed, registrations),
      ser: percent(established, attempts - redirected),
      seer: percent(effective, attempts - redirected),
      isa: percent(ineffective, attempts),
      scr: percent(completed, attempts),
    };
    // Only absent figures are taken out.
    return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined)) as KpiFiguresRow;
  }

  /** Attempts to call, those that were answered, and attempts to register. */
  totals(): { readonly calls: number; readonly answered: number; readonly registrations: number } {
    const { attempts, established, registrations } = this.#counts;
    return { calls: attempts, answered: established, registrations };
  }
}
