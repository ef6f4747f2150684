import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import type { ScopedNode } from './abnf-grammar.ts';

/** One thing both the ABNF and our rules read: a header field's value, a line of a session description, an attribute's value. */
export type Subject = {
  readonly name: string;
  /** What the ABNF derives: the value between `before` and `behind`. */
  readonly start: ScopedNode;
  readonly before: string;
  readonly behind: string;
  /** The value as it would come out of its message: what ends it is not in it. */
  readonly framed: (value: Uint8Array) => Uint8Array;
  /** What our rules say of a value. */
  readonly read: (value: Uint8Array) => readonly Diagnostic[];
  /** Whether a diagnostic says that the value is wrong. */
  readonly isError: (diagnostic: Diagnostic) => boolean;
};
