import type { SipMessage } from '@sipscope/parser';
import { bodyLine, literal } from './sipp-text.ts';

const latin1 = new TextDecoder('latin1');
/** A body of more is none that somebody would edit. */
const longestBody = 60_000;

/**
 * The body as lines of CDATA; addresses and ports of media in session descriptions as keywords, the other addresses by `text`. Undefined where SIPp cannot send it: its texts end at a
 * byte 0.
 */
export function bodyLines(message: SipMessage, text: (line: string) => string): readonly string[] | undefined {
  const bytes = message.bodyBytes;
  if (bytes.length === 0) return [];
  if (bytes.length > longestBody || bytes.includes(0)) return undefined;
  const body = latin1.decode(bytes);
  const lines = body.split('\r\n');
  const isLine = body.endsWith('\r\n');
  if (isLine) lines.pop();
  const isSdp = message.sdp !== undefined;
  let media = -1;
  const written = lines.flatMap((line) => {
    if (isSdp && /^m=[a-zA-Z]+ /.test(line)) media++;
    // SIPp knows the port of media in its own line alone; RTCP has the next one (RFC 3605).
    if (isSdp && line.startsWith('a=rtcp:')) return [];
    const described = isSdp ? sdpLine(line, media) : undefined;
    return [described ?? bodyLine(isAscii(line) ? text(line) : literal(line))];
  });
  // SIPp takes away the end of the last line.
  if (isLine) written[written.length - 1] += String.raw`\x0d\x0a`;
  return written;
}

function isAscii(line: string): boolean {
  return /^[\t -~]*$/.test(line);
}

/** RFC 8866 §5.2, §5.7, §5.14. An address of none (`0.0.0.0`, RFC 3264 §8.4) and a port of none stay; of other media than these SIPp knows no port. */
function sdpLine(line: string, media: number): string | undefined {
  const origin = /^(o=.{0,300}) IN IP[46] \S{1,100}$/.exec(line);
  if (origin !== null) return `${literal(origin[1] ?? '')} IN IP[local_ip_type] [local_ip]`;
  const connection = /^c=IN IP[46] ([^\s/]{1,100})$/.exec(line);
  if (connection !== null)
    return /^(?:0\.0\.0\.0|::)$/.test(connection[1] ?? '') ? literal(line) : 'c=IN IP[media_ip_type] [media_ip]';
  const stream = /^(m=(?:audio|video|image)) (\d{1,5})((?:\/\d+)? .{0,1000})$/.exec(line);
  if (stream === null || Number(stream[2]) === 0) return undefined;
  return `${stream[1]} ${media === 0 ? '[media_port]' : `[media_port+${2 * media}]`}${literal(stream[3] ?? '')}`;
}
