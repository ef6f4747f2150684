import { BytePattern } from '../byte-pattern.ts';
import { readMsrpStart } from './msrp-head.ts';

/** Bytes of a start line that is looked for. */
const maxStartBytes = 512;
/** Behind a start line: what a head begins with. */
const firstField = 'to-path:';

const LF = 0x0a;
const CR = 0x0d;
const startOfMsrp = new BytePattern('MSRP ');
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Where a head begins: a start line, and a path behind it. Where none does yet, `at` is up to where none can. `isLineStart`: a line may begin with the first
 * byte; behind others it may not.
 */
export function findHead(bytes: Uint8Array, isLineStart: boolean): { readonly at: number; readonly isHead: boolean } {
  let at = 0;
  for (;;) {
    at = startOfMsrp.find(bytes, at, bytes.length);
    // One byte more than may belong to it: what stands before it tells whether a line begins.
    if (at < 0) return { at: Math.max(0, bytes.length - startOfMsrp.length), isHead: false };
    const isLine = at === 0 ? isLineStart : bytes[at - 1] === LF;
    const begins = isLine ? beginsHead(bytes, at) : false;
    if (begins === undefined) return { at: Math.max(0, at - 1), isHead: false };
    if (begins) return { at, isHead: true };
    at++;
  }
}

/** Whether a start line stands there, and a path behind it; undefined where more bytes would tell. */
function beginsHead(bytes: Uint8Array, start: number): boolean | undefined {
  const end = Math.min(bytes.length, start + maxStartBytes);
  let at = start;
  while (at < end && bytes[at] !== LF) at++;
  if (at === end) return end === bytes.length ? undefined : false;
  if (readMsrpStart(textOfLine(bytes.subarray(start, at))) === undefined) return false;
  const field = bytes.subarray(at + 1, at + 1 + firstField.length);
  const isPath = decoder.decode(field).toLowerCase() === firstField.slice(0, field.length);
  return isPath && field.length < firstField.length ? undefined : isPath;
}

/** Without the CR before its end. */
export function textOfLine(bytes: Uint8Array): string {
  const end = bytes.at(-1) === CR ? bytes.length - 1 : bytes.length;
  return decoder.decode(bytes.subarray(0, end));
}
