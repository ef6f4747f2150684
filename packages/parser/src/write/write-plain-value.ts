import { isAll, isToken, wordChar } from '../text/character-class.ts';
import { writeDeltaParams } from '../header/delta-params.ts';
import { identityForms } from '../grammar/identity-forms.ts';
import { type Parameter, type Parameters, writeParameters } from '../header/parameter.ts';
import { writeErrorValue } from '../header/error-value.ts';
import { infoOf, writeIdentity } from '../header/identity.ts';
import { digitsText, lineText, quotedText, shown, tokenText, withoutBlanks } from './checked-text.ts';
import { uriInputText } from './address-input.ts';
import type { ValueInputs } from './header-input.ts';
import { type FormOf, formsOf, isRead, parametersOf, type ParametersInput } from './parameters-input.ts';

/** `word [ "@" word ]`. RFC 3261 §25.1 callid. */
export function writeCallId(callId: string): string {
  const isRight = callId.split('@').every((word) => isAll(word, wordChar)) && callId.split('@').length <= 2;
  if (!isRight) throw new RangeError(`A Call-ID must be a word, or two round an @: ${shown(callId)}`);
  return callId;
}

/** `1*DIGIT` up to 2^32 - 1. */
export function writeNumber(value: number | undefined): string {
  return digitsText(value, undefined, 'A number');
}

/** Seconds with a comment (Retry-After) and parameters. RFC 3261 §20.33, RFC 4028 §4, §5. */
export function writeSeconds(value: ValueInputs['sessionExpires'], form?: FormOf): string {
  if (typeof value === 'number') return writeNumber(value);
  const { comment } = value;
  if (comment !== undefined && !isComment(lineText(comment, 'A comment')))
    throw new RangeError(`A comment must stand between parentheses: ${shown(comment)}`);
  const secondsText = digitsText(value.seconds, value.secondsText, 'A number of seconds');
  return writeDeltaParams({ secondsText, comment, params: parametersOf(value.params, form) });
}

/** `LPAREN *( ctext / quoted-pair / comment ) RPAREN`: one comment and nothing behind it. RFC 3261 §25.1. */
function isComment(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
    else if (letter === '\\') at++;
    if (depth === 0) return letter === ')' && at === text.length - 1;
  }
  return false;
}

/** `"<" id-left "@" id-right ">"`; the brackets may be left out. RFC 8262 §3.2. */
export function writeContentId(value: string): string {
  const id = value.startsWith('<') && value.endsWith('>') ? value.slice(1, -1) : value;
  // Its right half may be a domain literal, which holds quotes and brackets like any other letter.
  if (!/^[!-~]+$/.test(id)) throw new RangeError(`A Content-ID cannot be written: ${shown(id)}`);
  return `<${id}>`;
}

/** `Sat, 13 Nov 2010 23:29:00 GMT`. RFC 3261 §20.17. */
export function writeDate(date: Date): string {
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new RangeError('A date must be one of the years 0 to 9999');
  return date.toUTCString();
}

/** `product / comment`: a text of them, or one by its name and version. RFC 3261 §20.35. */
export function writeProduct(value: ValueInputs['products']): string {
  if ('text' in value) return withoutBlanks(lineText(value.text, 'A product'));
  const name = tokenText(value.name, 'The name of a product');
  return value.version === undefined ? name : `${name}/${tokenText(value.version, 'The version of a product')}`;
}

/** A numbered error. RFC 6442 §4.4, RFC 8876 §5.2. */
export function writeErrorCode(code: number, params: Parameters): string {
  if (!Number.isInteger(code) || code < 0 || code > 999)
    throw new RangeError(`An error code has three digits: ${code}`);
  return writeErrorValue({ code, params });
}

/** A token, or else a quoted-string, and parameters. */
export function writeQuotable(text: string, quoted: boolean | undefined, params: Parameters): string {
  const isQuoted = quoted === true || !isToken(text);
  return `${isQuoted ? quotedText(text, 'A value') : text}${writeParameters(params)}`;
}

/** RFC 8224 §4: `info`, which comes first, is a URI between brackets. */
export function writeIdentityInput({ digest, quoted = false, params = [] }: ValueInputs['identity']): string {
  if (!quoted && !/^[\w.=+/~-]+$/.test(digest)) throw new RangeError(`A PASSporT cannot be written: ${shown(digest)}`);
  return writeIdentity({ digest: lineText(digest, 'A signature'), quoted, params: identityParameters(params) });
}

function identityParameters(input: ParametersInput): Parameters {
  if (isRead(input)) {
    const read = infoOf(input);
    return input.flatMap((one) => (one === read ? [infoParameter(one)] : parametersOf([one])));
  }
  const { info, ...others } = input;
  const rest = parametersOf(others, formsOf(identityForms));
  return typeof info === 'string' ? [infoParameter({ name: 'info', value: info, quoted: false }), ...rest] : rest;
}

function infoParameter(one: Parameter): Parameter {
  return { ...one, value: uriInputText(one.value ?? '') };
}
