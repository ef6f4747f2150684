/**
 * Where a message ends that stands in lines of text. Content-Length says it, if it still holds: as the lines are written, or with the CRs that most logs cut.
 * An SDP body ends with its last `x=` line whatever the length says, any other at the length, or at the next line that cannot be its own. Bytes are kept as they
 * are written; only where the CRs of the body are wanting for its Content-Length to hold, it gets them back.
 */

import type { Place } from '../place.ts';
import { type BodyMeasure, emptyBody, fittingEnd, measured } from './body-measure.ts';
import { isDigit, LineScan } from './line-scan.ts';
import { linePrefix } from './line-prefix.ts';
import type { TextLine } from './line-splitter.ts';
import type { MessageBuilder } from './message-builder.ts';
import { isRuler } from './ruler.ts';
import { isKnownStart } from './start-line.ts';

/** A line of the log, or what of it belongs to the message. */
export type MessageLine = Omit<TextLine, 'isContinued'> & {
  /** The line end that was there before a tool wrote another. */
  readonly lineEnd?: Uint8Array;
  /** The whole line as it was before a tool showed it in another way. */
  readonly own?: Uint8Array;
};

/** `more`: the line is the message's. `complete`: it is its last. `ended`: the message ended before it. */
export type Taken = 'more' | 'complete' | 'ended';

type BodyKind = 'sdp' | 'messages' | 'other';

/** A shorter ruler may stand in a text that people write. */
const RULER_IN_BODY = 20;
const lineFeed: Uint8Array = Uint8Array.of(0x0a);

export class LogMessage {
  /** Header fields so far. */
  fields = 0;
  readonly #builder: MessageBuilder;
  /** Whether the start line ends in CRLF. */
  readonly #hasCrs: boolean;
  #contentLength: number | undefined;
  #kind: BodyKind | undefined;
  #headersEnd = 0;
  #isInBody = false;
  #body: BodyMeasure = emptyBody;
  /** The same up to the last line that is not empty. */
  #text: BodyMeasure = emptyBody;
  #fitting: ReturnType<typeof fittingEnd>;
  /** Of a body of parts: where a part may begin with a start line. */
  #isInPart = false;
  #isBehindEmptyLine = false;

  /** `builder`: is cleared, and this message's until it is finished. */
  constructor(startLine: MessageLine, builder: MessageBuilder) {
    builder.clear();
    this.#builder = builder;
    this.#hasCrs = endsInCr(startLine) || startLine.lineEnd?.length === 2 || startLine.own !== undefined;
    this.#addToHeaders(startLine);
  }

  get length(): number {
    return this.#builder.length;
  }

  /** What Content-Length says is still to come. */
  get #remaining(): number {
    return (this.#contentLength ?? 0) - this.#body.written;
  }

  /** `isPrefixed`: each line had a logger's prefix, which is taken off. */
  take(line: MessageLine, isPrefixed: boolean): Taken {
    if (!this.#isInBody) return this.#takeHeader(line, isPrefixed);
    return this.#kind === 'sdp' ? this.#takeSdp(line) : this.#takeBody(line, isPrefixed);
  }

  /** The rest of a line that is too long to be looked at as a whole. */
  continueLine(line: MessageLine): void {
    if (this.#isInBody) this.#addToBody(line, false);
    else this.#addToHeaders(line);
  }

  /** `isFile`: nothing stands around the message, so that empty lines at its end are its own. */
  finish(isFile: boolean): { readonly bytes: Uint8Array; readonly place: Place } {
    const fitting = this.#fitting ?? fittingEnd(this.#text, this.#contentLength, this.#hasCrs);
    const end = this.#headersEnd + (fitting?.bytes ?? (isFile ? this.#body : this.#text).written);
    return this.#builder.finish(end, fitting?.needsCrs === true ? this.#headersEnd : end);
  }

  #takeHeader(line: MessageLine, isPrefixed: boolean): Taken {
    const { text } = line;
    if (isEmpty(line)) return this.#takeEmptyLine(line);
    if (isRuler(text) || isKnownStart(text, 0) || (!isPrefixed && linePrefix(text) !== undefined)) return 'ended';
    if (this.fields > 0 && this.#kind === 'sdp' && text.startsWith('v=0')) {
      // Whoever passed the log on has lost the empty line.
      this.#builder.addOwn(lineFeed);
      this.#headersEnd = this.#builder.length;
      this.#isInBody = true;
      return this.#takeSdp(line);
    }
    this.#readField(text);
    this.#addToHeaders(line);
    return 'more';
  }

  #takeEmptyLine(line: MessageLine): Taken {
    if (this.fields === 0) return 'ended';
    this.#addToHeaders(line);
    this.#isInBody = true;
    const isWithoutBody = this.#contentLength === undefined ? this.#kind === undefined : this.#contentLength === 0;
    return isWithoutBody ? 'complete' : 'more';
  }

  #readField(text: string): void {
    const colon = text.indexOf(':');
    if (colon === -1) return;
    this.fields++;
    const letter = text[0];
    if (letter !== 'C' && letter !== 'c' && letter !== 'L' && letter !== 'l') return;
    const name = text.slice(0, Math.min(colon, 32)).trimEnd().toLowerCase();
    const scan = new LineScan(text, colon + 1).takeBlanks();
    if (name === 'content-length' || name === 'l') this.#contentLength ??= lengthOf(scan);
    if (name === 'content-type' || name === 'c') this.#kind ??= kindOf(scan.rest.toLowerCase());
  }

  #takeSdp(line: MessageLine): Taken {
    const [letter = '', sign] = line.text;
    // Where the CRs are there, Content-Length is believed of other lines too.
    const isCounted = this.#hasCrs && this.#remaining >= line.next - line.start;
    if ((sign === '=' && letter >= 'a' && letter <= 'z') || isCounted) {
      this.#addToBody(line, false);
      return 'more';
    }
    return isEmpty(line) && this.#body.written === 0 ? 'more' : 'ended';
  }

  #takeBody(line: MessageLine, isPrefixed: boolean): Taken {
    if (this.#isForeign(line, isPrefixed)) return 'ended';
    const isBlank = isEmpty(line);
    this.#addToBody(line, isBlank);
    this.#isBehindEmptyLine = isBlank;
    this.#isInPart ||= line.text.startsWith('--');
    this.#fitting = fittingEnd(this.#body, this.#contentLength, this.#hasCrs);
    return this.#fitting === undefined ? 'more' : 'complete';
  }

  /** Whether a line cannot be the body's. What Content-Length still counts is believed unless another message begins. */
  #isForeign(line: MessageLine, isPrefixed: boolean): boolean {
    const { text } = line;
    if (isKnownStart(text, 0)) return !this.#mayBeginMessage(line);
    if (isRuler(text)) return this.#remaining <= 0 || text.trim().length >= RULER_IN_BODY;
    return this.#remaining <= 0 && !isPrefixed && linePrefix(text) !== undefined;
  }

  /** message/sipfrag begins with a start line (RFC 3420), and so may a part of multipart, behind its fields. */
  #mayBeginMessage(line: MessageLine): boolean {
    if (this.#kind !== 'messages' || this.#remaining < line.end - line.start) return false;
    if (this.#body.written === 0) return true;
    const mayBegin = this.#isInPart && this.#isBehindEmptyLine;
    if (mayBegin) this.#isInPart = false;
    return mayBegin;
  }

  #addToHeaders(line: MessageLine): void {
    this.#add(line);
    this.#headersEnd = this.#builder.length;
  }

  #addToBody(line: MessageLine, isBlank: boolean): void {
    const before = this.#builder.length;
    this.#add(line);
    const lineEnd = lineEndBytes(line);
    this.#body = measured(this.#body, this.#builder.length - before - lineEnd, lineEnd);
    if (!isBlank) this.#text = this.#body;
  }

  #add(line: MessageLine): void {
    if (line.own !== undefined) {
      this.#builder.addOwn(line.own);
      return;
    }
    this.#builder.add(line.bytes, line.start, line.lineEnd === undefined ? line.next : line.end, line.offset);
    if (line.lineEnd !== undefined) this.#builder.addOwn(line.lineEnd);
  }
}

function lineEndBytes(line: MessageLine): number {
  if (line.own !== undefined) return 2;
  return line.lineEnd?.length ?? line.next - line.end + (endsInCr(line) ? 1 : 0);
}

function kindOf(type: string): BodyKind {
  if (type.startsWith('application/sdp')) return 'sdp';
  return type.startsWith('message/') || type.startsWith('multipart/') ? 'messages' : 'other';
}

/** Undefined where it is no plain number. */
function lengthOf(scan: LineScan): number | undefined {
  const length = scan.takeNumber(9);
  return isDigit(scan.text[scan.at]) || scan.rest.trim() !== '' ? undefined : length;
}

function isEmpty({ text }: MessageLine): boolean {
  return text === '';
}

function endsInCr({ bytes, start, end, next }: MessageLine): boolean {
  return next > end && end > start && bytes[end - 1] === 0x0d;
}
