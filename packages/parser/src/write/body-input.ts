import { type SessionDescriptionInit, writeSessionDescription } from '../body/sdp/write-session-description.ts';
import { encodeText } from '../text/source-text.ts';

/** A body and what it is: what `writeMultipart` and `writeSipFragment` give. */
export type WrittenBody = { readonly contentType: string; readonly bytes: Uint8Array };

/** What a message can carry: bytes, text, a session description that was read or is to be written, a multipart … */
export type BodyInput = Uint8Array | string | SessionDescriptionInit | WrittenBody;

/** The bytes of a body, and its media type where that is known. */
export function bodyParts(body: BodyInput): { readonly bytes: Uint8Array; readonly contentType: string | undefined } {
  if (typeof body === 'string') return { bytes: encodeText(body), contentType: undefined };
  if (body instanceof Uint8Array) return { bytes: body, contentType: undefined };
  if ('contentType' in body) return body;
  return { bytes: writeSessionDescription(body), contentType: 'application/sdp' };
}
