/** A message within a text of several. */
export type MessagePlace = { readonly start: number; readonly end: number };

/** Messages of one text that are told apart. */
const mostMessages = 200;
const longestStartLine = 4096;

/**
 * The messages in a text. One begins with a start line; it ends where its Content-Length says, unless that is more than there is: then, and
 * without one, at the next start line. What stands between messages, such as the lines of a log, belongs to none. A text without a start
 * line is one message, whatever it is.
 */
export function splitMessages(bytes: Uint8Array): readonly MessagePlace[] {
  const found: { start: number; end: number }[] = [];
  let at = nextStart(bytes, 0);
  while (at !== undefined && found.length < mostMessages) {
    const head = endOfHead(bytes, at);
    const length = contentLength(bytes, at, head);
    const next = nextStart(bytes, length === undefined || head + length > bytes.length ? head : head + length);
    const end = length !== undefined && head + length <= bytes.length ? head + length : (next ?? bytes.length);
    // Behind the last message there is nothing else it could be.
    found.push({ start: at, end: next === undefined ? bytes.length : Math.min(end, next) });
    at = next;
  }
  return found.length === 0 ? [{ start: 0, end: bytes.length }] : found;
}

const latin1 = new TextDecoder('latin1');

/** Where a line begins that is a start line, from `from` on. */
function nextStart(bytes: Uint8Array, from: number): number | undefined {
  let at = from;
  while (at < bytes.length) {
    const lf = bytes.indexOf(0x0a, at);
    const end = lf === -1 ? bytes.length : lf;
    if (end - at <= longestStartLine && isStartLine(latin1.decode(bytes.subarray(at, end)))) return at;
    if (lf === -1) return undefined;
    at = lf + 1;
  }
  return undefined;
}

function isStartLine(line: string): boolean {
  if (line.startsWith('SIP/2.0 ')) return /^SIP\/2\.0 \d{3}(?: |\r?$)/.test(line);
  const trimmed = line.trimEnd();
  if (!trimmed.endsWith(' SIP/2.0')) return false;
  const space = trimmed.indexOf(' ');
  return /^[\w!%*+`'~.-]+$/.test(trimmed.slice(0, space)) && trimmed.length > space + ' SIP/2.0'.length;
}

/** Behind the empty line; the end of the text where there is none. */
function endOfHead(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const lf = bytes.indexOf(0x0a, at);
    if (lf === -1) return bytes.length;
    if (lf === at || (lf === at + 1 && bytes[at] === 0x0d)) return lf + 1;
    at = lf + 1;
  }
  return bytes.length;
}

function contentLength(bytes: Uint8Array, start: number, end: number): number | undefined {
  const head = latin1.decode(bytes.subarray(start, end));
  const digits = /^(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})[ \t]*\r?$/im.exec(head)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
