import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { type DiagnosticRow, diagnosticTable } from '../../src/diagnostic/diagnostic-table.ts';
import type { HeaderName } from '../../src/header/header-table.ts';
import { addReading } from '../../src/message/check-fields.ts';
import { readHeader } from '../../src/message/read-header.ts';
import type { AbnfGrammar, ScopedNode } from './abnf-grammar.ts';
import type { Abnf, Difference } from './difference.ts';
import { headerStart } from './header-starts.ts';
import { keywordForms, reachableRules } from './reachable-rules.ts';
import { Recogniser } from './recogniser.ts';

/** What the ABNF and our rules say of one header field's values. */
export class HeaderOracle implements Abnf {
  readonly header: HeaderName;
  readonly start: ScopedNode;
  readonly #grammar: AbnfGrammar;
  readonly #recogniser: Recogniser;
  readonly #parts = new Map<string, readonly Recogniser[]>();
  #keywords: ReadonlyMap<string, readonly ScopedNode[]> | undefined;

  constructor(grammar: AbnfGrammar, header: HeaderName, rfc: number) {
    this.header = header;
    this.start = headerStart(grammar, header, rfc);
    this.#grammar = grammar;
    this.#recogniser = new Recogniser(grammar, this.start);
  }

  /** Whether the ABNF derives the whole value. */
  derivesValue(value: Uint8Array): boolean {
    return this.#recogniser.accepts(value);
  }

  /** The difference of both over a value, where there is one. */
  compare(value: Uint8Array): Difference | undefined {
    const allowed = this.#recogniser.accepts(value);
    const diagnostics = diagnosticsOf(this.header, value);
    const errors = diagnostics.filter(isError);
    if (allowed === (errors.length === 0)) return undefined;
    return {
      header: this.header,
      value,
      text: Buffer.from(value).toString('latin1'),
      ours: allowed ? 'refused' : 'accepted',
      errors,
      warnings: diagnostics.filter((diagnostic) => !isError(diagnostic)),
      reach: this.#recogniser.reach(value),
    };
  }

  readonly allows = (text: string): boolean => this.#recogniser.accepts(Buffer.from(text, 'latin1'));

  readonly derives = (ruleName: string, text: string): boolean => {
    return this.#derivesPart(ruleName, text, () => {
      const rules = [...reachableRules(this.#grammar, this.start)].filter(({ name }) => name === ruleName);
      return rules.map(({ name, rfc }): ScopedNode => ({ node: { kind: 'rule', name }, rfc }));
    });
  };

  readonly derivesKeyword = (name: string, text: string): boolean | undefined => {
    this.#keywords ??= keywordForms(this.#grammar, this.start);
    const forms = this.#keywords.get(name.toLowerCase());
    if (forms === undefined) return undefined;
    // Parameters of tel URIs have their semicolon in their rules.
    return [text, `;${text}`].some((part) => this.#derivesPart(`"${name.toLowerCase()}"`, part, () => forms));
  };

  #derivesPart(key: string, text: string, starts: () => readonly ScopedNode[]): boolean {
    let recognisers = this.#parts.get(key);
    if (recognisers === undefined) {
      recognisers = starts().map((start) => new Recogniser(this.#grammar, start));
      this.#parts.set(key, recognisers);
    }
    const bytes = Buffer.from(text, 'latin1');
    return recognisers.some((recogniser) => recogniser.accepts(bytes));
  }
}

/** What our rules say of a value and of the URIs in it. */
function diagnosticsOf(header: HeaderName, value: Uint8Array): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  addReading(readHeader(header, value), header, found);
  return found;
}

function isError({ code }: Diagnostic): boolean {
  const row: DiagnosticRow | undefined = diagnosticTable[code];
  return (row?.severity ?? 'error') === 'error';
}
