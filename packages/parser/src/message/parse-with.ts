import { SourceText } from '../text/source-text.ts';
import { frameMessage } from './frame-message.ts';
import type { Transport } from './framing.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { Readers } from './readers.ts';
import { SipMessage } from './sip-message.ts';

/** Where the message lies in the bytes, what carried it, and how much of it is read. */
export type ParseOptions = {
  /** Where the message begins and ends in the bytes; all of them by default. */
  readonly start?: number;
  readonly end?: number;
  /** In a datagram the body ends with it at the latest; in a stream Content-Length alone says where. RFC 3261 §18.3. */
  readonly transport?: Transport;
  readonly limits?: Partial<Limits>;
};

/** Parses one message whose values certain readers will read. */
export function parseWith(readers: Readers, bytes: Uint8Array, options: ParseOptions): SipMessage {
  const limits = options.limits === undefined ? defaultLimits : { ...defaultLimits, ...options.limits };
  const start = options.start ?? 0;
  const whole = Math.max(start, options.end ?? bytes.length);
  const end = Math.min(whole, start + limits.messageBytes);
  const message = start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
  const source = new SourceText(message);
  const framing = frameMessage(source, options.transport ?? 'datagram', limits, end < whole);
  // A view costs as much as finding a few lines: one is made only where bytes follow the message.
  const length = Math.max(framing.bodyEnd, framing.bodyStart);
  const own = length === message.length ? message : message.subarray(0, length);
  return new SipMessage(own, start, start + framing.bodyEnd, framing, readers, source);
}
