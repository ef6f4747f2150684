import { coreGrammar } from '../grammar/core-grammar.ts';
import { coreKinds } from '../grammar/core-kinds.ts';
import type { KindRow } from '../grammar/kind-row.ts';
import type { CompiledSip } from '../grammar/compiled-sip.gen.ts';
import { readRow } from '../grammar/read-row.ts';
import type { Readers } from './readers.ts';

const rows: Readonly<Partial<Record<string, KindRow<CompiledSip>>>> = coreKinds;

/** Header fields of other RFCs have no values here, and bodies are bytes. */
export const coreReaders: Readers = {
  readValue(kind, source, start, end, commentDepth) {
    const row = rows[kind];
    if (row !== undefined) return readRow(coreGrammar(), row, source, start, end, commentDepth);
    const { diagnostics } = readRow(coreGrammar(), coreKinds.text, source, start, end, commentDepth);
    return { values: [], firstRead: false, diagnostics };
  },
  lacks: (kind) => rows[kind] === undefined,
  readUri: (source, start, end) => coreGrammar().readUri(source, start, end),
};
