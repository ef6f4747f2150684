import { addressAlone, isOfPrefix, readPrefix } from './address-prefix.ts';
import { expressionProgram } from './expression/compile-expression.ts';
import { isAddressKey, isTimeKey } from './field-kinds.ts';
import type { Filter, FilterChoice, FilterOrder, FilterText } from './filter.ts';
import { comparedTime, readTime, timePart } from './filter-time.ts';
import {
  isAnything,
  matchesPattern,
  numberClass,
  numberOf,
  numberText,
  textFaces,
  textPattern,
  type TextPattern,
} from './filter-value.ts';
import { compareText, foldText } from './fold-text.ts';

type Leaf = string | number | boolean;

/**
 * Whether a row is one the filter asks for. Keys are those of the row in any case; a list or an object matches if one of
 * its values does, and a missing key never does. Texts compare without case, numbers as numbers, times as moments.
 */
export function matchesFilter(filter: Filter, row: object): boolean {
  switch (filter.kind) {
    case 'everything':
      return true;
    case 'and':
      return filter.filters.every((part) => matchesFilter(part, row));
    case 'or':
      return filter.filters.some((part) => matchesFilter(part, row));
    case 'not':
      return !matchesFilter(filter.filter, row);
    case 'text':
      return Object.values(row).some((value) =>
        comparedLeaves(value).some((leaf) => typeof leaf === 'string' && containsText(leaf, filter.text)),
      );
    case 'expression': {
      const program = expressionProgram(filter.source);
      return Object.values(row).some((value) =>
        comparedLeaves(value).some((leaf) => typeof leaf === 'string' && program.isIn(foldText(leaf))),
      );
    }
    case 'is':
      return isAnyChoice(fieldLeaves(row, filter.key), filter);
    case 'is-not': {
      const leaves = fieldLeaves(row, filter.key);
      return leaves.length > 0 && !isAnyChoice(leaves, filter);
    }
    case 'order':
      return fieldLeaves(row, filter.key).some((leaf) => isOrdered(leaf, filter));
    case 'contains':
      return fieldLeaves(row, filter.key).some((leaf) => {
        const text = typeof leaf === 'number' ? numberText(leaf) : String(leaf);
        return containsText(text, filter.text);
      });
  }
}

function isAnyChoice(
  leaves: readonly Leaf[],
  { key, choices }: { readonly key: string; readonly choices: readonly FilterChoice[] },
): boolean {
  return leaves.some((leaf) => choices.some((choice) => isChoice(leaf, key, choice)));
}

function fieldLeaves(row: object, key: string): readonly Leaf[] {
  const name = Object.hasOwn(row, key)
    ? key
    : Object.keys(row).find((candidate) => candidate.toLowerCase() === key.toLowerCase());
  // A name found in the row is one of its keys.
  return name === undefined ? [] : comparedLeaves((row as Record<string, unknown>)[name]);
}

/** What stands within objects is compared as text: an object holds leaves of all kinds, and a database keeps them in one list. */
function comparedLeaves(value: unknown): readonly Leaf[] {
  const leaves = leavesOf(value);
  const hasObjects = Array.isArray(value) ? value.some((one) => typeof one === 'object') : typeof value === 'object';
  return hasObjects ? leaves.map(String) : leaves;
}

/** The texts, numbers and booleans in a value, lists and objects opened. */
export function leavesOf(value: unknown): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const open: unknown[] = [value];
  for (let at = 0; at < open.length; at++) {
    const one = open[at];
    if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') leaves.push(one);
    else if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) open.push(inner);
  }
  return leaves;
}

function containsText(leaf: string, text: FilterText): boolean {
  return matchesPattern(foldText(leaf), containingPattern(text));
}

/** The pattern of a text that contains this one. */
export function containingPattern(text: FilterText): TextPattern {
  return { parts: ['', ...textPattern(text).parts, ''] };
}

function isChoice(leaf: Leaf, key: string, choice: FilterChoice): boolean {
  if (choice.kind === 'value') return isValue(leaf, key, choice.value);
  if (choice.kind === 'expression') return hasExpression(leaf, key, choice.source);
  const { from, to } = choice;
  if (typeof leaf === 'boolean') return false;
  return (
    (from === undefined || isOrdered(leaf, { key, order: '>=', bound: from })) &&
    (to === undefined || isOrdered(leaf, { key, order: '<=', bound: to }))
  );
}

function isValue(leaf: Leaf, key: string, value: FilterText): boolean {
  if (isAnything(value)) return true;
  const pattern = textPattern(value);
  if (typeof leaf === 'boolean') return matchesPattern(String(leaf), pattern);
  if (typeof leaf === 'string') return isText(foldText(leaf), key, value);
  const number = numberOf(value);
  if (number !== undefined) return leaf === number;
  const range = numberClass(value);
  if (range !== undefined) return leaf >= range[0] && leaf <= range[1];
  return pattern.parts.length > 1 && matchesPattern(numberText(leaf), pattern);
}

function isText(folded: string, key: string, value: FilterText): boolean {
  const time = isTimeKey(key) ? readTime(value.text) : undefined;
  if (time !== undefined) return timePart(folded, time).startsWith(time.text);
  const prefix = isAddressKey(key) && !value.quoted ? readPrefix(value.text) : undefined;
  if (prefix !== undefined) return isOfPrefix(folded, prefix);
  const pattern = textPattern(value);
  return facesOf(folded, key).some((face) => matchesPattern(face, pattern));
}

function facesOf(folded: string, key: string): readonly string[] {
  const address = isAddressKey(key) ? addressAlone(folded) : undefined;
  return address === undefined ? textFaces(folded) : [folded, address];
}

function hasExpression(leaf: Leaf, key: string, source: string): boolean {
  const program = expressionProgram(source);
  if (typeof leaf === 'number') return program.isIn(numberText(leaf));
  if (typeof leaf === 'boolean') return program.isIn(String(leaf));
  return facesOf(foldText(leaf), key).some((face) => program.isIn(face));
}

type Order = { readonly key: string; readonly order: FilterOrder; readonly bound: FilterText };

function isOrdered(leaf: Leaf, { key, order, bound }: Order): boolean {
  const time = typeof leaf === 'string' && isTimeKey(key) ? readTime(bound.text) : undefined;
  if (time !== undefined && typeof leaf === 'string') {
    const part = timePart(comparedTime(foldText(leaf)), time);
    // A day or a minute lasts until the next begins.
    if (order === '<=' && time.text !== time.from && part.startsWith(time.text)) return true;
    return isInOrder(compareText(part, comparedTime(time.from)), order);
  }
  const difference = differenceFrom(leaf, bound);
  return difference !== undefined && isInOrder(difference, order);
}

function isInOrder(difference: number, order: FilterOrder): boolean {
  if (order === '<') return difference < 0;
  if (order === '<=') return difference <= 0;
  return order === '>' ? difference > 0 : difference >= 0;
}

function differenceFrom(leaf: Leaf, bound: FilterText): number | undefined {
  if (typeof leaf === 'boolean') return undefined;
  if (typeof leaf === 'string') return compareText(foldText(leaf), foldText(bound.text));
  const number = numberOf(bound);
  return number === undefined ? undefined : leaf - number;
}
