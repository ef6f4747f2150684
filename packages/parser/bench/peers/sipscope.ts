import { MessageIdentity, parseMessage, parseSdp, type SessionDescription, type SipMessage } from '@sipscope/parser';
import type { Peer } from './peer.ts';

const keys = new MessageIdentity();

export const sipscope: Peer = {
  input: 'bytes',
  works: {
    framing: (bytes) => parseMessage(bytes).bodySpan[0],
    keys: (bytes) => (keys.read(bytes, 0, bytes.length) ? keys.callIdEnd : 0),
    identity: (bytes) => touchIdentity(parseMessage(bytes)),
    'jssip-headers': (bytes) => touchJssipHeaders(parseMessage(bytes)),
    headers: (bytes) => touchHeaders(parseMessage(bytes)),
    'headers-sdp': (bytes) => {
      const message = parseMessage(bytes);
      return touchHeaders(message) + touchSdp(message.sdp);
    },
    everything: (bytes) => {
      const message = parseMessage(bytes);
      return touchHeaders(message) + touchSdp(message.sdp) + message.diagnostics.length;
    },
    sdp: (bytes) => touchSdp(parseSdp(bytes)),
  },
  keeps: {
    framed: (bytes) => parseMessage(bytes),
    identity: (bytes) => touched(parseMessage(bytes), touchIdentity),
    headers: (bytes) => touched(parseMessage(bytes), touchHeaders),
    everything: (bytes) =>
      touched(
        parseMessage(bytes),
        (message) => touchHeaders(message) + touchSdp(message.sdp) + message.diagnostics.length,
      ),
  },
};

function touched(message: SipMessage, touch: (message: SipMessage) => number): SipMessage {
  touch(message);
  return message;
}

/** The six headers by which a message is known. */
export function touchIdentity(message: SipMessage): number {
  const { topVia, from, to, cseq, callId, contacts } = message;
  return (
    (topVia?.branch?.length ?? 0) +
    (from?.tag?.length ?? 0) +
    (to?.tag?.length ?? 0) +
    (cseq?.number ?? 0) +
    (callId?.length ?? 0) +
    contacts.length
  );
}

/** Reads the start line and every header that has a grammar by that grammar. */
export function touchHeaders(message: SipMessage): number {
  let values = message.startLine === undefined ? 0 : 1;
  for (let index = 0; index < message.headers.length; index++) values += message.reading(index)?.values.length ?? 0;
  return values;
}

/** What JsSIP's `parseHeader` reads, the same fields for a comparison of like with like. */
const jssipHeaders: ReadonlySet<string> = new Set([
  'Via',
  'From',
  'To',
  'Record-Route',
  'Call-ID',
  'Contact',
  'Content-Length',
  'Content-Type',
  'CSeq',
  'Max-Forwards',
  'WWW-Authenticate',
  'Proxy-Authenticate',
  'Session-Expires',
  'Refer-To',
  'Replaces',
  'Event',
]);

/** Reads the start line and those header fields by their grammar. */
function touchJssipHeaders(message: SipMessage): number {
  let values = message.startLine === undefined ? 0 : 1;
  for (let index = 0; index < message.headers.length; index++) {
    const name = message.row(index)?.name;
    if (name !== undefined && jssipHeaders.has(name)) values += message.reading(index)?.values.length ?? 0;
  }
  return values;
}

/** Types every attribute of every section. */
export function touchSdp(description: SessionDescription | undefined): number {
  if (description === undefined) return 0;
  let typed = 1;
  for (const { typed: value } of description.attributes) typed += value === undefined ? 0 : 1;
  for (const media of description.media)
    for (const { typed: value } of media.attributes) typed += value === undefined ? 0 : 1;
  return typed;
}
