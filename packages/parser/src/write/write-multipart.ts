import { encodeText } from '../text/source-text.ts';
import { lineText, quotedText, shown, tokenText } from './checked-text.ts';
import { type BodyInput, bodyParts, type WrittenBody } from './body-input.ts';
import { headerLines, type OtherHeaders } from './header-lines.ts';
import { joinBytes } from './join-bytes.ts';
import { stringifyHeader } from './stringify-header.ts';
import type { HeaderInput } from './header-input.ts';

/** One body of several. */
export type PartInput = {
  readonly body: BodyInput;
  /** May be left out where the body knows its own. */
  readonly contentType?: HeaderInput<'Content-Type'> | undefined;
  /** Other header fields of the part: `{ 'Content-ID': 'a@example.com' }`. */
  readonly headers?: OtherHeaders | undefined;
};

/** How the parts are held together. RFC 2046 §5.1. */
export type MultipartOptions = {
  /** `mixed` unless it is said; `alternative`, `related` … */
  readonly subtype?: string | undefined;
  /** Between the parts; one that stands in none of them is made where none is given. */
  readonly boundary?: string | undefined;
};

const lineBreak = encodeText('\r\n');

/** Several bodies in one, for `setBody` and the body of a request or response. A boundary that a part holds is a RangeError. RFC 2046 §5.1, RFC 5621 §3. */
export function writeMultipart(parts: readonly PartInput[], options: MultipartOptions = {}): WrittenBody {
  if (parts.length === 0) throw new RangeError('A multipart must have a part');
  const subtype = tokenText(options.subtype ?? 'mixed', 'The subtype of a multipart');
  const written = parts.map(writePart);
  const boundary = options.boundary === undefined ? freeBoundary(written) : checkedBoundary(options.boundary, written);
  const delimiter = encodeText(`--${boundary}\r\n`);
  const end = encodeText(`--${boundary}--\r\n`);
  const bytes = joinBytes([...written.flatMap((part) => [delimiter, part, lineBreak]), end]);
  return { contentType: `multipart/${subtype};boundary=${quotedText(boundary, 'A boundary')}`, bytes };
}

/** The header fields of a part, an empty line, and its body. */
function writePart({ body, contentType, headers = {} }: PartInput): Uint8Array {
  const { bytes, contentType: known } = bodyParts(body);
  const type = contentType ?? known;
  if (type === undefined) throw new RangeError('A part must have a Content-Type');
  const lines = [`Content-Type: ${stringifyHeader('Content-Type', type)}`, ...headerLines(headers)];
  return joinBytes([encodeText(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}

/** `0*69<bchars> bcharsnospace`. RFC 2046 §5.1.1. */
function checkedBoundary(boundary: string, parts: readonly Uint8Array[]): string {
  const isRight =
    boundary.length <= 70 && /^[\w'()+,\-./:=? ]*[\w'()+,\-./:=?]$/.test(lineText(boundary, 'A boundary'));
  if (!isRight) throw new RangeError(`A boundary cannot be written: ${shown(boundary)}`);
  if (!isFree(boundary, parts)) throw new RangeError(`A part holds the boundary: ${shown(boundary)}`);
  return boundary;
}

/** Random, so that nobody can have put it into a part. */
function freeBoundary(parts: readonly Uint8Array[]): string {
  for (;;) {
    const random = crypto.getRandomValues(new Uint8Array(16));
    const boundary = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (isFree(boundary, parts)) return boundary;
  }
}

/** Whether no line of a part begins with the boundary and its hyphens, nor even holds them. */
function isFree(boundary: string, parts: readonly Uint8Array[]): boolean {
  const delimiter = encodeText(`--${boundary}`);
  return !parts.some((part) => holds(part, delimiter));
}

function holds(bytes: Uint8Array, piece: Uint8Array): boolean {
  for (let at = bytes.indexOf(piece[0]!); at !== -1; at = bytes.indexOf(piece[0]!, at + 1)) {
    if (piece.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}
