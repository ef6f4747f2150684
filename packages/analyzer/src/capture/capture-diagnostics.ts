import type { DiagnosticClass } from '@sipscope/parser';
import type { DiagnosticCount } from '../rows.ts';

/** What can be wrong with a capture below SIP. Stable, never reused. */
export type CaptureDiagnosticCode =
  | 'capture-format'
  | 'capture-truncated'
  | 'capture-record-length'
  | 'capture-block-length'
  | 'capture-option'
  | 'capture-interface'
  | 'capture-linktype'
  | 'capture-timestamp'
  | 'capture-decompress'
  | 'capture-sliced'
  | 'capture-drops'
  | 'capture-clock-step'
  | 'link-short'
  | 'net-ip'
  | 'net-udp'
  | 'net-tcp'
  | 'net-sctp'
  | 'reasm-gap'
  | 'reasm-overlap'
  | 'reasm-incomplete'
  | 'reasm-limit'
  | 'ws-frame'
  | 'hep-chunk'
  | 'tls-record'
  | 'tls-keylog'
  | 'limit-records'
  | 'limit-size'
  | 'limit-ratio'
  | 'limit-interfaces'
  | 'limit-files'
  | 'limit-secrets'
  | 'limit-comments'
  | 'limit-names'
  | 'limit-header-bytes'
  | 'limit-message-bytes'
  | 'limit-memory'
  | 'limit-tunnel-depth'
  | 'limit-dialogs'
  | 'limit-streams'
  | 'rtp-syntax'
  | 'rtcp-syntax'
  /** Our fault: a rule of conformance failed, and is asked no more. */
  | 'rule-failed';

export type DiagnosticSample = DiagnosticCount['samples'][number];

const SAMPLES_KEPT = 100;

/**
 * Counts what is wrong with a capture, by code, and keeps the first samples of each.
 * One instance goes along the whole pipeline, so that a flood of equal complaints stays one entry.
 */
export class CaptureDiagnostics {
  readonly #counts = new Map<string, { count: number; samples: DiagnosticSample[] }>();
  #damaged = false;

  /** True once packets were lost: the capture ended early, or a part of it could not be read. */
  get damaged(): boolean {
    return this.#damaged;
  }

  /** Something is odd; nothing was lost by it. Of text, its class. */
  report(code: CaptureDiagnosticCode | DiagnosticClass, sample: DiagnosticSample): void {
    const entry = this.#counts.get(code);
    if (entry === undefined) {
      this.#counts.set(code, { count: 1, samples: [sample] });
      return;
    }
    entry.count++;
    if (entry.samples.length < SAMPLES_KEPT) entry.samples.push(sample);
  }

  /** Packets were lost: the result is that of a damaged capture. */
  reportDamage(code: CaptureDiagnosticCode, sample: DiagnosticSample): void {
    this.#damaged = true;
    this.report(code, sample);
  }

  /** Adds what was wrong with one of several files. Numbers of packets are left out: those are of the file alone. */
  absorb(other: CaptureDiagnostics, file: string): void {
    for (const [code, { count, samples }] of other.#counts) {
      for (const { frame: _frame, ...sample } of samples)
        this.report(code as CaptureDiagnosticCode, { ...sample, file });
      const entry = this.#counts.get(code);
      if (entry !== undefined) entry.count += count - samples.length;
    }
    this.#damaged ||= other.damaged;
  }

  /** Adds what was counted elsewhere, of the same capture. */
  adopt(counts: readonly DiagnosticCount[], damaged: boolean): void {
    this.#damaged ||= damaged;
    for (const { code, count, samples } of counts) {
      const entry = this.#counts.get(code) ?? { count: 0, samples: [] };
      this.#counts.set(code, entry);
      entry.count += count;
      entry.samples.push(...samples.slice(0, SAMPLES_KEPT - entry.samples.length));
    }
  }

  /** Most frequent first. */
  counts(): DiagnosticCount[] {
    return [...this.#counts]
      .map(([code, { count, samples }]) => ({ code, count, samples: [...samples] }))
      .sort((a, b) => b.count - a.count);
  }
}
