import { beginsWith } from '../other-protocol.ts';
import { readMsrpStart } from './msrp-head.ts';

/** Of a start line: there are no longer ones. */
const maxStartBytes = 512;
const letters = 'MSRP ';
const LF = 0x0a;
const CR = 0x0d;

/** Whether a stream that begins with `bytes[start, end)` is MSRP; undefined where only more bytes would tell. */
export function streamStartsLikeMsrp(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  const there = Math.min(end - start, letters.length);
  if (!beginsWith(bytes, start, start + there, letters.slice(0, there))) return false;
  const last = Math.min(end, start + maxStartBytes);
  let line = '';
  for (let at = start; at < last; at++) {
    const byte = bytes[at]!;
    if (byte === LF || byte === CR) return readMsrpStart(line) !== undefined;
    line += String.fromCharCode(byte);
  }
  return last < end ? false : undefined;
}
