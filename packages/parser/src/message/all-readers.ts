import { Body } from '../body/body.ts';
import { type Grammar, grammar } from '../grammar/grammar.ts';
import type { KindRow } from '../grammar/kind-row.ts';
import { readRow } from '../grammar/read-row.ts';
import { readValue } from '../grammar/read-value.ts';
import { valueKinds } from '../grammar/value-kinds.ts';
import { headerTable } from '../header/header-table.ts';
import { SourceText } from '../text/source-text.ts';
import { frameMessage } from './frame-message.ts';
import type { Limits } from './limits.ts';
import type { Readers } from './readers.ts';
import { RightValues } from './right-values.ts';
import { SipMessage } from './sip-message.ts';

/** How each row of the header table is read. */
const rows: readonly KindRow<Grammar>[] = headerTable.map(({ kind }) => valueKinds[kind]);

/** Everything that can be read of a message. */
export const allReaders: Readers = {
  right: new RightValues(),
  readField: (row, source, start, end, commentDepth) =>
    // The table has a row of that number, for a field has it from there.
    readRow(grammar(), rows[row]!, source, start, end, commentDepth),
  readValue,
  readUri: (source, start, end) => grammar().readUri(source, start, end),
  readBody(message) {
    const { bodyStart, bodyEnd, limits } = message.framing;
    const source = new SourceText(message.bytes, bodyStart, bodyEnd);
    return new Body({ source, limits, parse: parseWithin }, message, [bodyStart, bodyEnd]);
  },
};

/** A message within a body: all of the bytes given are its own. */
function parseWithin(bytes: Uint8Array, start: number, end: number, limits: Limits): SipMessage {
  const own = bytes.subarray(start, end);
  const source = new SourceText(own);
  const framing = frameMessage(source, 'datagram', limits, false);
  return new SipMessage(own.subarray(0, framing.bodyEnd), start, start + framing.bodyEnd, framing, allReaders, source);
}
