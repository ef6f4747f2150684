/** How much is kept of messages. Reaching one is told in a diagnostic; what was read stays. */
export type MessageLimits = {
  /**
   * Bytes of messages that do not stand in the capture as they are (decrypted, unmasked, inflated, of a log) and are kept to be read again, of all together. Beyond, messages
   * are analysed like all others, but their text cannot be had later.
   */
  readonly keptBytes: number;
  /**
   * Transactions, dialogs and calls that may be open at once, all together. Beyond, those silent for longest are taken to be over: what comes of them later
   * is told as something new. Four calls that were answered and have been silent for long, with all their dialogs, count as one.
   */
  readonly openAtOnce: number;
  /** Registrations that may be open at once: one is, until what it was granted is over. Beyond, as above. */
  readonly registrationsAtOnce: number;
};

export const defaultMessageLimits: MessageLimits = {
  keptBytes: 256 * 1024 * 1024,
  openAtOnce: 1_000_000,
  registrationsAtOnce: 200_000,
};
