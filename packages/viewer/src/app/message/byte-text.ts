import { isUnsafe, placeholder } from '../format/visible.ts';

/**
 * The bytes of a message as text that can be looked at, every piece knowing the bytes it stands for: spans of the parser
 * are byte offsets, and what is shown may be longer (a control character's name) or shorter (UTF-8) than its bytes.
 */
export type TextRun = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** `ascii`: a letter a byte. `wide`: one character of several bytes. `control`, `broken`: a placeholder. */
  readonly kind: 'ascii' | 'wide' | 'control' | 'broken';
};

/** One line, its end not among its runs unless it is unusual: a lone LF or CR is shown. */
export type TextLine = {
  readonly start: number;
  /** After the line's end. */
  readonly end: number;
  readonly runs: readonly TextRun[];
};

const lf = 0x0a;
const cr = 0x0d;

export function textLines(bytes: Uint8Array): readonly TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(lf, start);
    const end = found < 0 ? bytes.length : found + 1;
    const hasCrlf = end - start >= 2 && bytes[end - 1] === lf && bytes[end - 2] === cr;
    lines.push({ start, end, runs: textRuns(bytes, start, hasCrlf ? end - 2 : end) });
    start = end;
  }
  return lines;
}

/** The runs of `bytes[start, end)`. */
export function textRuns(bytes: Uint8Array, start: number, end: number): readonly TextRun[] {
  const runs: TextRun[] = [];
  let at = start;
  while (at < end) {
    const plainEnd = endOfPlain(bytes, at, end);
    if (plainEnd > at) runs.push({ start: at, end: plainEnd, text: asciiText(bytes, at, plainEnd), kind: 'ascii' });
    if (plainEnd < end) runs.push(oneCharacter(bytes, plainEnd, end));
    at = runs.at(-1)?.end ?? end;
  }
  return runs;
}

/** What a run shows of `[start, end)`; a placeholder and a character of several bytes are shown whole or not cut. */
export function sliceRun(run: TextRun, start: number, end: number): string {
  if (run.kind !== 'ascii') return run.text;
  return run.text.slice(Math.max(0, start - run.start), Math.max(0, end - run.start));
}

export function decodeBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

function endOfPlain(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at]! >= 0x20 && bytes[at]! < 0x7f) at += 1;
  return at;
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  const pieces: string[] = [];
  for (let at = start; at < end; at += 4096)
    pieces.push(String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 4096))));
  return pieces.join('');
}

function oneCharacter(bytes: Uint8Array, start: number, end: number): TextRun {
  const lead = bytes[start]!;
  const length = lead < 0x80 ? 1 : sequenceLength(lead);
  const codePoint = lead < 0x80 ? lead : decodeSequence(bytes.subarray(start, Math.min(end, start + length)), length);
  if (codePoint === undefined) return { start, end: start + 1, text: '\uFFFD', kind: 'broken' };
  const kind = isUnsafe(codePoint) ? 'control' : 'wide';
  const text = kind === 'control' ? placeholder(codePoint) : String.fromCodePoint(codePoint);
  return { start, end: start + length, text, kind };
}

/** RFC 3629 §4: bytes that begin a sequence, and how long it is; 1 for those that begin none. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 1;
}

function decodeSequence(bytes: Uint8Array, length: number): number | undefined {
  if (length === 1 || bytes.length < length) return undefined;
  let codePoint = bytes[0]! & (0xff >> (length + 1));
  for (let at = 1; at < length; at += 1) {
    const byte = bytes[at]!;
    if ((byte & 0xc0) !== 0x80) return undefined;
    codePoint = (codePoint << 6) | (byte & 0x3f);
  }
  // Overlong forms, surrogates and what lies beyond Unicode are no characters.
  const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
  const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  return codePoint < least || codePoint > 0x10ffff || isSurrogate ? undefined : codePoint;
}
