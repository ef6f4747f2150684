import type { LineForm } from './envelope.ts';
import { linePrefix } from './line-prefix.ts';
import { isBlank } from './line-scan.ts';
import { latin1, type TextLine } from './line-splitter.ts';
import type { MessageLine } from './log-message.ts';

/** What syslog daemons make of an LF; of a CR before it #015, or nothing. */
export const ESCAPED_LF = '#012';
const ESCAPED_CR = '#015';
const DOT = 0x2e;
const CR = 0x0d;
const crlf: Uint8Array = Uint8Array.of(CR, 0x0a);

/**
 * What stands around the lines of one message: a logger's prefix before each, an indentation, a dot for each CR. The second line tells what the first
 * line had in common with the others.
 */
export class LineDress {
  readonly form: LineForm;
  /** Each line has a logger's prefix. */
  isPrefixed: boolean;
  #indent: number;
  #isSecond = true;

  /** `column`: where the start line began; `isPrefixed`: behind a logger's prefix. */
  constructor(form: LineForm, column: number, isPrefixed: boolean) {
    this.form = form;
    this.isPrefixed = isPrefixed;
    this.#indent = isPrefixed ? 0 : column;
  }

  /** The line without all that; undefined where it lacks the prefix of the others, so that it is not the message's. */
  undress(line: TextLine): MessageLine | undefined {
    if (this.#isSecond) this.#learn(line.text);
    let column = this.isPrefixed ? linePrefix(line.text)?.end : 0;
    if (column === undefined) return undefined;
    const most = column + this.#indent;
    while (column < most && isBlank(line.text[column])) column++;
    return messageLine(line, column, this.form);
  }

  #learn(text: string): void {
    this.#isSecond = false;
    const prefix = linePrefix(text);
    this.isPrefixed &&= prefix !== undefined;
    const from = this.isPrefixed ? (prefix?.end ?? 0) : 0;
    let blanks = 0;
    while (isBlank(text[from + blanks])) blanks++;
    this.#indent = blanks;
  }
}

/** The line from this column on. */
export function messageLine(line: TextLine, column: number, form: LineForm): MessageLine {
  const { bytes, offset, next } = line;
  const start = line.start + column;
  const plain = { text: line.text.slice(column), bytes, start, end: line.end, next, offset: offset + column };
  if (form !== 'dotted') return plain;
  const dot = line.end - (bytes[line.end - 1] === CR ? 2 : 1);
  if (dot < start || bytes[dot] !== DOT) return plain;
  return { ...plain, text: latin1(bytes, start, Math.min(dot, start + plain.text.length)), end: dot, lineEnd: crlf };
}

/** A line whose end was escaped, with the line end that was there. */
export type EscapedLine = TextLine & { readonly lineEnd: Uint8Array };

/** The lines of a line in which syslog daemons have escaped the line ends. */
export function escapedLines(line: TextLine): EscapedLine[] {
  const lines: EscapedLine[] = [];
  const { bytes, offset, isContinued } = line;
  const all = latin1Long(bytes, line.start, line.end);
  for (let at = 0; at <= all.length;) {
    const found = all.indexOf(ESCAPED_LF, at);
    const end = found === -1 ? all.length : found;
    const isCr = all.endsWith(ESCAPED_CR, end);
    const textEnd = Math.max(isCr ? end - ESCAPED_CR.length : end, at);
    const start = line.start + at;
    lines.push({
      text: all.slice(at, textEnd),
      bytes,
      start,
      end: line.start + textEnd,
      next: line.start + textEnd,
      offset: offset + at,
      isContinued,
      lineEnd: isCr ? crlf : crlf.subarray(1),
    });
    at = found === -1 ? all.length + 1 : found + ESCAPED_LF.length;
  }
  return lines;
}

function latin1Long(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 4096) text += latin1(bytes, at, Math.min(at + 4096, end));
  return text;
}
