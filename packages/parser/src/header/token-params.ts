import { type Parameters, writeParameters } from './parameter.ts';

/** A token with parameters: Event, Subscription-State, Reason, Content-Disposition and many more have this shape. */
export type TokenParams = {
  readonly value: string;
  readonly params: Parameters;
};

/** The text of a token with parameters, as of Event or Subscription-State. RFC 3261 §25.1. */
export function writeTokenParams(value: TokenParams): string {
  return `${value.value}${writeParameters(value.params)}`;
}
