import type { Span } from '@sipscope/parser';

/**
 * How two of the same stand to each other: `same` to the letter; `equal` where they are written differently and mean the same; `changed`; or
 * there is one on one side only.
 */
export type ComparedKind = 'same' | 'equal' | 'changed' | 'left' | 'right';

/** A piece of a text; lit where it differs from the other side's. */
export type ComparedPiece = { readonly text: string; readonly lit?: true };

/** What stands on one side, and where in its message. */
export type ComparedSide = { readonly pieces: readonly ComparedPiece[]; readonly span: Span };

/** An element of a header, the start line, or a line of a session description, on both sides. */
export type ComparedElement = {
  readonly kind: ComparedKind;
  /** Of a header its full name; of a line of a session description what it tells of. */
  readonly name: string;
  readonly left?: ComparedSide;
  readonly right?: ComparedSide;
  /** True where what differs does so between any two messages: branch, tags, Call-ID, CSeq, nonces, times, Content-Length. */
  readonly varying?: true;
};

/** Lines of a session description that belong together: the session's, or those of a medium. */
export type ComparedSection = { readonly title: string; readonly lines: readonly ComparedElement[] };

/** Bodies of the same type, in the order in which they come. */
export type ComparedBody = {
  readonly kind: 'same' | 'changed' | 'left' | 'right';
  readonly mediaType: string;
  readonly left?: Span;
  readonly right?: Span;
  /** Of session descriptions. */
  readonly sections?: readonly ComparedSection[];
};

/** Two messages, thing by thing. Spans on each side are of that side's message. */
export type MessageComparison = {
  readonly startLine: ComparedElement;
  readonly headers: readonly ComparedElement[];
  readonly bodies: readonly ComparedBody[];
  /** True where a message has more header fields, or bodies, than are compared. */
  readonly isCut?: true;
};
