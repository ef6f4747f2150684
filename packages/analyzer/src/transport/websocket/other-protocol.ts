import { protocolNumber } from '../protocol-counts.ts';

const msrp = protocolNumber('WebSocket: MSRP');
const json = protocolNumber('WebSocket: JSON');
/** Also what no message of a connection tells. */
export const otherWebSocket: number = protocolNumber('WebSocket: other');
/** RFC 7118 §6. */
export const webSocketKeepAlive: number = protocolNumber('WebSocket: CRLF keep-alive');

const letters = new TextEncoder().encode('MSRP ');
const brace = 0x7b;
const bracket = 0x5b;

/** What a message that is no SIP carries, as a number of `ProtocolCounts`: MSRP (RFC 7977), or what most pages talk in. */
export function otherProtocol(payload: Uint8Array, start: number): number {
  if (payload[start] === brace || payload[start] === bracket) return json;
  return letters.every((letter, at) => payload[start + at] === letter) ? msrp : otherWebSocket;
}
