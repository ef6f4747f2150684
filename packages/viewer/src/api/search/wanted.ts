import { foldText } from '@sipscope/analyzer';
import { fewestCharacters, mostCharacters } from './search.ts';

/** What is looked for. */
export type Wanted = {
  /** As it was written, without space around it. */
  readonly text: string;
  /** Letters of either case are one. */
  readonly folded: string;
  /** The digits of a number, without what leads them abroad or home (`+`, `00`, `0`), where it is one. */
  readonly digits?: string;
};

/** Digits with what people and RFC 3966 put between and before them. */
const numberForm = /^[+\d\s().\-/]*$/;
const fewestDigits = 3;
/** So many digits are a number of their own, of which a longer one may be the form with country and area. */
const wholeNumberDigits = 7;

/** Undefined where it is too short or too long to be looked for. */
export function readWanted(given: string): Wanted | undefined {
  const text = given.trim();
  if (text.length < fewestCharacters || text.length > mostCharacters) return undefined;
  const digits = numberForm.test(text) ? significantDigits(text) : '';
  return { text, folded: foldText(text), ...(digits.length >= fewestDigits && { digits }) };
}

/**
 * Whether a number as it stands on the wire, in a URI or alone, is the wanted one: separators and what leads it aside, the
 * wanted digits are its last; or it is written without the country or area the wanted one has.
 */
export function isNumber(value: string, digits: string): boolean {
  const number = numberPart(value);
  if (number === undefined) return false;
  const found = significantDigits(number);
  return found.endsWith(digits) || (found.length >= wholeNumberDigits && digits.endsWith(found));
}

/** The user part of a URI, or the whole where it stands alone, if it is a number. */
function numberPart(value: string): string | undefined {
  const scheme = /^(?:sips?|tel):/i.exec(value)?.[0] ?? '';
  const rest = value.slice(scheme.length);
  const at = rest.indexOf('@');
  // The host of a SIP URI without a user is an address, not a number.
  if (at < 0 && /^sips?:$/i.test(scheme)) return undefined;
  const [user = ''] = (at < 0 ? rest : rest.slice(0, at)).split(';', 1);
  return numberForm.test(user) ? user : undefined;
}

function significantDigits(text: string): string {
  return text.replace(/\D/g, '').replace(/^0+/, '');
}
