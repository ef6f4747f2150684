/** A subscription to the state of a resource (RFC 6665). */
export type SubscriptionRow = {
  readonly id: string;
  /** The Event's package and its templates. */
  readonly event?: string;
  readonly started: string;
  /** Frames, in order. */
  readonly messages: readonly number[];
};
