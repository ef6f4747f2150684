import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import type { DiagnosticCount, MessageRow } from '../rows.ts';

const samplesKept = 100;
/** User agents counted by name; further ones are not. */
const maxUserAgents = 10_000;

/** What the texts of all messages say: their diagnostics by code, and who sent them. */
export class TextFindings {
  readonly userAgents: Map<string, number> = new Map();
  readonly #counts = new Map<string, { count: number; samples: DiagnosticCount['samples'][number][] }>();

  receive(message: CapturedMessage, frame: MessageRow['frame']): void {
    const parsed = message.parsed();
    const userAgent = parsed.header('User-Agent')?.value ?? parsed.header('Server')?.value;
    if (userAgent !== undefined) this.#countUserAgent(userAgent);
    for (const { code, span } of parsed.diagnostics) {
      const entry = this.#counts.get(code) ?? { count: 0, samples: [] };
      entry.count++;
      if (entry.samples.length < samplesKept) entry.samples.push({ frame, offset: span[0] });
      this.#counts.set(code, entry);
    }
  }

  /** Most frequent first. */
  counts(): readonly DiagnosticCount[] {
    return [...this.#counts]
      .map(([code, { count, samples }]) => ({ code, count, samples: [...samples] }))
      .toSorted((a, b) => b.count - a.count);
  }

  #countUserAgent(userAgent: string): void {
    const count = this.userAgents.get(userAgent);
    if (count !== undefined || this.userAgents.size < maxUserAgents)
      this.userAgents.set(keptText(userAgent), (count ?? 0) + 1);
  }
}
