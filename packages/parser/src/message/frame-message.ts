import { coreReaders } from './core-readers.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { SourceText } from '../text/source-text.ts';
import { type Framing, keepFields, type Transport } from './framing.ts';
import { fieldColumns, header, HeaderFrames, valueEnd, valueStart } from './header-frames.ts';
import type { Limits } from './limits.ts';
import { StartLineFrame } from './start-line.ts';

const frames: HeaderFrames = new HeaderFrames();
const contentLengthNumber: number = headerNumberOf('Content-Length');

/** Finds the lines of the message that is all of the source, and where its body ends. Nothing is read but its Content-Length. */
export function frameMessage(
  source: SourceText,
  transport: Transport,
  limits: Limits,
  beyondMessage: boolean,
): Framing {
  const { bytes } = source;
  const available = bytes.length;
  const leading = skipLineBreaks(bytes);
  const startLine = new StartLineFrame();
  startLine.read(bytes, leading, available, source.beginning);
  frames.read(bytes, startLine.next, available, limits, source.beginning);
  const { bodyStart } = frames;
  const length = contentLength(bytes, frames, limits);
  // Without a length a datagram's body ends with it, and a stream's message has none.
  const assumed = transport === 'datagram' ? available - bodyStart : 0;
  return {
    kind: startLine.kind,
    leading,
    startLine,
    fields: keepFields(frames),
    fieldCount: frames.count,
    bodyStart,
    bodyEnd: bodyStart + Math.min(length ?? assumed, available - bodyStart),
    available,
    terminated: frames.terminated,
    bareLf: isBareLf(bytes, startLine) ? startLine.end : frames.bareLf,
    beyondHeaders: frames.beyondHeaders,
    beyondSection: frames.beyondSection,
    beyondMessage,
    transport,
    limits,
  };
}

/** Whether the start line ends in LF alone. */
function isBareLf(bytes: Uint8Array, { end, next }: StartLineFrame): boolean {
  return next === end + 1 && bytes[end] === 0x0a;
}

/** Line breaks before a message are to be ignored: they keep connections alive. RFC 3261 §7.5, RFC 5626 §3.5.1. */
function skipLineBreaks(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] === 0x0d || bytes[at] === 0x0a)) at++;
  return at;
}

/** The first Content-Length, where it can be read. */
function contentLength(bytes: Uint8Array, { fields, count }: HeaderFrames, limits: Limits): number | undefined {
  for (let at = 0; at < count * fieldColumns; at += fieldColumns) {
    if (fields[at + header] !== contentLengthNumber) continue;
    return readLength(bytes, fields[at + valueStart]!, fields[at + valueEnd]!, limits);
  }
  return undefined;
}

function readLength(bytes: Uint8Array, start: number, end: number, limits: Limits): number | undefined {
  let length = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit < 0 || digit > 9 || end - start > 9) return readUnusualLength(bytes, start, end, limits);
    length = length * 10 + digit;
  }
  return end > start ? length : undefined;
}

function readUnusualLength(bytes: Uint8Array, start: number, end: number, limits: Limits): number | undefined {
  if (end - start > limits.valueBytes) return undefined;
  const reading = coreReaders.readValue('number', new SourceText(bytes, start, end), start, end, limits.commentDepth);
  // The kind gives numbers.
  return reading.firstRead ? (reading.values[0] as number | undefined) : undefined;
}
