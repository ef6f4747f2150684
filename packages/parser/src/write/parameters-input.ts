import { formOf, type ParameterForm, type ParameterForms } from '../grammar/parameter-form.ts';
import type { Parameter, Parameters } from '../header/parameter.ts';
import { isToken } from '../text/character-class.ts';
import { isSameName } from '../text/lower-case.ts';
import { lineText, shown, tokenText } from './checked-text.ts';

/** What a parameter is to be: `true` is a name alone, `undefined` and `false` leave it out. Quotes are put where they belong. */
export type ParameterInput = string | number | boolean | undefined;

/** Parameters as they were read, or by their names: `{ tag: 'a1', expires: 60, 'reg-id': 1 }`. */
export type ParametersInput = Parameters | Readonly<Record<string, ParameterInput>>;

/** The form that a header gives its parameter of a name. */
export type FormOf = (name: string) => ParameterForm | undefined;

/** Whether they are as they were read. */
export function isRead(input: ParametersInput): input is Parameters {
  return Array.isArray(input);
}

/** The forms of a table as a function of the name; of a name it has not, the other form, if any. */
export function formsOf(table: ParameterForms, other?: ParameterForm): FormOf {
  return (name) => formOf(table, name) ?? other;
}

/** Parameters as they are to be written. A RangeError names one that cannot be. */
export function parametersOf(input: ParametersInput | undefined, form: FormOf = () => undefined): Parameters {
  if (input === undefined) return [];
  if (isRead(input)) return input.map(checkedParameter);
  return Object.entries(input).flatMap(([name, value]) => newParameter(name, value, form(name)));
}

/** The parameters with some of them set by name: those there are, changed in their places; new ones before the others. */
export function withParameters(
  params: Parameters,
  set: Readonly<Record<string, ParameterInput>>,
  form: FormOf,
): Parameters {
  const named = Object.entries(set).flatMap(([name, value]) => newParameter(name, value, form(name)));
  const changed = params.map((one) => {
    const to = named.find(({ name }) => isSameName(one.name, name));
    return to === undefined || to.value === one.value ? one : { ...to, name: one.name };
  });
  return [...named.filter(({ name }) => !params.some((one) => isSameName(one.name, name))), ...changed];
}

/** A parameter as it was read, or as a caller made one like it: quoted where it could not stand otherwise. */
function checkedParameter(one: Parameter): Parameter {
  tokenText(one.name, 'The name of a parameter');
  if (one.value === undefined) return one;
  lineText(one.value, `The parameter ${one.name}`);
  return one.quoted || isBare(one.value) ? one : { ...one, quoted: true };
}

/** What stands without quotes and is nevertheless read as one value; more than a token, for not all devices keep to that. */
function isBare(value: string): boolean {
  return /^[^\s",;<>(][^\s",;<>]*$/.test(value);
}

function newParameter(
  name: string,
  input: ParameterInput,
  form: ParameterForm | undefined,
): readonly [Parameter] | readonly [] {
  tokenText(name, 'The name of a parameter');
  if (input === undefined || input === false) return [];
  const value = input === true ? undefined : lineText(String(input), `The parameter ${name}`);
  if (form === undefined) return [{ name, value, quoted: value !== undefined && !isToken(value) && !isAddress(value) }];
  for (const quoted of [false, true]) {
    // A form may look at the characters of a few only: what stands without quotes must be able to.
    if (form.accepts(value, quoted) && (quoted || value === undefined || isBare(value)))
      return [{ name, value, quoted }];
  }
  throw new RangeError(
    `The parameter ${name}: expected ${form.form}, not ${value === undefined ? 'a name alone' : shown(value)}`,
  );
}

/** An IPv6 address, with brackets or (as `received` of Via has it) without. */
function isAddress(value: string): boolean {
  return /^\[[\da-fA-F:.]+\]$/.test(value);
}
