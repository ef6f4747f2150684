/** What one document says of the state of something: the body of a NOTIFY or PUBLISH, or a part of it. */
export type StateDocument = {
  /** The kind of document: what a version is counted in. */
  readonly kind: string;
  /** Whose state it is, as the document says: a URI. */
  readonly of: string | undefined;
  /** The state, in few words. */
  readonly what: string;
  /** True where it tells only what changed. */
  readonly isPartial: boolean;
  /** Counts the documents of one subscription (RFC 4235 §4.1, RFC 4575 §4.4, RFC 3858 §4.1, RFC 3680 §5.1, RFC 4662 §5.2). */
  readonly version: number | undefined;
  /** Since when it is so, as the document says. */
  readonly timestamp: string | undefined;
  /** Whether it could not be read. */
  readonly isUnreadable: boolean;
};

type StateFacts = { readonly kind: string; readonly what: string } & Partial<StateDocument>;

/** A document: what is not said of it is not known. */
export function stateDocument(facts: StateFacts): StateDocument {
  const { kind, of, what, isPartial = false, version, timestamp, isUnreadable = false } = facts;
  return { kind, of, what, isPartial, version, timestamp, isUnreadable };
}
