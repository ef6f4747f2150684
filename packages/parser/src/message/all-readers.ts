import { Body } from '../body/body.ts';
import { grammar } from '../grammar/grammar.ts';
import { readValue } from '../grammar/read-value.ts';
import { SourceText } from '../text/source-text.ts';
import { frameMessage } from './frame-message.ts';
import type { Limits } from './limits.ts';
import type { Readers } from './readers.ts';
import { SipMessage } from './sip-message.ts';

/** Everything that can be read of a message. */
export const allReaders: Readers = {
  readValue,
  readUri: (source, start, end) => grammar().readUri(source, start, end),
  readBody(message) {
    const { bodyStart, bodyEnd, limits } = message.framing;
    const source = new SourceText(message.bytes, bodyStart, bodyEnd);
    return new Body({ source, limits, parse: parseWithin }, message, [bodyStart, bodyEnd]);
  },
};

/** A message within a body: all of the bytes given are its own. */
function parseWithin(bytes: Uint8Array, start: number, end: number, limits: Limits): SipMessage {
  const own = bytes.subarray(start, end);
  const framing = frameMessage(own, 'datagram', limits, false);
  return new SipMessage(own.subarray(0, framing.bodyEnd), start, start + framing.bodyEnd, framing, allReaders);
}
