import { lowerCase } from '../text/lower-case.ts';
import { parameterNumber, type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** Seconds with parameters: Min-SE (RFC 4028 §5). */
export class DeltaParams {
  /** Undefined where the number is above 2^32 - 1. */
  readonly seconds: number | undefined;
  readonly secondsText: string;
  readonly params: Parameters;

  constructor(seconds: number | undefined, secondsText: string, params: Parameters) {
    this.seconds = seconds;
    this.secondsText = secondsText;
    this.params = params;
  }
}

/** How long a session lasts unless it is refreshed. RFC 4028 §4. */
export class SessionExpires extends DeltaParams {
  /** Who is to refresh it; undefined where nobody is named yet. */
  get refresher(): 'uac' | 'uas' | undefined {
    const text = lowerCase(parameterValue(this.params, 'refresher') ?? '');
    return text === 'uac' || text === 'uas' ? text : undefined;
  }
}

/** When to try again. RFC 3261 §20.33. */
export class RetryAfter extends DeltaParams {
  /** For people, with its parentheses; folds made spaces. */
  comment: string | undefined = undefined;

  /** For how long it will then be available, in seconds. */
  get duration(): number | undefined {
    return parameterNumber(this.params, 'duration');
  }
}

/** The text of a number of seconds with parameters, as of Session-Expires or Retry-After. RFC 4028 §4, RFC 3261 §20.33. */
export function writeDeltaParams(
  value: Pick<DeltaParams, 'secondsText' | 'params'> & { readonly comment?: string | undefined },
): string {
  const comment = value.comment === undefined ? '' : ` ${value.comment}`;
  return `${value.secondsText}${comment}${writeParameters(value.params)}`;
}
