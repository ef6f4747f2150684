import type { Span } from '../text/span.ts';

/** A piece of a message, and the rule of the grammar that took it. */
export type SyntaxNode = {
  /** The rule's name as the ABNF writes it. */
  readonly rule: string;
  readonly span: Span;
  /** Which of many this is: a header's name, the letter or attribute of a line of SDP. */
  readonly label?: string;
  readonly children?: readonly SyntaxNode[];
};
