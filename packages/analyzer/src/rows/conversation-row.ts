/** Instant messages between two parties (RFC 3428, RFC 4975). */
export type ConversationRow = {
  readonly id: string;
  readonly started: string;
  /** Frames, in order. */
  readonly messages: readonly number[];
};
