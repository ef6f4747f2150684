const space = 0x20;

/** A protocol of lines that is not SIP, and may hold text that looks like it. */
type LineProtocol = 'HTTP' | 'RTSP' | 'SSH';

/** Which of them a stream begins as: HTTP (RFC 9112 §2; the preface of HTTP/2 is such a line too), RTSP (RFC 7826), SSH (RFC 4253 §4.2). */
export function lineProtocol(bytes: Uint8Array, start: number, end: number): LineProtocol | undefined {
  if (beginsWith(bytes, start, end, 'SSH-')) return 'SSH';
  return versionAt(bytes, start, end) ?? versionAt(bytes, lastWordOfLine(bytes, start, end), end);
}

/** Of a status line, or where a request line has it. */
function versionAt(bytes: Uint8Array, start: number, end: number): LineProtocol | undefined {
  if (beginsWith(bytes, start, end, 'HTTP/')) return 'HTTP';
  return beginsWith(bytes, start, end, 'RTSP/') ? 'RTSP' : undefined;
}

/** Where it begins: of a request line it is the version. The line's end, where it has one word only. */
function lastWordOfLine(bytes: Uint8Array, start: number, end: number): number {
  let lineEnd = start;
  while (lineEnd < end && bytes[lineEnd] !== 0x0a && bytes[lineEnd] !== 0x0d) lineEnd++;
  let word = lineEnd;
  while (word > start && bytes[word - 1] !== space) word--;
  return word > start ? word : lineEnd;
}

export function beginsWith(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start < text.length) return false;
  for (let at = 0; at < text.length; at++) {
    if (bytes[start + at] !== text.charCodeAt(at)) return false;
  }
  return true;
}
