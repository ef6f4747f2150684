/** An address-of-record and what its user agents did to be reached there (RFC 3261 §10). */
export type RegistrationRow = {
  readonly id: string;
  /** Address-of-record: the URI of To, without parameters. */
  readonly aor: string;
  readonly started: string;
  /** When nothing more came of it: the last message. */
  readonly ended: string;
  /** Frames, in order. */
  readonly messages: readonly number[];
};
