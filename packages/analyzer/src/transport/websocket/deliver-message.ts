import { frameWebSocketMessage, startsLikeSip } from '@sipscope/parser';
import { partOfPlace, type Place } from '../../capture/place.ts';
import { cutMessageEnd } from '../cut-message.ts';
import type { Delivery } from '../delivery.ts';
import { skipLineBreaks } from '../skip-line-breaks.ts';
import type { StreamContext } from '../stream-context.ts';
import type { Connection, Direction } from '../stream.ts';
import type { WebSocketMessage } from './message-assembler.ts';
import { otherProtocol, otherWebSocket, webSocketKeepAlive } from './other-protocol.ts';

/** Where a WebSocket message came, and where what is no SIP is counted. */
type Arrival = {
  readonly direction: Direction;
  readonly connection: Connection;
  readonly context: StreamContext;
  /** Whether nothing but SIP may be sent. RFC 7118 §4.1. */
  readonly isOnlySip: boolean;
};

/** The SIP message of a WebSocket message, which has one or none; what follows it stays with it, as in a datagram. RFC 7118 §5. */
export function deliverWebSocketMessage(message: WebSocketMessage, arrival: Arrival): Delivery | undefined {
  const { payload, assembled } = message;
  const { origin, cut, isText } = assembled;
  const { connection, context, direction } = arrival;
  const start = skipLineBreaks(payload, 0, payload.length);
  if (origin === undefined || !isSip(payload, start, origin.frame, arrival)) return undefined;
  const end = cut === undefined ? payload.length : cutMessageEnd(payload, start);
  if (end === undefined) {
    context.protocols.add(otherWebSocket);
    return undefined;
  }
  for (const { diagnostics } of frameWebSocketMessage(payload, { isText: isText && cut === undefined })) {
    for (const { code } of diagnostics) context.framing(code, origin.frame);
  }
  const transport = context.isSecure ? 'WSS' : 'WS';
  const { frame, timeNs, ipId, frames } = origin;
  return {
    transport,
    flow: connection.flow(direction, transport),
    frame,
    index: 0,
    timeNs,
    ipId,
    bytes: payload,
    start,
    end,
    place: placeOf(message, start, end),
    ...(frames === undefined ? {} : { frames }),
    ...(cut === undefined ? {} : { cut: true as const }),
  };
}

/** Counts what is none: keep-alives (RFC 7118 §6), and messages of other protocols. */
function isSip(payload: Uint8Array, start: number, frame: number, { context, isOnlySip }: Arrival): boolean {
  if (start === payload.length) {
    context.protocols.add(webSocketKeepAlive);
    return false;
  }
  if (startsLikeSip(payload, start)) return true;
  context.protocols.add(otherProtocol(payload, start));
  if (isOnlySip) context.framing('websocket-not-sip', frame);
  return false;
}

/** What was unmasked or inflated stands nowhere in the capture. */
function placeOf({ payload, assembled }: WebSocketMessage, start: number, end: number): Place {
  const { place } = assembled;
  return place === undefined ? [{ bytes: payload.subarray(start, end) }] : partOfPlace(place, start, end);
}
