import type { Filter, FilterChoice, FilterOrder, FilterText } from './filter.ts';
import {
  isAnything,
  matchesPattern,
  numberClass,
  numberOf,
  textFaces,
  textPattern,
  type TextPattern,
} from './filter-value.ts';
import { compareText, foldText } from './fold-text.ts';

type Leaf = string | number | boolean;

/**
 * Whether a row is one the filter asks for. Keys are those of the row in any case; a list or an object matches if one of
 * its values does, and a missing key never does. Texts compare without case, numbers as numbers, times as text.
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
    case 'is':
      return fieldLeaves(row, filter.key).some((leaf) => filter.choices.some((choice) => isChoice(leaf, choice)));
    case 'is-not': {
      const leaves = fieldLeaves(row, filter.key);
      return leaves.length > 0 && !leaves.some((leaf) => filter.choices.some((choice) => isChoice(leaf, choice)));
    }
    case 'order':
      return fieldLeaves(row, filter.key).some((leaf) => isOrdered(leaf, filter.order, filter.bound));
  }
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

function isChoice(leaf: Leaf, choice: FilterChoice): boolean {
  if (choice.kind === 'value') return isValue(leaf, choice.value);
  const { from, to } = choice;
  if (typeof leaf === 'boolean') return false;
  return (from === undefined || isOrdered(leaf, '>=', from)) && (to === undefined || isOrdered(leaf, '<=', to));
}

function isValue(leaf: Leaf, value: FilterText): boolean {
  if (isAnything(value)) return true;
  const pattern = textPattern(value);
  if (typeof leaf === 'boolean') return matchesPattern(String(leaf), pattern);
  if (typeof leaf === 'string') return textFaces(foldText(leaf)).some((face) => matchesPattern(face, pattern));
  const number = numberOf(value);
  if (number !== undefined) return leaf === number;
  const range = numberClass(value);
  if (range !== undefined) return leaf >= range[0] && leaf <= range[1];
  return pattern.parts.length > 1 && matchesPattern(String(Math.trunc(leaf)), pattern);
}

function isOrdered(leaf: Leaf, order: FilterOrder, bound: FilterText): boolean {
  const difference = differenceFrom(leaf, bound);
  if (difference === undefined) return false;
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
