import { readPattern } from './pattern.ts';
import type { Expectation, Expected, ExpectedList, ExpectedObject } from './script/script.ts';

/** Where the lines with labels are in the capture. */
export type Labels = ReadonlyMap<string, LabelPlace>;

/** `unknown`: of a line that no SIP message is, where nobody looked; it is then no matter what a row says of it. */
export type LabelPlace = { readonly frame: number; readonly seconds: number } | 'unknown';

/** What values of rows are compared with. */
export type RowContext = {
  readonly labels: Labels;
  /** When the flow begins, in seconds of the epoch. */
  readonly startSeconds: number;
  /** Seconds by which times may differ. */
  readonly tolerance?: number | undefined;
};

export type Problem = { readonly line: number; readonly what: string };

/** What of an expectation is not so, a line for each. */
export function problemsOf(expectation: Expectation, rows: readonly unknown[], context: RowContext): Problem[] {
  const { list, count, line, rows: expected } = expectation;
  const comparison = new Comparison(context);
  if (count === undefined) return [...comparison.someProblems(expected, rows, list)];
  const problems: Problem[] = [];
  if (count !== rows.length) problems.push({ line, what: `expected ${count} ${list}, got ${rows.length}` });
  for (const [index, one] of expected.entries()) {
    const row = rows[index];
    if (row === undefined) problems.push({ line: one.line, what: `there are only ${rows.length} ${list}` });
    else problems.push(...comparison.problems(one, row, `${list}[${index}]`));
  }
  return problems;
}

const isoTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

class Comparison {
  readonly #context: RowContext;

  constructor(context: RowContext) {
    this.#context = context;
  }

  *problems(expected: Expected, got: unknown, path: string): Generator<Problem> {
    if (expected.kind === 'object') yield* this.#object(expected, got, path);
    else if (expected.kind === 'list') yield* this.#list(expected, got, path);
    else if (!this.#isSame(expected, got)) {
      const wanted = expected.kind === 'label' ? `@${expected.label}` : expected.text;
      yield { line: expected.line, what: `${path}: expected ${wanted}, got ${shown(got)}` };
    }
  }

  *#object(expected: ExpectedObject, got: unknown, path: string): Generator<Problem> {
    if (typeof got !== 'object' || got === null) {
      yield { line: expected.line, what: `${path}: expected fields, got ${shown(got)}` };
      return;
    }
    for (const [name, value] of expected.fields) {
      const field: unknown = Reflect.get(got, name);
      if (value !== undefined) yield* this.problems(value, field, `${path}.${name}`);
      else if (field !== undefined) {
        yield { line: expected.line, what: `${path}: expected no ${name}, got ${shown(field)}` };
      }
    }
  }

  /** The items are there in this order, whatever is between them. */
  *someProblems(items: readonly Expected[], got: readonly unknown[], path: string): Generator<Problem> {
    let from = 0;
    for (const item of items) {
      const found = got.findIndex((one, i) => i >= from && this.problems(item, one, path).next().done === true);
      if (found < 0) {
        const closest = this.#closest(item, got.slice(from), path);
        yield { line: item.line, what: `${path}: no item like this from ${from} on${closest}` };
        return;
      }
      from = found + 1;
    }
  }

  /** What is wrong with the item that has least wrong. */
  #closest(item: Expected, got: readonly unknown[], path: string): string {
    const tries = got.map((one, i) => [...this.problems(item, one, `${path}[+${i}]`)].map(({ what }) => what));
    const [least] = tries.toSorted((a, b) => a.length - b.length);
    return least === undefined ? '' : `; closest: ${least.join('; ')}`;
  }

  *#list(expected: ExpectedList, got: unknown, path: string): Generator<Problem> {
    if (expected.isOpen && Array.isArray(got)) {
      yield* this.someProblems(expected.items, got, path);
      return;
    }
    if (!Array.isArray(got) || got.length !== expected.items.length) {
      yield { line: expected.line, what: `${path}: expected ${expected.items.length} of them, got ${shown(got)}` };
      return;
    }
    for (const [index, item] of expected.items.entries()) yield* this.problems(item, got[index], `${path}[${index}]`);
  }

  /**
   * A number is the length of a list, or seconds since the flow's start where the row has a time; `5..10`, `>=5`, `<10` are for numbers; `a*` and `/pattern/` for texts
   * that are not like this themselves.
   */
  #isSame(expected: Expected & { kind: 'text' | 'label' }, got: unknown): boolean {
    if (expected.kind === 'label') return this.#isAtLabel(expected.label, got);
    const { text } = expected;
    if (Array.isArray(got)) return String(got.length) === text;
    if (typeof got === 'string' && isoTime.test(got) && /^[\d.]+$/.test(text))
      return this.#isSameTime(got, Number(text));
    if (typeof got === 'number') return isNumber(text.trim(), got);
    return String(got) === text || (typeof got === 'string' && readPattern(text).matches(got));
  }

  #isSameTime(iso: string, seconds: number): boolean {
    const { startSeconds, tolerance = 0 } = this.#context;
    return Math.abs(secondsSince(iso, startSeconds) - seconds) < Math.max(2e-6, tolerance);
  }

  #isAtLabel(label: string, got: unknown): boolean {
    const place = this.#context.labels.get(label);
    if (place === undefined) throw new Error(`no line of the capture has the label ${label}`);
    if (place === 'unknown') return got !== undefined;
    return typeof got === 'string' ? this.#isSameTime(got, place.seconds) : got === place.frame;
  }
}

/** `5`, `5..10`, `>=5`, `<10`. */
function isNumber(text: string, got: number): boolean {
  const [, from, to] = /^(-?[\d.]+?)\.\.(-?[\d.]+)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return got >= Number(from) && got <= Number(to);
  const [, order, bound] = /^(<=?|>=?)\s*(-?[\d.]+)$/.exec(text) ?? [];
  if (order === '<') return got < Number(bound);
  if (order === '<=') return got <= Number(bound);
  if (order === '>') return got > Number(bound);
  if (order === '>=') return got >= Number(bound);
  return text !== '' && Math.abs(got - Number(text)) < 1e-3;
}

/** Of a time as rows tell it, in seconds since another. */
export function secondsSince(iso: string, startSeconds: number): number {
  const [, fraction = '0'] = /\.(\d+)Z$/.exec(iso) ?? [];
  return Date.parse(iso.replace(/\.\d+Z$/, 'Z')) / 1000 - startSeconds + Number(`0.${fraction}`);
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
