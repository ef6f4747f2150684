import { type DiagnosticCode, diagnosticTable } from '@sipscope/parser';
import type { XmlSource } from '@sipscope/parser/xml';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import type { DiagnosticCount, MessageRow } from '../rows.ts';
import { loadXmlReader, xmlBodies, xmlFindings, type XmlReader } from './xml-findings.ts';

const samplesKept = 100;
/** User agents counted by name; further ones are not. */
const maxUserAgents = 10_000;

type Finding = { readonly class: string; readonly code: string; readonly span: readonly [start: number, end: number] };

type ClassCount = {
  count: number;
  readonly codes: Map<string, number>;
  readonly samples: DiagnosticCount['samples'][number][];
};

/** What the texts of all messages say: their diagnostics by class, and who sent them. */
export class TextFindings {
  readonly userAgents: Map<string, number> = new Map();
  readonly #classes = new Map<string, ClassCount>();
  /** XML bodies that came before their reader was there. */
  #waiting: { readonly body: XmlSource; readonly frame: MessageRow['frame'] }[] = [];
  #xml: XmlReader | undefined = undefined;

  receive(message: CapturedMessage, frame: MessageRow['frame']): void {
    const parsed = message.parsed();
    const userAgent = parsed.header('User-Agent')?.value ?? parsed.header('Server')?.value;
    if (userAgent !== undefined) this.#countUserAgent(userAgent);
    for (const { code, span } of parsed.diagnostics)
      this.#count({ class: diagnosticTable[code].class, code, span }, frame);
    for (const body of xmlBodies(parsed.body)) this.#receiveXml(body, frame);
  }

  /** What is wrong with where messages begin and end in a stream. */
  receiveFraming(code: DiagnosticCode, frame: number): void {
    this.#countSample(diagnosticTable[code].class, code, { frame, detail: code });
  }

  /** Whether there are XML bodies that only `readWaiting` can read. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  async readWaiting(): Promise<void> {
    this.#xml ??= await loadXmlReader();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { body, frame } of waiting) this.#receiveXml(body, frame);
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

  #receiveXml(body: XmlSource, frame: MessageRow['frame']): void {
    if (this.#xml === undefined) {
      const { mediaType, content, span } = body;
      // The capture's bytes are gone when the reader is there.
      this.#waiting.push({ body: { mediaType, content: content.slice(), span }, frame });
      return;
    }
    for (const finding of xmlFindings(this.#xml, body)) this.#count(finding, frame);
  }

  #count({ class: name, code, span }: Finding, frame: MessageRow['frame']): void {
    this.#countSample(name, code, { frame, offset: span[0], detail: code });
  }

  #countSample(name: string, code: string, sample: DiagnosticCount['samples'][number]): void {
    let entry = this.#classes.get(name);
    if (entry === undefined) this.#classes.set(name, (entry = { count: 0, codes: new Map(), samples: [] }));
    entry.count++;
    entry.codes.set(code, (entry.codes.get(code) ?? 0) + 1);
    if (entry.samples.length < samplesKept) entry.samples.push(sample);
  }

  #countUserAgent(userAgent: string): void {
    const count = this.userAgents.get(userAgent);
    if (count !== undefined || this.userAgents.size < maxUserAgents)
      this.userAgents.set(keptText(userAgent), (count ?? 0) + 1);
  }
}
