import { coreGrammar } from '../grammar/core-grammar.ts';
import { coreKinds } from '../grammar/core-kinds.ts';
import type { KindRow } from '../grammar/kind-row.ts';
import type { CompiledSip } from '../grammar/compiled-sip.gen.ts';
import { type Reading, readRow } from '../grammar/read-row.ts';
import { headerTable } from '../header/header-table.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Readers } from './readers.ts';

const rows: Readonly<Partial<Record<string, KindRow<CompiledSip>>>> = coreKinds;

/** How each row of the header table is read, where it is read here. */
const rowsByNumber: readonly (KindRow<CompiledSip> | undefined)[] = headerTable.map(({ kind }) => rows[kind]);

/** Header fields of other RFCs have no values here, and bodies are bytes. */
export const coreReaders: Readers = {
  readField: (row, ...place) => readOrLeave(rowsByNumber[row], ...place),
  readValue: (kind, ...place) => readOrLeave(rows[kind], ...place),
  lacks: (kind) => rows[kind] === undefined,
  readUri: (source, start, end) => coreGrammar().readUri(source, start, end),
};

function readOrLeave(
  row: KindRow<CompiledSip> | undefined,
  source: SourceText,
  start: number,
  end: number,
  commentDepth: number,
): Reading<unknown> {
  if (row !== undefined) return readRow(coreGrammar(), row, source, start, end, commentDepth);
  const { diagnostics } = readRow(coreGrammar(), coreKinds.text, source, start, end, commentDepth);
  return { values: [], firstRead: false, diagnostics };
}
