import { SourceText } from '../text/source-text.ts';
import { allReaders } from './all-readers.ts';
import { frameMessage } from './frame-message.ts';
import type { Limits } from './limits.ts';
import { SipMessage } from './sip-message.ts';

/** Parses a message of a stream whose end was found: its body ends with the bytes, whatever Content-Length says. `offset`: where in the stream it begins. */
export function parseFramed(bytes: Uint8Array, offset: number, limits: Limits): SipMessage {
  const source = new SourceText(bytes);
  const framing = frameMessage(source, 'stream', limits, false);
  const end = Math.max(framing.bodyStart, bytes.length);
  const known = framing.bodyEnd === end ? framing : { ...framing, bodyEnd: end };
  return new SipMessage(bytes, offset, offset + bytes.length, known, allReaders, source);
}
