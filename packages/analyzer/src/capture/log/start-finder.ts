import { startsLikeSip, streamStartsLikeSip } from '@sipscope/parser';
import type { ByteWindow } from '../byte-window.ts';
import type { Envelope } from './envelope.ts';
import { linePrefix } from './line-prefix.ts';
import { isBlank } from './line-scan.ts';
import type { TextLine } from './line-splitter.ts';
import { findKnownStart, isKnownStart } from './start-line.ts';
import { TreeLines } from './tree-lines.ts';

/** Where a start line begins in its line, and whether what stands before it is a logger's prefix. */
export type StartPlace = { readonly column: number; readonly isPrefixed: boolean };

const BYTE_ORDER_MARK = '\u00EF\u00BB\u00BF';

/** The start line in this line: indented, behind a logger's prefix, or behind whatever stands there where an envelope has announced a message. */
export function startIn(line: TextLine, envelope: Envelope | undefined): StartPlace | undefined {
  const { text } = line;
  if (envelope?.form === 'tree' && typeof new TreeLines().line(text) === 'string')
    return { column: 0, isPrefixed: false };
  const column = firstColumn(line);
  if (isKnownStart(text, column)) return { column, isPrefixed: false };
  const prefix = linePrefix(text);
  if (prefix === undefined && envelope === undefined) return undefined;
  const found = findKnownStart(text);
  return found === -1 ? undefined : { column: found, isPrefixed: prefix !== undefined && found === prefix.end };
}

/** A broken start line that is evidently meant as one, at the beginning of a paragraph; `unknown` where only what follows tells. */
export function brokenStartIn(
  line: TextLine,
  envelope: Envelope | undefined,
  window: ByteWindow,
  last: boolean,
): StartPlace | 'unknown' | undefined {
  const column = firstColumn(line);
  const at = line.start + column;
  if (envelope === undefined && linePrefix(line.text) !== undefined) return undefined;
  const isStart =
    last || envelope !== undefined
      ? startsLikeSip(window.bytes, at, envelope === undefined ? window.end : line.next)
      : streamStartsLikeSip(window.bytes, at, window.end);
  if (isStart === undefined) return 'unknown';
  return isStart ? { column, isPrefixed: false } : undefined;
}

function firstColumn({ text, offset }: TextLine): number {
  let column = offset === 0 && text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  while (isBlank(text[column])) column++;
  return column;
}
