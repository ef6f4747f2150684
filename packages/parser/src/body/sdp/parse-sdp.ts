import { encodeText, SourceText } from '../../text/source-text.ts';
import { readSessionDescription } from './read-session-description.ts';
import { defaultSdpLimits, type SdpLimits } from './sdp-limits.ts';
import type { SessionDescription } from './session-description.ts';

/** Reads a session description that stands by itself; it is given whatever the text is. Spans are offsets into its bytes. RFC 8866, RFC 4566. */
export function parseSdp(sdp: Uint8Array | string, limits: Partial<SdpLimits> = {}): SessionDescription {
  const source = new SourceText(typeof sdp === 'string' ? encodeText(sdp) : sdp);
  return readSessionDescription(source, [0, source.end], { ...defaultSdpLimits, ...limits });
}
