import type { WriteOptions } from './field-line.ts';
import { editMessage } from './message-editor.ts';
import type { SipMessage } from '../message/sip-message.ts';

/**
 * The bytes of a message, exactly as they were parsed; with options, its names compact or in full (RFC 3261 §7.3.3), its fields on one line each (§7.3.1),
 * and every other byte as it was.
 */
export function writeMessage(message: SipMessage, options: WriteOptions = {}): Uint8Array {
  const isVerbatim = options.compact === undefined && options.unfold !== true;
  return isVerbatim ? message.bytes.slice() : editMessage(message).bytes(options);
}
