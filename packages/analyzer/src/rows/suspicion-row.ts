/** Something in the capture that looks like an attack or like fraud, with what was counted. */
export type SuspicionRow = {
  readonly kind: SuspicionKind;
  /** Where it comes from. */
  readonly address: string;
  /** A sentence: what was seen. */
  readonly detail: string;
  /** Requests, refusals or calls that it was told by. */
  readonly count: number;
  readonly started: string;
  readonly ended: string;
  /** The first of them. */
  readonly frames: readonly number[];
};

/**
 * `scanner`: a user agent that names a scanning tool. `enumeration`: many users of a domain tried, most refused. `password-guessing`: credentials for one user refused again
 * and again within a short time; `password-refused`: over a longer one, as a phone with a wrong password does. `dial-plan`: one number tried with many prefixes.
 * `number-range`: calls to one number after the other, most of which nobody answered.
 */
export type SuspicionKind =
  | 'scanner'
  | 'enumeration'
  | 'password-guessing'
  | 'password-refused'
  | 'dial-plan'
  | 'number-range';
