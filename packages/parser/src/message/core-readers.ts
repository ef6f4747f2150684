import { coreGrammar } from '../grammar/core-grammar.ts';
import { coreKinds } from '../grammar/core-kinds.ts';
import type { KindRow } from '../grammar/kind-row.ts';
import type { CompiledSip } from '../grammar/compiled-sip.gen.ts';
import { readRow } from '../grammar/read-row.ts';
import type { Readers } from './readers.ts';

const rows: Readonly<Partial<Record<string, KindRow<CompiledSip>>>> = coreKinds;

/** Header fields of other RFCs are text here, and bodies bytes. */
export const coreReaders: Readers = {
  readValue: (kind, source, start, end, commentDepth) =>
    readRow(coreGrammar(), rows[kind] ?? coreKinds.text, source, start, end, commentDepth),
  readUri: (source, start, end) => coreGrammar().readUri(source, start, end),
};
