import type { SipMessage } from './sip-message.ts';

/** The bytes of a message, exactly as they were parsed. */
export function writeMessage(message: SipMessage): Uint8Array {
  return message.bytes.slice();
}
