import { FrameSearch } from './frame-search.ts';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
/** `MKCALENDAR`, and some more. */
const MAX_METHOD_BYTES = 20;
const MAX_LINE_BYTES = 8 * 1024;
/** Where the capture begins in the midst of a frame, the next one is looked for in so many bytes. */
const MAX_SEARCHED_BYTES = 2 * 1024;

const encoder = new TextEncoder();
const version = encoder.encode(' HTTP/1.');
const response = encoder.encode('HTTP/1.');
const switching = encoder.encode(' 101');

/**
 * Whether a stream that begins with `bytes[start, end)` may carry WebSocket: with a request of HTTP, which may ask for the upgrade or be followed by one that does, with the
 * response that allows it, or, where the capture came in later, with frames that have SIP in them. `undefined` where more bytes would tell. RFC 6455 §4, §5.
 */
export function beginsWebSocket(
  bytes: Uint8Array,
  start: number,
  end: number,
  isBeginning: boolean,
): boolean | undefined {
  const kind = beginsHttp(bytes, start, end);
  if (kind === undefined) return undefined;
  if (kind === 'response') return beginsWith(bytes, start + response.length + 1, end, switching);
  return kind === 'request' || (!isBeginning && beginsFrames(bytes, start, end));
}

/** Whether a stream begins with a request or a response of HTTP; `undefined` where more bytes would tell. RFC 9112 §3, §4. */
export function beginsHttp(bytes: Uint8Array, start: number, end: number): 'request' | 'response' | false | undefined {
  const word = methodEnd(bytes, start, end);
  if (word === end) return end - start < MAX_METHOD_BYTES ? undefined : false;
  if (word === start) return false;
  if (bytes[word] === SPACE) {
    const isRequest = isRequestLine(bytes, start, end);
    return isRequest === true ? 'request' : isRequest;
  }
  const isResponse = beginsWith(bytes, start, end, response);
  return isResponse === true ? 'response' : isResponse;
}

function methodEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  // Before `end`.
  while (at < end && isCapital(bytes[at]!)) at++;
  return at;
}

function isRequestLine(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  const line = bytes.subarray(start, Math.min(end, start + MAX_LINE_BYTES));
  const lineFeed = line.indexOf(LF);
  if (lineFeed === -1) return line.length === MAX_LINE_BYTES ? false : undefined;
  const lineEnd = line[lineFeed - 1] === CR ? lineFeed - 1 : lineFeed;
  const versionAt = lineEnd - version.length - 1;
  return versionAt > 0 && beginsWith(line, versionAt, lineEnd, version) === true;
}

function beginsFrames(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  // Inflating costs, and this is asked of every connection that nobody knows.
  const search = new FrameSearch(1);
  const seen = bytes.subarray(start, Math.min(end, start + MAX_SEARCHED_BYTES));
  for (let at = 0; at < seen.length; at++) {
    const isFrame = search.isFrame(seen, at, false);
    if (isFrame === true && isSure(seen, at)) return true;
    if (isFrame === undefined && at === 0 && end - start < MAX_SEARCHED_BYTES) return undefined;
  }
  return false;
}

/** The first part of a message in clear text is two bytes before some text: other protocols write lengths so. */
function isSure(bytes: Uint8Array, at: number): boolean {
  // A frame begins there.
  return (bytes[at]! & 0x80) !== 0 || (bytes[at + 1]! & 0x80) !== 0;
}

function beginsWith(bytes: Uint8Array, start: number, end: number, text: Uint8Array): boolean | undefined {
  for (let at = 0; at < text.length; at++) {
    if (start + at >= end) return undefined;
    if (bytes[start + at] !== text[at]) return false;
  }
  return true;
}

function isCapital(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}
