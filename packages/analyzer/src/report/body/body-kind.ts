import type { Body } from '@sipscope/parser';
import type { BodyKind } from '../../rows.ts';

const kinds = {
  sdp: 'sdp',
  multipart: 'multipart',
  sip: 'sip',
  sipfrag: 'sipfrag',
  cpim: 'cpim',
  messageSummary: 'message-summary',
  vqRtcpxr: 'vq-report',
  isup: 'isup',
  qsig: 'qsig',
  dtmf: 'dtmf',
  xml: 'xml',
} as const;

/** What a body is shown as: by what was read of it, else by its media type, else by its bytes. */
export function bodyKind(body: Body): BodyKind {
  const { mediaType, value } = body;
  if (value.kind === 'text') return looksLikeText(body.content) ? 'text' : 'binary';
  if (value.kind !== 'unknown') return kinds[value.kind];
  if (mediaType.startsWith('multipart/') || mediaType.startsWith('message/')) return 'unread';
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) return 'json';
  if (mediaType.startsWith('image/')) return 'image';
  return looksLikeText(body.content) ? 'text' : 'binary';
}

/** As many bytes tell what the rest is. */
const looked = 4096;

/** Whether bytes are UTF-8 without control characters, line breaks and tabs aside. */
function looksLikeText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, looked);
  if (start.some((byte) => (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) || byte === 0x7f))
    return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return true;
  } catch {
    return false;
  }
}
