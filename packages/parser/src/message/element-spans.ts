import { grammar } from '../grammar/grammar.ts';
import { readByRules } from '../grammar/read-row.ts';
import { tokenCode } from '../grammar/token-code.ts';
import { valueKinds } from '../grammar/value-kinds.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { headerTable } from '../header/header-table.ts';
import { encodeText, SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { defaultLimits } from './limits.ts';
import type { AnyHeaderName } from './header-accessor.ts';

/**
 * Where each element of a header field's value stands, as the grammar of its name parts them by commas: `elementSpans('Via', message.bytes, field.valueSpan)`.
 * Elements that cannot be read have their place too. One span where the field is no list. RFC 3261 §7.3.1.
 */
export function elementSpans(name: AnyHeaderName, value: Uint8Array | string, within?: Span): readonly Span[] {
  const bytes = typeof value === 'string' ? encodeText(value) : value;
  const [start, end] = within ?? [0, bytes.length];
  const kind = headerTable[headerNumberOf(name)]?.kind ?? 'text';
  readByRules(grammar(), valueKinds[kind], new SourceText(bytes, start, end), start, end, defaultLimits.commentDepth);
  const { types, starts, ends, count } = grammar().tokens;
  const spans: Span[] = [];
  let first = 0;
  for (let at = 0; at <= count; at++) {
    if (at < count && !(valueKinds[kind].list && types[at] === tokenCode.comma)) continue;
    if (at > first) spans.push([starts[first]!, ends[at - 1]!]);
    first = at + 1;
  }
  return spans;
}
