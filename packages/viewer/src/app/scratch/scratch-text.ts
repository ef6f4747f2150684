/** How lines end: as they came, or all alike. */
export const lineEnds = ['kept', 'crlf', 'lf'] as const;
export type LineEnds = (typeof lineEnds)[number];

type LineEnd = '\r\n' | '\n' | '\r' | '';

/**
 * A text as a field for text can hold it, whose line breaks are all one letter there, and what of the bytes such a field loses: how each line
 * ended, and whether the bytes were UTF-8. Bytes that are none stand as the letters of Latin-1, and become the same bytes again.
 */
export type ScratchText = {
  readonly text: string;
  /** Of each line but the last, where `ends` says `kept`. */
  readonly kept: readonly LineEnd[];
  readonly ends: LineEnds;
  readonly charset: 'utf-8' | 'latin1';
};

export const emptyText: ScratchText = { text: '', kept: [], ends: 'crlf', charset: 'utf-8' };

/** Bytes as text, each line's end kept. */
export function readText(bytes: Uint8Array): ScratchText {
  const charset = isUtf8(bytes) ? 'utf-8' : 'latin1';
  const written = charset === 'utf-8' ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : lettersOf(bytes);
  const kept: LineEnd[] = [];
  const text = written.replaceAll(/\r\n|\n|\r/g, (end) => {
    kept.push(end as LineEnd);
    return '\n';
  });
  return { text, kept, ends: 'kept', charset };
}

/** The text after it was edited: lines before and behind the change keep their ends, those changed end as most do. */
export function editText(before: ScratchText, text: string): ScratchText {
  if (before.ends !== 'kept') return { ...before, text };
  const [old, now] = [before.text.split('\n'), text.split('\n')];
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const usual = usualEnd(before.kept);
  const tail = end === 0 ? [] : before.kept.slice(old.length - end);
  const kept = before.kept.slice(0, start);
  while (kept.length + tail.length < now.length - 1) kept.push(usual);
  return { ...before, text, kept: [...kept, ...tail].slice(0, now.length - 1) };
}

/** CRLF where there is none to go by. */
function usualEnd(kept: readonly LineEnd[]): LineEnd {
  const [crlf, lf] = ['\r\n', '\n'].map((end) => kept.filter((one) => one === end).length);
  return (lf ?? 0) > (crlf ?? 0) ? '\n' : '\r\n';
}

/** The bytes that the text stands for. */
export function writeText({ text, kept, ends, charset }: ScratchText): Uint8Array {
  const lines = text.split('\n');
  const end = (at: number): LineEnd => (ends === 'crlf' ? '\r\n' : ends === 'lf' ? '\n' : (kept[at] ?? '\r\n'));
  const written = lines.map((line, at) => (at === lines.length - 1 ? line : `${line}${end(at)}`)).join('');
  // What was written into bytes that were no UTF-8 may not be Latin-1.
  return charset === 'latin1' && !/[^\u0000-\u00ff]/.test(written)
    ? bytesOf(written)
    : new TextEncoder().encode(written);
}

/** How the lines end, counted. */
export function countEnds({ text, kept, ends }: ScratchText): {
  readonly crlf: number;
  readonly lf: number;
  readonly cr: number;
} {
  const count = text.split('\n').length - 1;
  if (ends !== 'kept') return { crlf: ends === 'crlf' ? count : 0, lf: ends === 'lf' ? count : 0, cr: 0 };
  const of = (end: LineEnd): number => kept.filter((one) => one === end).length;
  return { crlf: of('\r\n') + Math.max(0, count - kept.length), lf: of('\n'), cr: of('\r') };
}

/** Which byte a letter of the text stands at, and back. */
export function byteAt(scratch: ScratchText, letter: number): number {
  return writeText(cutTo(scratch, letter)).length;
}

/** The letter of the text that stands for a byte: the last one that begins at or before it. */
export function letterAt(scratch: ScratchText, byte: number): number {
  let [low, high] = [0, scratch.text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (byteAt(scratch, middle) <= byte) low = middle;
    else high = middle - 1;
  }
  return low;
}

function cutTo(scratch: ScratchText, letter: number): ScratchText {
  return { ...scratch, text: scratch.text.slice(0, letter) };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A letter a byte: the `latin1` of decoders is Windows-1252. */
function lettersOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 4096) parts.push(String.fromCharCode(...bytes.subarray(at, at + 4096)));
  return parts.join('');
}

function bytesOf(letters: string): Uint8Array {
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
