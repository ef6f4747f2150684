import type { Condition } from './filter-language.ts';

export type Value = string | number | boolean;

/** The filter without one of its conditions, and without the `and` beside it. */
export function withoutCondition(text: string, { span }: Pick<Condition, 'span'>): string {
  const before = text.slice(0, span[0]).replace(/(?:\s*(?:&&|\band\b))?\s*$/i, '');
  const after = text.slice(span[1]).replace(/^\s*(?:(?:&&|and\b)\s*)?/i, '');
  return [before, after].filter((part) => part.trim() !== '').join(' ');
}

/** The filter with the opposite of one of its conditions. */
export function withOpposite(text: string, { span, text: written, negated }: Condition): string {
  const bare = written.replace(/^(?:(?:not\s+|!\s*|-)\s*)+/i, '');
  const isOne =
    !/\s/.test(bare) ||
    /^["/(]/.test(bare) ||
    /^[A-Za-z][\w.-]*\s*(?:[:=<>!]|(?:eq|ne|gt|lt|ge|le|in|contains|matches)\s)/i.test(bare);
  const opposite = negated ? bare : isOne && !isChoice(bare) ? `not ${bare}` : `not (${bare})`;
  return text.slice(0, span[0]) + opposite + text.slice(span[1]);
}

/** The filter with one more condition. */
export function withCondition(text: string, conditions: readonly Condition[], condition: string): string {
  const whole = text.trim();
  if (whole === '') return condition;
  const [only] = conditions;
  const isAlternative = conditions.length === 1 && only !== undefined && isChoice(only.text);
  return isAlternative ? `(${whole}) ${condition}` : `${whole} ${condition}`;
}

/** Whether alternatives stand side by side, not in parentheses. Of text in quotes that says “or”, parentheses are written where none are needed. */
function isChoice(text: string): boolean {
  return !/^(?:not\s+|!|-)*\([^()]*\)$/i.test(text) && /(?:\s|\))(?:or|\|\|)[\s(]/i.test(text);
}

/** What is chosen by a value of a field: `only` these, or anything but them. */
export type Choosing = { readonly key: string; readonly value: Value; readonly isLeftOut: boolean };

/** The filter with a value chosen, or no longer chosen where it was. */
export function withChoice(
  text: string,
  conditions: readonly Condition[],
  { key, value, isLeftOut }: Choosing,
): string {
  const found = conditions.find((one) => one.negated !== isLeftOut && holds(one, key, value));
  // A value is either asked for or left out: it leaves the one before it comes to the other.
  if (found !== undefined) return without(text, found, value);
  const same = conditions.find((one) => one.negated === isLeftOut && one.chosen?.key === key);
  if (same === undefined) return withCondition(text, conditions, writeChoice(key, [String(value)], isLeftOut));
  const values = same.chosen?.values ?? [];
  if (holds(same, key, value)) return without(text, same, value);
  return replaced(text, same, writeChoice(key, [...values, String(value)], isLeftOut));
}

/** How a value stands in the filter: asked for, left out, or neither. */
export function choiceOf(
  conditions: readonly Condition[],
  key: string,
  value: Value,
): 'chosen' | 'left-out' | undefined {
  const found = conditions.find((one) => holds(one, key, value));
  return found === undefined ? undefined : found.negated ? 'left-out' : 'chosen';
}

function holds({ chosen }: Condition, key: string, value: Value): boolean {
  const wanted = String(value).toLowerCase();
  return chosen?.key === key && chosen.values.some((one) => one.toLowerCase() === wanted);
}

function without(text: string, condition: Condition, value: Value): string {
  const { key = '', values = [] } = condition.chosen ?? {};
  const rest = values.filter((one) => one.toLowerCase() !== String(value).toLowerCase());
  return rest.length === 0
    ? withoutCondition(text, condition)
    : replaced(text, condition, writeChoice(key, rest, condition.negated));
}

function replaced(text: string, { span }: Condition, condition: string): string {
  return text.slice(0, span[0]) + condition + text.slice(span[1]);
}

/** `status:(486, 503)`, `-from:"Bob Smith"`. */
function writeChoice(key: string, values: readonly string[], isLeftOut: boolean): string {
  const written = values.map(writeValue);
  return `${isLeftOut ? '-' : ''}${key}:${written.length === 1 ? written[0] : `(${written.join(', ')})`}`;
}

/** A value so that it means itself: in quotes, where it would be read otherwise. */
export function writeValue(value: string): string {
  const isPlain =
    /^[\p{L}\p{N}+_@][^\s()"{},*\\]*$/u.test(value) &&
    !/\.\.|\.$/.test(value) &&
    !/^\d+x+$/i.test(value) &&
    !/\/\d+$/.test(value);
  return isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
