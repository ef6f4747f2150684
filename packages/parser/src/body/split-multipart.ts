import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { encodeText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';

/** Where the pieces of a multipart lie: preamble, then delimiter and part in turn, then epilogue, without gap or overlap. */
export type MultipartSplit = {
  readonly preamble: Span;
  readonly delimiters: readonly Span[];
  readonly parts: readonly Span[];
  readonly epilogue: Span;
  readonly closed: boolean;
  readonly diagnostics: readonly Diagnostic[];
};

type Delimiter = {
  /** With the line break before it and the one behind it. */
  readonly span: Span;
  readonly lineStart: number;
  readonly closes: boolean;
};

/**
 *     multipart-body  := [preamble CRLF] dash-boundary transport-padding CRLF body-part *encapsulation
 *                        close-delimiter transport-padding [CRLF epilogue]
 *     dash-boundary   := "--" boundary
 *     encapsulation   := delimiter transport-padding CRLF body-part
 *     delimiter       := CRLF dash-boundary
 *     close-delimiter := delimiter "--"
 *
 * RFC 2046 §5.1.1. The line break before a delimiter belongs to it, not to the part. A line that goes on behind the boundary is no
 * delimiter: it may be of a nested multipart whose boundary is longer.
 */
export function splitMultipart(
  bytes: Uint8Array,
  [start, end]: Span,
  boundary: string | undefined,
  maxParts: number,
): MultipartSplit {
  const delimiters = boundary === undefined ? [] : findDelimiters(bytes, start, end, boundary, maxParts);
  const first = delimiters[0];
  const last = delimiters.at(-1);
  if (first === undefined || last === undefined) {
    const diagnostics: Diagnostic[] =
      boundary === undefined ? [] : [{ code: 'mime-boundary-unused', span: [start, end], detail: clip(boundary) }];
    return { preamble: [start, end], delimiters: [], parts: [], epilogue: [end, end], closed: false, diagnostics };
  }
  const parts = delimiters.slice(1).map(({ span }, index): Span => [delimiters[index]!.span[1], span[0]]);
  const isCut = !last.closes && parts.length === maxParts;
  if (!last.closes && !isCut) parts.push([last.span[1], end]);
  return {
    preamble: [start, first.span[0]],
    delimiters: delimiters.map(({ span }) => span),
    parts,
    epilogue: last.closes || isCut ? [last.span[1], end] : [end, end],
    closed: last.closes,
    diagnostics: [
      ...checkLineEnds(bytes, delimiters),
      ...(isCut ? [{ code: 'limit-body-parts', span: [last.span[1], end], detail: `${maxParts}` } as const] : []),
      ...(last.closes || isCut ? [] : [{ code: 'mime-close-missing', span: [end, end] } as const]),
    ],
  };
}

/** The delimiter lines up to the closing one, or to the one behind as many parts as are read. */
function findDelimiters(
  bytes: Uint8Array,
  start: number,
  end: number,
  boundary: string,
  maxParts: number,
): Delimiter[] {
  const dashBoundary = encodeText(`--${boundary}`);
  const found: Delimiter[] = [];
  let at = start;
  while (at < end && found.length <= maxParts && found.at(-1)?.closes !== true) {
    const lf = bytes.indexOf(0x0a, at);
    const lineEnd = lf === -1 || lf >= end ? end : lf;
    const next = Math.min(lineEnd + 1, end);
    const after = startsWith(bytes, at, lineEnd, dashBoundary) ? at + dashBoundary.length : -1;
    const closes = after !== -1 && after + 2 <= lineEnd && bytes[after] === 0x2d && bytes[after + 1] === 0x2d;
    if (after !== -1 && isPadding(bytes, closes ? after + 2 : after, lineEnd)) {
      const from = lineBreakBefore(bytes, at, found.at(-1)?.span[1] ?? start);
      found.push({ span: [from, next], lineStart: at, closes });
    }
    at = next;
  }
  return found;
}

function startsWith(bytes: Uint8Array, start: number, end: number, by: Uint8Array): boolean {
  if (end - start < by.length) return false;
  for (let at = 0; at < by.length; at++) {
    if (bytes[start + at] !== by[at]) return false;
  }
  return true;
}

/** `transport-padding := *LWSP-char`, and the CR of the line break. */
function isPadding(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const isBlank = bytes[at] === 0x20 || bytes[at] === 0x09;
    if (!isBlank && !(bytes[at] === 0x0d && at === end - 1)) return false;
  }
  return true;
}

/** Where the line break that ends right before `at` begins; `at` where none does that lies behind `from`. */
function lineBreakBefore(bytes: Uint8Array, at: number, from: number): number {
  if (at <= from || bytes[at - 1] !== 0x0a) return at;
  return at - 1 > from && bytes[at - 2] === 0x0d ? at - 2 : at - 1;
}

/** The first LF alone round a delimiter line. */
function checkLineEnds(bytes: Uint8Array, delimiters: readonly Delimiter[]): readonly Diagnostic[] {
  for (const { span, lineStart } of delimiters) {
    if (lineStart - span[0] === 1) return [{ code: 'mime-line-end', span: [span[0], lineStart] }];
    const lf = span[1] - 1;
    if (bytes[lf] === 0x0a && bytes[lf - 1] !== 0x0d) return [{ code: 'mime-line-end', span: [lf, lf + 1] }];
  }
  return [];
}

function clip(boundary: string): string {
  return boundary.slice(0, 80);
}
