import { type SessionDescriptionInit, writeSessionDescription } from '../body/sdp/write-session-description.ts';
import { SipMessage } from '../message/sip-message.ts';
import { writeMessage } from './write-message.ts';
import { decodeText } from '../text/source-text.ts';
import { type UriParts, writeUri } from '../uri/uri.ts';
import type { WriteOptions } from './field-line.ts';

/**
 * The text of a message, of a URI, or of a session description: of one that was read as it was read, of the parts of one as they are written. A message with
 * a body that is no text is better written as bytes: `writeMessage`.
 */
export function stringify(message: SipMessage, options?: WriteOptions): string;
export function stringify(value: UriParts | SessionDescriptionInit): string;
export function stringify(value: SipMessage | UriParts | SessionDescriptionInit, options?: WriteOptions): string {
  if (value instanceof SipMessage) return decodeText(writeMessage(value, options));
  if ('kind' in value) return writeUri(value);
  return decodeText(writeSessionDescription(value));
}
