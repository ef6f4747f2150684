/** Event state published by one source, from its first PUBLISH to its removal (RFC 3903). */
export type PublicationRow = {
  readonly id: string;
  readonly event?: string;
  readonly started: string;
  /** Frames, in order. */
  readonly messages: readonly number[];
};
