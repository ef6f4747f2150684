const slash = 0x2f;
const space = 0x20;

/** Whether a stream begins as one of the protocols of lines that is not SIP, and may hold text that looks like it: HTTP (RFC 9112 §2), RTSP (RFC 7826), SSH (RFC 4253 §4.2). */
export function isOtherProtocol(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    beginsWith(bytes, start, end, 'SSH-') || isVersionAt(bytes, start, end) || endsLineInVersion(bytes, start, end)
  );
}

/** Of a status line. */
function isVersionAt(bytes: Uint8Array, start: number, end: number): boolean {
  return beginsWith(bytes, start, end, 'HTTP/') || beginsWith(bytes, start, end, 'RTSP/');
}

/** A request line: its last word is the version. */
function endsLineInVersion(bytes: Uint8Array, start: number, end: number): boolean {
  let lineEnd = start;
  while (lineEnd < end && bytes[lineEnd] !== 0x0a && bytes[lineEnd] !== 0x0d) lineEnd++;
  let word = lineEnd;
  while (word > start && bytes[word - 1] !== space) word--;
  return word > start && bytes.subarray(word, lineEnd).includes(slash) && isVersionAt(bytes, word, lineEnd);
}

function beginsWith(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start < text.length) return false;
  for (let at = 0; at < text.length; at++) {
    if (bytes[start + at] !== text.charCodeAt(at)) return false;
  }
  return true;
}
