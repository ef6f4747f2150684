import { isDigits } from '../text/character-class.ts';
import { isWord } from '../text/lower-case.ts';
import { quote } from '../text/quoted-string.ts';

/** `;name`, `;name=value` or `;name="value"`. Names compare without case. RFC 3261 §7.3.1, §25.1 generic-param. */
export type Parameter = {
  readonly name: string;
  /** What the value says: of a quoted-string, without quotes and escapes. */
  readonly value: string | undefined;
  readonly quoted: boolean;
};

/** The parameters of a value in order, those that stand twice included. */
export type Parameters = readonly Parameter[];

/** The first parameter of that name (given in lower case). */
export function parameter(parameters: Parameters, name: string): Parameter | undefined {
  return parameters.find((one) => isWord(one.name, name));
}

/** The value of the first parameter of that name (given in lower case); undefined too where it has none. */
export function parameterValue(parameters: Parameters, name: string): string | undefined {
  return parameter(parameters, name)?.value;
}

/** The number that the first parameter of that name (given in lower case) has, of digits alone; undefined too where it is no such number. */
export function parameterNumber(parameters: Parameters, name: string): number | undefined {
  const value = parameterValue(parameters, name);
  return value !== undefined && isDigits(value) ? Number(value) : undefined;
}

/** Whether a parameter of that name (given in lower case) is there, with a value or without. */
export function hasParameter(parameters: Parameters, name: string): boolean {
  return parameter(parameters, name) !== undefined;
}

export function writeParameter(one: Parameter): string {
  if (one.value === undefined) return one.name;
  return `${one.name}=${one.quoted ? quote(one.value) : one.value}`;
}

/** The text of parameters, each behind a semicolon. RFC 3261 §25.1. */
export function writeParameters(parameters: Parameters): string {
  return parameters.map((one) => `;${writeParameter(one)}`).join('');
}
