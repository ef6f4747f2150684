import { type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** A numbered error: Geolocation-Error (RFC 6442 §4.4), AlertMsg-Error (RFC 8876 §5.2). */
export class ErrorValue {
  readonly code: number;
  readonly params: Parameters;

  constructor(code: number, params: Parameters) {
    this.code = code;
    this.params = params;
  }

  /** For people: the parameter `code` of Geolocation-Error, `message` of AlertMsg-Error. */
  get text(): string | undefined {
    return parameterValue(this.params, 'code') ?? parameterValue(this.params, 'message');
  }
}

/** The text of a Geolocation-Error or AlertMsg-Error, its code with three digits, which the latter must have. RFC 6442 §4.4, RFC 8876 §5.2. */
export function writeErrorValue(value: Pick<ErrorValue, 'code' | 'params'>): string {
  return `${`${value.code}`.padStart(3, '0')}${writeParameters(value.params)}`;
}
