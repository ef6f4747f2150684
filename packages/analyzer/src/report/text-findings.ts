import { type Diagnostic, type DiagnosticClass, type DiagnosticCode, diagnosticTable } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import type { DiagnosticCount, MessageRow } from '../rows.ts';

const samplesKept = 100;
/** User agents counted by name; further ones are not. */
const maxUserAgents = 10_000;

type ClassCount = {
  count: number;
  readonly codes: Map<DiagnosticCode, number>;
  readonly samples: DiagnosticCount['samples'][number][];
};

/** What the texts of all messages say: their diagnostics by class, and who sent them. */
export class TextFindings {
  readonly userAgents: Map<string, number> = new Map();
  readonly #classes = new Map<DiagnosticClass, ClassCount>();

  receive(message: CapturedMessage, frame: MessageRow['frame']): void {
    const parsed = message.parsed();
    const userAgent = parsed.header('User-Agent')?.value ?? parsed.header('Server')?.value;
    if (userAgent !== undefined) this.#countUserAgent(userAgent);
    for (const diagnostic of parsed.diagnostics) this.#count(diagnostic, frame);
  }

  /** Most frequent first, and so the codes of each. */
  counts(): readonly DiagnosticCount[] {
    return [...this.#classes]
      .map(([code, { count, codes, samples }]) => ({
        code,
        count,
        codes: Object.fromEntries([...codes].toSorted(([, a], [, b]) => b - a)),
        samples: [...samples],
      }))
      .toSorted((a, b) => b.count - a.count);
  }

  #count({ code, span }: Diagnostic, frame: MessageRow['frame']): void {
    const name = diagnosticTable[code].class;
    let entry = this.#classes.get(name);
    if (entry === undefined) this.#classes.set(name, (entry = { count: 0, codes: new Map(), samples: [] }));
    entry.count++;
    entry.codes.set(code, (entry.codes.get(code) ?? 0) + 1);
    if (entry.samples.length < samplesKept) entry.samples.push({ frame, offset: span[0], detail: code });
  }

  #countUserAgent(userAgent: string): void {
    const count = this.userAgents.get(userAgent);
    if (count !== undefined || this.userAgents.size < maxUserAgents)
      this.userAgents.set(keptText(userAgent), (count ?? 0) + 1);
  }
}
