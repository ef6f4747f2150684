import type { Line } from './read-words.ts';
import type { Expectation, Expected, ExpectedObject } from './script.ts';
import { ScriptError } from './script.ts';

type Symbol = { readonly kind: '[' | ']' | '{' | '}' | ',' | 'word'; readonly text: string; readonly line: number };

/** `expect calls`, `expect calls 2`, `expect no calls`, `expect some calls`, and the rows below it, each from a `-` on. */
export function readExpectation(file: string, head: Line, below: readonly Line[]): Expectation {
  const words = head.text.split(/\s+/).slice(1);
  const isOpen = words[0] === 'some';
  const isNone = words[0] === 'no';
  const [list = '', given] = isOpen || isNone ? words.slice(1) : words;
  if (list === '') throw new ScriptError(file, head.number, 'expect what?');
  const rows = rowsOf(below, file).map((lines) => new ExpectationReader(file, lines).row());
  const count = isOpen ? undefined : isNone ? 0 : given === undefined ? rows.length : Number(given);
  if (count !== undefined && !Number.isInteger(count)) throw new ScriptError(file, head.number, `no count: ${given}`);
  return { line: head.number, list, count, rows };
}

function rowsOf(lines: readonly Line[], file: string): Line[][] {
  const rows: Line[][] = [];
  for (const line of lines) {
    if (line.text.startsWith('-')) rows.push([{ ...line, text: line.text.slice(1).trim() }]);
    else if (rows.length > 0) rows.at(-1)?.push(line);
    else throw new ScriptError(file, line.number, 'a row begins with `-`');
  }
  return rows;
}

/** Fields are separated by commas or ends of lines, each a name and its value; a value is text up to there, `[list]`, `some [items]`, `{fields}` or `@label`. */
class ExpectationReader {
  readonly #file: string;
  readonly #symbols: readonly Symbol[];
  readonly #line: number;
  #at = 0;

  constructor(file: string, lines: readonly Line[]) {
    this.#file = file;
    this.#line = lines[0]?.number ?? 0;
    this.#symbols = lines.flatMap((line) => [...symbolsOf(line), { kind: ',', text: ',', line: line.number } as const]);
  }

  row(): ExpectedObject {
    const row = this.#fields();
    if (this.#peek() !== undefined) this.#fail(`unexpected ${this.#peek()?.text}`);
    return row;
  }

  #fields(): ExpectedObject {
    const fields: [string, Expected | undefined][] = [];
    const line = this.#peek()?.line ?? this.#line;
    for (;;) {
      while (this.#peek()?.kind === ',') this.#at++;
      if (this.#peek()?.kind !== 'word') break;
      fields.push(this.#field());
    }
    return { kind: 'object', line, fields };
  }

  #field(): [string, Expected | undefined] {
    const { text, line } = this.#next();
    const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
    if (name === 'no' && rest !== '') return [rest, undefined];
    const kind = this.#peek()?.kind;
    if (rest === 'some' && kind === '[') return [name, this.#list(true)];
    if (rest !== '') return [name, scalar(rest, line)];
    if (kind === '[') return [name, this.#list()];
    if (kind === '{') return [name, this.#object()];
    if (kind === 'word') return [name, this.#quoted()];
    return this.#fail(`no value of ${name}`);
  }

  #quoted(): Expected {
    const { text, line } = this.#next();
    return scalar(text, line);
  }

  #list(isOpen = false): Expected {
    const { line } = this.#next();
    const items: Expected[] = [];
    for (;;) {
      while (this.#peek()?.kind === ',') this.#at++;
      const kind = this.#peek()?.kind;
      if (kind === 'word') items.push(this.#quoted());
      else if (kind === '{') items.push(this.#object());
      else if (kind === '[') items.push(this.#list());
      else break;
    }
    if (this.#peek()?.kind !== ']') this.#fail('] is missing');
    this.#at++;
    return { kind: 'list', line, items, isOpen };
  }

  #object(): ExpectedObject {
    this.#at++;
    const object = this.#fields();
    if (this.#peek()?.kind !== '}') this.#fail('} is missing');
    this.#at++;
    return object;
  }

  #peek(): Symbol | undefined {
    return this.#symbols[this.#at];
  }

  #next(): Symbol {
    return this.#symbols[this.#at++] ?? this.#fail('something is missing');
  }

  #fail(what: string): never {
    throw new ScriptError(this.#file, this.#peek()?.line ?? this.#line, what);
  }
}

function scalar(text: string, line: number): Expected {
  const label = /^@(\S+)$/.exec(text)?.[1];
  return label === undefined ? { kind: 'text', line, text } : { kind: 'label', line, label };
}

function* symbolsOf(line: Line): Generator<Symbol> {
  const pattern = /\s*(?:([[\]{},])|"((?:[^"\\]|\\.)*)"|([^[\]{},"]+))/gy;
  for (const [, mark, quoted, plain] of line.text.matchAll(pattern)) {
    // The pattern takes no other marks than these.
    if (mark !== undefined) yield { kind: mark as Symbol['kind'], text: mark, line: line.number };
    else if (quoted !== undefined) yield { kind: 'word', text: unescaped(quoted), line: line.number };
    else if (plain !== undefined && plain.trim() !== '') yield { kind: 'word', text: plain.trim(), line: line.number };
  }
}

/** `\r` and `\n` are ends of lines; before other characters a backslash is for them to be there. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 'r' ? '\r' : character,
  );
}
