import type { KpiFiguresRow } from '../rows.ts';
import { percent, Sketch } from './sketch.ts';

/** What is counted of an attempt to call; see RFC 6076 for the words. */
export type AttemptCounts = {
  readonly redirected: boolean;
  readonly established: boolean;
  readonly effective: boolean;
  readonly ineffective: boolean;
  readonly completed: boolean;
  /** The capture ended before its final response. */
  readonly ongoing: boolean;
};

type Measured = 'srd' | 'failedSrd' | 'sdt' | 'sdd' | 'rrd';

const measured: readonly Measured[] = ['srd', 'failedSrd', 'sdt', 'sdd', 'rrd'];

/** What the figures of RFC 6076 §4 are made of, for one part of the capture. */
export class KpiFigures {
  #attempts = 0;
  #redirected = 0;
  #established = 0;
  #effective = 0;
  #ineffective = 0;
  #completed = 0;
  #ongoing = 0;
  #registrations = 0;
  #registrationsFailed = 0;
  readonly #sketches: { [What in Measured]: Sketch | undefined } = {
    srd: undefined,
    failedSrd: undefined,
    sdt: undefined,
    sdd: undefined,
    rrd: undefined,
  };

  /** How much was told to it: what is busiest has most. */
  get size(): number {
    return this.#attempts + this.#registrations;
  }

  addAttempt({ redirected, established, effective, ineffective, completed, ongoing }: AttemptCounts): void {
    this.#attempts++;
    if (redirected) this.#redirected++;
    if (established) this.#established++;
    if (effective) this.#effective++;
    if (ineffective) this.#ineffective++;
    if (completed) this.#completed++;
    if (ongoing) this.#ongoing++;
  }

  addRegistration(): void {
    this.#registrations++;
  }

  addFailedRegistration(): void {
    this.#registrationsFailed++;
  }

  /** Delays in ms, SDT in s. */
  measure(what: Measured, value: number): void {
    (this.#sketches[what] ??= new Sketch()).add(value);
  }

  merge(other: KpiFigures): void {
    this.#attempts += other.#attempts;
    this.#redirected += other.#redirected;
    this.#established += other.#established;
    this.#effective += other.#effective;
    this.#ineffective += other.#ineffective;
    this.#completed += other.#completed;
    this.#ongoing += other.#ongoing;
    this.#registrations += other.#registrations;
    this.#registrationsFailed += other.#registrationsFailed;
    for (const what of measured) {
      const sketch = other.#sketches[what];
      if (sketch !== undefined) (this.#sketches[what] ??= new Sketch()).merge(sketch);
    }
  }

  /** Figures of which nothing was measured are missing. */
  row(): KpiFiguresRow {
    // What the capture does not show the end of is no failure: it counts in no ratio.
    const ended = this.#attempts - this.#ongoing;
    const called = ended - this.#redirected;
    const stillUp = this.#established - this.#completed;
    const figures = {
      srdMs: this.#sketches.srd?.distribution(),
      failedSrdMs: this.#sketches.failedSrd?.distribution(),
      sddMs: this.#sketches.sdd?.distribution(),
      sdtSeconds: this.#sketches.sdt?.distribution(),
      rrdMs: this.#sketches.rrd?.distribution(),
      ira: percent(this.#registrationsFailed, this.#registrations),
      ser: percent(this.#established, called),
      seer: percent(this.#effective, called),
      isa: percent(this.#ineffective, ended),
      scr: percent(this.#completed, ended - stillUp),
    };
    // Only absent figures are taken out.
    return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined)) as KpiFiguresRow;
  }

  /** Attempts to call, those that were answered, and attempts to register. */
  totals(): { readonly calls: number; readonly answered: number; readonly registrations: number } {
    return { calls: this.#attempts, answered: this.#established, registrations: this.#registrations };
  }
}
