import type { AbnfGrammar, ScopedNode } from './abnf-grammar.ts';
import type { Abnf, Difference } from './difference.ts';
import { keywordForms, reachableRules } from './reachable-rules.ts';
import { Recogniser } from './recogniser.ts';
import type { Subject } from './subject.ts';

/** What the ABNF and our rules say of a subject's values. */
export class Oracle implements Abnf {
  readonly subject: Subject;
  readonly #grammar: AbnfGrammar;
  readonly #recogniser: Recogniser;
  readonly #parts = new Map<string, readonly Recogniser[]>();
  #keywords: ReadonlyMap<string, readonly ScopedNode[]> | undefined;

  constructor(grammar: AbnfGrammar, subject: Subject) {
    this.subject = subject;
    this.#grammar = grammar;
    this.#recogniser = new Recogniser(grammar, subject.start);
  }

  /** Whether the ABNF derives the whole value. */
  derivesValue(value: Uint8Array): boolean {
    return this.#recogniser.accepts(this.#whole(value));
  }

  /** The difference of both over a value, where there is one. */
  compare(value: Uint8Array): Difference | undefined {
    const { name, before, read, isError } = this.subject;
    const whole = this.#whole(value);
    const allowed = this.#recogniser.accepts(whole);
    const diagnostics = read(value);
    const errors = diagnostics.filter(isError);
    if (allowed === (errors.length === 0)) return undefined;
    return {
      header: name,
      value,
      text: Buffer.from(value).toString('latin1'),
      ours: allowed ? 'refused' : 'accepted',
      errors,
      warnings: diagnostics.filter((diagnostic) => !isError(diagnostic)),
      reach: Math.min(this.#recogniser.reach(whole) - before.length, value.length),
    };
  }

  readonly allows = (text: string): boolean => this.derivesValue(Buffer.from(text, 'latin1'));

  readonly derives = (ruleName: string, text: string): boolean => {
    return this.#derivesPart(ruleName, text, () => {
      const rules = [...reachableRules(this.#grammar, this.subject.start)].filter(({ name }) => name === ruleName);
      return rules.map(({ name, rfc }): ScopedNode => ({ node: { kind: 'rule', name }, rfc }));
    });
  };

  readonly derivesKeyword = (name: string, text: string): boolean | undefined => {
    this.#keywords ??= keywordForms(this.#grammar, this.subject.start);
    const forms = this.#keywords.get(name.toLowerCase());
    if (forms === undefined) return undefined;
    // Parameters of tel URIs have their semicolon in their rules.
    return [text, `;${text}`].some((part) => this.#derivesPart(`"${name.toLowerCase()}"`, part, () => forms));
  };

  #whole(value: Uint8Array): Uint8Array {
    const { before, behind } = this.subject;
    return before === '' && behind === '' ? value : Buffer.concat([Buffer.from(before), value, Buffer.from(behind)]);
  }

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
