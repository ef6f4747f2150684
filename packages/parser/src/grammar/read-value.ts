import type { SourceText } from '../text/source-text.ts';
import { type Grammar, grammar as compiledGrammar } from './grammar.ts';
import { type Reading, readRow } from './read-row.ts';
import { valueKinds } from './value-kinds.ts';
import type { ValueKind, ValueTypes } from './value-types.ts';

/** Reads the value at `[start, end)` of a source as its kind demands. Never throws: what is wrong is told in the diagnostics. */
export function readValue<Kind extends ValueKind>(
  kind: Kind,
  source: SourceText,
  start: number,
  end: number,
  commentDepth = 64,
  grammar: Grammar = compiledGrammar(),
): Reading<ValueTypes[Kind]> {
  // The rule of a kind gives values of that kind and no others.
  return readRow(grammar, valueKinds[kind], source, start, end, commentDepth) as Reading<ValueTypes[Kind]>;
}
