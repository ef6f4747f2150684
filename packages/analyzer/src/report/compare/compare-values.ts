import { parseUri, uriEquals } from '@sipscope/parser';
import type { ComparedPiece } from './comparison.ts';
import { type ValuePart, valueParts, type ValueShape } from './value-parts.ts';

export type ComparedValues = {
  readonly kind: 'same' | 'equal' | 'changed';
  readonly left: readonly ComparedPiece[];
  readonly right: readonly ComparedPiece[];
  /** Whether all that differs does so between any two messages. */
  readonly isVarying: boolean;
};

/** Parameters whose values differ between any two messages. */
const varyingParameters: ReadonlySet<string> = new Set([
  'branch',
  'tag',
  'from-tag',
  'to-tag',
  'icid-value',
  'nonce',
  'cnonce',
  'nc',
  'response',
  'opaque',
  'nextnonce',
  'rspauth',
]);

/**
 * Two values of one header. Parameters may stand in any order, and their names in any case (RFC 3261 §7.3.1); URIs are compared as §19.1.4
 * says, what is quoted to the letter.
 */
export function compareValues(left: string, right: string, shape: ValueShape): ComparedValues {
  if (left === right) return { kind: 'same', left: [{ text: left }], right: [{ text: right }], isVarying: false };
  const [one, other] = [valueParts(left, shape), valueParts(right, shape)];
  const partners = partnersOf(one, other);
  const back = new Map([...partners].map(([a, b]) => [b, a]));
  const differing = [
    ...one.filter((part) => !meansSame(part, partners.get(part))),
    ...other.filter((part) => back.get(part) === undefined),
  ];
  return {
    kind: differing.length === 0 ? 'equal' : 'changed',
    left: one.flatMap((part) => pieces(part, partners.get(part))),
    right: other.flatMap((part) => pieces(part, back.get(part))),
    isVarying:
      differing.length > 0 && differing.every((part) => isVarying(part) && (partners.has(part) || back.has(part))),
  };
}

/** The first part with the first; parameters with those of their name, in order. */
function partnersOf(left: readonly ValuePart[], right: readonly ValuePart[]): ReadonlyMap<ValuePart, ValuePart> {
  const waiting = new Map<string, ValuePart[]>();
  for (const part of right) {
    const key = part.name ?? '';
    const list = waiting.get(key);
    if (list === undefined) waiting.set(key, [part]);
    else list.push(part);
  }
  for (const list of waiting.values()) list.reverse();
  const partners = new Map<ValuePart, ValuePart>();
  for (const part of left) {
    const partner = waiting.get(part.name ?? '')?.pop();
    if (partner !== undefined) partners.set(part, partner);
  }
  return partners;
}

function isVarying({ name }: ValuePart): boolean {
  return name !== undefined && varyingParameters.has(name);
}

function meansSame(one: ValuePart, other: ValuePart | undefined): boolean {
  if (other === undefined) return false;
  if (one.value === other.value) return true;
  if (one.name !== undefined) return textsEqual(one.value, other.value);
  const [a, b] = [addressOf(one.value), addressOf(other.value)];
  return (
    textsEqual(a.name, b.name) &&
    (a.uri === b.uri || urisEqual(a.uri, b.uri) || textsEqual(a.uri, b.uri, isBare(a.uri)))
  );
}

/** What is in quotes counts to the letter, all else in any case; white space is one space, and none round slashes, colons and commas. */
function textsEqual(one: string, other: string, inAnyCase = true): boolean {
  const [a, b] = [collapsed(one), collapsed(other)];
  if (a === b) return true;
  return inAnyCase && !a.includes('"') && !b.includes('"') && a.toLowerCase() === b.toLowerCase();
}

/** Whether it is no URI: a user's part of one counts to the letter. */
function isBare(text: string): boolean {
  return !text.includes('@');
}

function collapsed(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([/:,]) ?/g, '$1');
}

/** `"Alice" <sip:a@b>` in two; without brackets it is all URI, or no address at all. */
function addressOf(value: string): { readonly name: string; readonly uri: string } {
  const open = value.lastIndexOf('<');
  const close = value.indexOf('>', open);
  if (open === -1 || close === -1) return { name: '', uri: value.trim() };
  return { name: value.slice(0, open).trim(), uri: value.slice(open + 1, close) };
}

/** Longer ones are compared to the letter. */
const longestUri = 4096;

function urisEqual(one: string, other: string): boolean {
  if (!one.includes(':') || one.length > longestUri || other.length > longestUri) return false;
  const [a, b] = [parseUri(one).uri, parseUri(other).uri];
  return a !== undefined && b !== undefined && uriEquals(a, b);
}

function pieces(part: ValuePart, partner: ValuePart | undefined): readonly ComparedPiece[] {
  if (partner === undefined) return [{ text: part.before }, { text: part.text.slice(part.before.length), lit: true }];
  if (meansSame(part, partner)) return [{ text: part.text }];
  return litMiddle(part.text, partner.text);
}

/** A text beside another: what lies between the words they begin and end with alike is lit. */
export function litMiddle(text: string, other: string): readonly ComparedPiece[] {
  const most = Math.min(text.length, other.length);
  let start = 0;
  while (start < most && text[start] === other[start]) start++;
  while (start > 0 && !separators.has(text[start - 1] ?? '')) start--;
  let end = 0;
  while (end < most - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end++;
  while (end > 0 && !separators.has(text[text.length - end] ?? '')) end--;
  const found: ComparedPiece[] = [
    { text: text.slice(0, start) },
    { text: text.slice(start, text.length - end), lit: true },
    { text: text.slice(text.length - end) },
  ];
  return found.filter((piece) => piece.text !== '');
}

/** Between words; a host and its port, a number, a branch are one. */
const separators: ReadonlySet<string> = new Set(' \t\r\n;,=<>"@/?&()');
