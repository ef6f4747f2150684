/** One element of a rule, as ABNF writes it. RFC 5234 §3 and §4, RFC 7405. */
export type AbnfNode =
  | { readonly kind: 'alternation'; readonly items: readonly AbnfNode[] }
  | { readonly kind: 'concatenation'; readonly items: readonly AbnfNode[] }
  | { readonly kind: 'repetition'; readonly min: number; readonly max: number; readonly item: AbnfNode }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string; readonly caseSensitive: boolean }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'prose'; readonly text: string }
  // Not of ABNF, but of prose beside it: what an item derives without some bytes in it, and names of schemes but for some.
  | { readonly kind: 'without'; readonly bytes: string; readonly item: AbnfNode }
  | { readonly kind: 'scheme'; readonly except: readonly string[] };

export type AbnfRule = {
  readonly name: string;
  /** True for `=/`: more alternatives of a rule that stands elsewhere. */
  readonly adds: boolean;
  readonly node: AbnfNode;
};

/** Why a text is not ABNF. */
export class AbnfError extends Error {}

const nameCharacter = /[A-Za-z0-9_-]/;

/** One rule, name and elements. Throws `AbnfError` where the text is no ABNF. */
export function readRule(text: string): AbnfRule {
  const head = /^\s*([A-Za-z][A-Za-z0-9_-]*)\s*(=\/|=)/.exec(text);
  if (head === null) throw new AbnfError(`no rule name and "=" in ${JSON.stringify(text.slice(0, 40))}`);
  const node = readElements(text.slice(head[0].length));
  return { name: head[1]!, adds: head[2] === '=/', node };
}

/** The right-hand side of a rule. Throws `AbnfError` where the text is no ABNF. */
export function readElements(text: string): AbnfNode {
  return new ElementReader(text).read();
}

/** A node and all nodes in it. */
export function* walk(node: AbnfNode): Generator<AbnfNode> {
  yield node;
  if (node.kind === 'repetition' || node.kind === 'without') yield* walk(node.item);
  if (node.kind === 'alternation' || node.kind === 'concatenation') for (const item of node.items) yield* walk(item);
}

class ElementReader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): AbnfNode {
    const node = this.alternation();
    this.skip();
    if (this.at < this.text.length) this.fail('an element');
    return node;
  }

  alternation(): AbnfNode {
    const items = [this.concatenation()];
    while (this.takes('/')) items.push(this.concatenation());
    return items.length === 1 ? items[0]! : { kind: 'alternation', items };
  }

  concatenation(): AbnfNode {
    const items: AbnfNode[] = [];
    for (;;) {
      this.skip();
      const next = this.text[this.at];
      if (next === undefined || '/)]'.includes(next)) break;
      items.push(this.repetition());
    }
    if (items.length === 0) this.fail('an element');
    return items.length === 1 ? items[0]! : { kind: 'concatenation', items };
  }

  repetition(): AbnfNode {
    const counts = /^(?:(\d*)\*(\d*)|(\d+))(?=[^\s])/.exec(this.text.slice(this.at));
    if (counts === null) return this.element();
    this.at += counts[0].length;
    const [, min, max, exact] = counts;
    const item = this.element();
    if (exact !== undefined) return { kind: 'repetition', min: Number(exact), max: Number(exact), item };
    return { kind: 'repetition', min: Number(min), max: max === '' ? Infinity : Number(max), item };
  }

  element(): AbnfNode {
    const next = this.text[this.at] ?? '';
    if (next === '(') return this.group(')');
    if (next === '[') return { kind: 'repetition', min: 0, max: 1, item: this.group(']') };
    if (next === '"') return this.quoted(false);
    if (next === '<') return this.prose();
    if (next === '%') return this.value();
    if (/[A-Za-z]/.test(next)) return { kind: 'rule', name: this.name() };
    return this.fail('an element');
  }

  group(end: string): AbnfNode {
    this.at++;
    const node = this.alternation();
    if (!this.takes(end)) this.fail(end);
    return node;
  }

  quoted(caseSensitive: boolean): AbnfNode {
    const end = this.text.indexOf('"', this.at + 1);
    if (end === -1) this.fail('a closing quote');
    const text = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return { kind: 'text', text, caseSensitive };
  }

  prose(): AbnfNode {
    const end = this.text.indexOf('>', this.at);
    if (end === -1) this.fail('>');
    const text = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return { kind: 'prose', text };
  }

  /** `%x41`, `%x41-5A`, `%x41.42.43`, `%s"text"`, `%i"text"`. */
  value(): AbnfNode {
    const marker = /^%([si])(?=")/i.exec(this.text.slice(this.at));
    if (marker !== null) {
      this.at += 2;
      return this.quoted(marker[1]!.toLowerCase() === 's');
    }
    const found = /^%([xdb])([0-9A-F]+)(?:-([0-9A-F]+)|((?:\.[0-9A-F]+)+))?/i.exec(this.text.slice(this.at));
    if (found === null) return this.fail('a numeric value');
    this.at += found[0].length;
    const radix = { x: 16, d: 10, b: 2 }[found[1]!.toLowerCase()]!;
    const from = parseInt(found[2]!, radix);
    if (found[4] !== undefined) {
      const rest = found[4].slice(1).split('.');
      const codes = [from, ...rest.map((digits) => parseInt(digits, radix))];
      return { kind: 'concatenation', items: codes.map((code) => ({ kind: 'range', from: code, to: code })) };
    }
    return { kind: 'range', from, to: found[3] === undefined ? from : parseInt(found[3], radix) };
  }

  name(): string {
    const start = this.at;
    while (nameCharacter.test(this.text[this.at] ?? '')) this.at++;
    return this.text.slice(start, this.at);
  }

  takes(character: string): boolean {
    this.skip();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  /** Past blanks, line ends and comments. */
  skip(): void {
    for (;;) {
      const next = this.text[this.at];
      if (next === ';') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end === -1 ? this.text.length : end;
      } else if (next === ' ' || next === '\t' || next === '\n' || next === '\r') this.at++;
      else return;
    }
  }

  fail(expected: string): never {
    const seen = JSON.stringify(this.text.slice(this.at, this.at + 30));
    throw new AbnfError(`expected ${expected}, found ${seen}`);
  }
}
