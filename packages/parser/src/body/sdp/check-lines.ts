import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostic/diagnostic-table.ts';
import type { Span } from '../../text/span.ts';
import type { SdpLine } from './session-description.ts';

/** The order in which the lines of a session, and of a media section, must stand. RFC 8866 §5, §9. */
const sessionOrder = 'vosiuepcbtrzka';
const mediaOrder = 'micbka';

/** Lines of which a section has at most one; a medium may have several addresses, of the layers of a multicast. */
const sessionSingles: number = bitsOf('vosiukc');
const mediaSingles: number = bitsOf('ik');

/** Lines of text, which must hold some. */
const texts: number = bitsOf('siuep');

/** Lines of fields with one space between them. */
const spaced: number = bitsOf('ocbtrzm');

const required: readonly (readonly [type: string, code: DiagnosticCode])[] = [
  ['v', 'sdp-version-missing'],
  ['o', 'sdp-origin-missing'],
  ['s', 'sdp-name-missing'],
  ['t', 'sdp-timing-missing'],
];

/** What must be there, once, holding something, and in which order. */
export function checkLines(lines: readonly SdpLine[], span: Span, diagnostics: Diagnostic[]): void {
  checkOrder(lines, diagnostics);
  checkRepeated(lines, diagnostics);
  let types = 0;
  for (const { type } of lines) types |= bitOf(type);
  for (const [type, code] of required) {
    if ((types & bitOf(type)) === 0) diagnostics.push({ code, span: [span[0], span[0]] });
  }
  if ((types & bitOf('m')) !== 0 && (types & bitOf('c')) === 0)
    diagnostics.push({ code: 'sdp-connection-missing', span: [span[0], span[0]] });
}

/** Tells of the first line that comes too late. */
function checkOrder(lines: readonly SdpLine[], diagnostics: Diagnostic[]): void {
  let place = 0;
  let order = sessionOrder;
  for (const line of lines) {
    if (line.type === 'm') {
      order = mediaOrder;
      place = 0;
    }
    const next = line.type === '' ? -1 : order.indexOf(line.type);
    // What only the session has is too late in a medium.
    const isMisplaced = next === -1 && line.type !== '' && sessionOrder.includes(line.type);
    // r and z belong to the t before them, so all three may come again.
    const mayGoBack = line.type === 't' && (order[place] === 'r' || order[place] === 'z');
    if (isMisplaced || (next !== -1 && next < place && !mayGoBack)) {
      diagnostics.push({ code: 'sdp-order', span: line.span });
      return;
    }
    if (next > place || mayGoBack) place = next;
  }
}

/** Tells of the first line of each type that is one too many, and of those that hold nothing. */
function checkRepeated(lines: readonly SdpLine[], diagnostics: Diagnostic[]): void {
  let singles = sessionSingles;
  let seen = 0;
  let repeated = 0;
  let empty = 0;
  for (const { type, span, valueSpan } of lines) {
    const bit = bitOf(type);
    if (type === 'm') {
      singles = mediaSingles;
      seen = 0;
    }
    if ((bit & singles & seen & ~repeated) !== 0) {
      repeated |= bit;
      diagnostics.push({ code: 'sdp-line-repeated', span });
    }
    seen |= bit;
    if (valueSpan[0] === valueSpan[1] && (bit & texts & ~empty) !== 0) {
      empty |= bit;
      diagnostics.push({ code: 'sdp-line-empty', span });
    }
  }
}

/** Tells of the first CR or NUL that ends no line: `byte-string = 1*(%x01-09/%x0B-0C/%x0E-FF)`. RFC 8866 §9. */
export function checkBreaks(bytes: Uint8Array, lines: readonly SdpLine[], diagnostics: Diagnostic[]): void {
  for (const { valueSpan } of lines) {
    for (let at = valueSpan[0]; at < valueSpan[1]; at++) {
      if (bytes[at] !== 0x0d && bytes[at] !== 0) continue;
      diagnostics.push({ code: 'sdp-line-break', span: [at, at + 1] });
      return;
    }
  }
}

/** Tells of the first blanks that are not the one space between two fields of a line. RFC 8866 §5, §9. */
export function checkSpaces(bytes: Uint8Array, lines: readonly SdpLine[], diagnostics: Diagnostic[]): void {
  for (const { type, valueSpan } of lines) {
    const span = (bitOf(type) & spaced) === 0 ? undefined : misplacedSpace(bytes, valueSpan);
    if (span === undefined) continue;
    diagnostics.push({ code: 'sdp-space', span });
    return;
  }
}

function misplacedSpace(bytes: Uint8Array, [start, end]: Span): Span | undefined {
  for (let at = start; at < end; at++) {
    if (!isBlank(bytes[at])) continue;
    const from = at;
    while (at < end && isBlank(bytes[at])) at++;
    const isSeparator = at - from === 1 && bytes[from] === 0x20 && from > start && at < end;
    if (!isSeparator) return [from, at];
  }
  return undefined;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}

/** A bit for each small letter; none of what is no line. */
function bitOf(type: string): number {
  const code = type.charCodeAt(0);
  return code >= 0x61 ? 1 << (code - 0x61) : 0;
}

function bitsOf(types: string): number {
  let bits = 0;
  for (const type of types) bits |= bitOf(type);
  return bits;
}
