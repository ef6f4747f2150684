import type { BodyDetail } from '@sipscope/analyzer';
import { decodeBase64 } from '../byte-text.ts';

/** The content of a body: what was unpacked of it, else as it stands in the message. */
export function bodyContent({ content, span }: Pick<BodyDetail, 'content' | 'span'>, message: Uint8Array): Uint8Array {
  if (content !== undefined) return decodeBase64(content);
  return span === undefined ? new Uint8Array() : message.subarray(...span);
}

const mostJsonBytes = 256 * 1024;

/** JSON set out over lines; undefined where it is none, or too long for that. */
export function prettyJson(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length > mostJsonBytes) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return new TextEncoder().encode(JSON.stringify(JSON.parse(text), undefined, 2));
  } catch {
    // No JSON, or nested deeper than the stack is high.
    return undefined;
  }
}

const endings: ReadonlyMap<string, string> = new Map([
  ['application/sdp', 'sdp'],
  ['application/json', 'json'],
  ['text/plain', 'txt'],
  ['message/sip', 'sip'],
]);

/** The name a body is saved by: nothing in it comes from the wire. */
export function bodyFileName({ mediaType = '', kind }: Pick<BodyDetail, 'mediaType' | 'kind'>, number: number): string {
  return `body-${number}.${endings.get(mediaType) ?? (kind === 'xml' ? 'xml' : 'bin')}`;
}
