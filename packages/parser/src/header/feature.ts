import { alphaChar, characterClasses, digitChar, isAll, isDigits, tokenChar } from '../text/character-class.ts';
import { lowerCase } from '../text/lower-case.ts';
import type { Parameters } from './parameter.ts';

/**
 * What a device can do, as one parameter of Contact, Accept-Contact, Reject-Contact, Refer-To or Feature-Caps says it.
 *
 *     feature-param   = enc-feature-tag [ EQUAL LDQUOT ( tag-value-list / string-value ) RDQUOT ]
 *     tag-value-list  = tag-value *( "," tag-value )
 *     tag-value       = [ "!" ] ( token-nobang / boolean / numeric )
 *
 * RFC 3840 §9; RFC 6809 §6.3.2.
 */
export type Feature = {
  /** As written: `audio`, or with its plus sign `+sip.instance`. */
  readonly tag: string;
  /** Any one of these; none of a tag alone, which means "yes". */
  readonly values: readonly FeatureValue[];
};

/** One value of a media feature: a token, a boolean, a range of numbers or a text. RFC 2533, RFC 3840 §9. */
export type FeatureValue =
  | { readonly kind: 'token' | 'boolean'; readonly text: string; readonly isNot: boolean }
  | { readonly kind: 'numeric'; readonly from: number; readonly to: number; readonly isNot: boolean }
  /** Text between `<` and `>`, compared with case. */
  | { readonly kind: 'string'; readonly text: string };

/** The tags that stand without a plus sign. RFC 3840 §9 base-tags. */
export const baseTags: ReadonlySet<string> = new Set([
  'audio',
  'automata',
  'class',
  'duplex',
  'data',
  'control',
  'mobility',
  'description',
  'events',
  'priority',
  'methods',
  'schemes',
  'application',
  'video',
  'language',
  'type',
  'isfocus',
  'actor',
  'text',
  'extensions',
]);

/** The features among the parameters; a value that is none makes a feature without values. */
export function readFeatures(params: Parameters): readonly Feature[] {
  return params
    .filter(({ name }) => name.startsWith('+') || baseTags.has(lowerCase(name)))
    .map(({ name, value }) => ({ tag: name, values: value === undefined ? [] : (readFeatureValues(value) ?? []) }));
}

/** `tag-value-list / string-value`, without the quotes round it; blanks beside the commas, which many write, are taken. */
export function readFeatureValues(text: string): readonly FeatureValue[] | undefined {
  if (text.startsWith('<'))
    return text.length > 1 && text.endsWith('>') ? [{ kind: 'string', text: text.slice(1, -1) }] : undefined;
  const values: FeatureValue[] = [];
  for (const part of text.split(',')) {
    const value = readTagValue(part.trim());
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** Whether a quoted-string, quotes and escapes included, may be a feature's: only `string-value` has escapes, and `<` and `>` inside only so. */
export function isFeatureText(quoted: string): boolean {
  const text = quoted.slice(1, -1);
  return text.startsWith('<') ? !/[<>]/.test(text.slice(1, -1).replaceAll(/\\./gs, '')) : !/[\s\\]/.test(text);
}

/** `"+" ftag-name`. */
export function isFeatureName(name: string): boolean {
  if (name.length < 2 || !name.startsWith('+') || !isAll(name.charAt(1), alphaChar)) return false;
  for (let at = 2; at < name.length; at++) {
    const letter = name.charCodeAt(at);
    if (letter > 0x7f) return false;
    if ((characterClasses[letter]! & (alphaChar | digitChar)) === 0 && !"!'.-%".includes(name.charAt(at))) return false;
  }
  return true;
}

function readTagValue(text: string): FeatureValue | undefined {
  const isNot = text.startsWith('!');
  const value = isNot ? text.slice(1) : text;
  if (value.startsWith('#')) return readNumeric(value.slice(1), isNot);
  if (value.includes('!') || !isAll(value, tokenChar)) return undefined;
  const word = lowerCase(value);
  return { kind: word === 'true' || word === 'false' ? 'boolean' : 'token', text: value, isNot };
}

/** `numeric-relation number`: `>=n`, `<=n`, `=n` or `m:n`, made the range it stands for. */
function readNumeric(text: string, isNot: boolean): FeatureValue | undefined {
  const colon = text.indexOf(':');
  if (colon !== -1) return range(readNumber(text.slice(0, colon)), readNumber(text.slice(colon + 1)), isNot);
  if (text.startsWith('>=')) return range(readNumber(text.slice(2)), Infinity, isNot);
  if (text.startsWith('<=')) return range(-Infinity, readNumber(text.slice(2)), isNot);
  if (!text.startsWith('=')) return undefined;
  const number = readNumber(text.slice(1));
  return range(number, number, isNot);
}

function range(from: number | undefined, to: number | undefined, isNot: boolean): FeatureValue | undefined {
  return from === undefined || to === undefined ? undefined : { kind: 'numeric', from, to, isNot };
}

/** `[ "+" / "-" ] 1*DIGIT [ "." *DIGIT ]` */
function readNumber(text: string): number | undefined {
  const unsigned = text.startsWith('+') || text.startsWith('-') ? text.slice(1) : text;
  const dot = unsigned.indexOf('.');
  const whole = dot === -1 ? unsigned : unsigned.slice(0, dot);
  const fraction = dot === -1 ? '' : unsigned.slice(dot + 1);
  return isDigits(whole) && (fraction === '' || isDigits(fraction)) ? Number(text) : undefined;
}
