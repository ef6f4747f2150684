import { decodeBase64, withoutPadding } from '../text/base64.ts';
import { isDigits, isHex, isToken } from '../text/character-class.ts';
import { lowerCase } from '../text/lower-case.ts';
import { maxUint32 } from '../text/number-range.ts';
import { checkHost } from './check-host.ts';

/** What an RFC lets stand as the value of a parameter it names, narrower than the `gen-value` any parameter may have. RFC 3261 §25.1. */
export type ParameterForm = {
  /** For people: "expected …". */
  readonly form: string;
  /** Whether a value is of the form: as it says, without quotes and escapes; undefined where there is none. */
  readonly accepts: (value: string | undefined, quoted: boolean) => boolean;
};

/** The forms of the parameters of one header, by their names in lower case. */
export type ParameterForms = ReadonlyMap<string, ParameterForm>;

/** A table of forms: names in lower case, and the tables it takes over. */
export function parameterForms(
  forms: Readonly<Record<string, ParameterForm>>,
  ...others: readonly ParameterForms[]
): ParameterForms {
  return new Map([...others.flatMap((other) => [...other]), ...Object.entries(forms)]);
}

/** The form that a name, in any case, has in a table. */
export function formOf(forms: ParameterForms, name: string): ParameterForm | undefined {
  const form = forms.get(name);
  if (form !== undefined) return form;
  const lowerName = lowerCase(name);
  return lowerName === name ? undefined : forms.get(lowerName);
}

/** A value without quotes that a function accepts. */
export function unquoted(form: string, accepts: (value: string) => boolean): ParameterForm {
  return { form, accepts: (value, quoted) => value !== undefined && !quoted && accepts(value) };
}

/** A quoted-string whose text a function accepts. */
export function quotedOf(form: string, accepts: (text: string) => boolean): ParameterForm {
  return { form, accepts: (value, quoted) => value !== undefined && quoted && accepts(value) };
}

/** `[ EQUAL … ]`: the parameter may also stand without a value. */
export function optional(inner: ParameterForm): ParameterForm {
  return {
    form: `no value or ${inner.form}`,
    accepts: (value, quoted) => value === undefined || inner.accepts(value, quoted),
  };
}

/** `qop=auth`, though all quote it, or `qop="auth"`, though none should: what it says can be told all the same. */
export function isOddlyQuoted({ accepts }: ParameterForm, value: string | undefined, quoted: boolean): boolean {
  return value !== undefined && accepts(value, !quoted);
}

/** A value of either form. */
export function either(one: ParameterForm, other: ParameterForm): ParameterForm {
  return {
    form: `${one.form} or ${other.form}`,
    accepts: (value, quoted) => one.accepts(value, quoted) || other.accepts(value, quoted),
  };
}

/** One of these tokens, in any case. */
export function oneOf(...tokens: readonly string[]): ParameterForm {
  const words = new Set(tokens.map(lowerCase));
  return unquoted(tokens.join(', ').replace(/, ([^,]*)$/, ' or $1'), (value) => words.has(lowerCase(value)));
}

/** `1*DIGIT` of a value up to `max`. */
export function digitsUpTo(max: number): ParameterForm {
  return unquoted(`a number up to ${max}`, (value) => isDigits(value) && Number(value) <= max);
}

/** `token` */
export const token: ParameterForm = unquoted('a token', isToken);
/** `1*DIGIT` */
export const digits: ParameterForm = unquoted('digits', isDigits);
/** `1*DIGIT`, at most 2^32 - 1. RFC 3261 §20.19. */
export const deltaSeconds: ParameterForm = digitsUpTo(maxUint32);
/** `1*HEXDIG` */
export const hex: ParameterForm = unquoted('hexadecimal digits', isHex);
/** `quoted-string` */
export const quotedString: ParameterForm = quotedOf('a quoted string', () => true);
/** `token / quoted-string` */
export const tokenOrQuoted: ParameterForm = either(token, quotedString);
/** Base64, in quotes. RFC 4648 §4. */
export const base64: ParameterForm = quotedOf(
  'base64 in quotes',
  (text) => typeof decodeBase64(withoutPadding(text)) !== 'number',
);
/** A name alone. */
export const flag: ParameterForm = { form: 'no value', accepts: (value) => value === undefined };
/** `host`, a name with an underscore included: some networks have such. */
export const host: ParameterForm = unquoted('a host', isHost);
/** `( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )` */
export const qvalue: ParameterForm = unquoted('a number from 0 to 1 with at most three decimals', isQvalue);

export function isHost(text: string): boolean {
  const code = checkHost(text);
  return code === undefined || code === 'host-underscore';
}

export function isQvalue(text: string): boolean {
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text);
}
