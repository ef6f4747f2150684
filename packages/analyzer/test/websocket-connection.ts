import { upgradeRequest, upgradeResponse } from './build-websocket.ts';
import type { StreamEvent } from './read-websocket.ts';

/** Of a client: that of RFC 6455 §5.7. */
export const maskingKey: readonly number[] = [0x37, 0xfa, 0x21, 0x3d];
/** What both sides say who compress. RFC 7692 §7. */
export const deflate = 'Sec-WebSocket-Extensions: permessage-deflate';

/** A request, told from others by its number. */
export function register(number: number, body = ''): string {
  return [
    'REGISTER sip:example.com SIP/2.0',
    'Via: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bKasudf',
    `Call-ID: aiuy7k9njasd-${number}`,
    `CSeq: ${number} REGISTER`,
    'Max-Forwards: 70',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

/** Its response. */
export function ok(number: number): string {
  return register(number).replace('REGISTER sip:example.com SIP/2.0', 'SIP/2.0 200 OK');
}

/** The upgrade, and behind it what each side sends. */
export function connection(sent: readonly StreamEvent[], agreed: readonly string[] = []): readonly StreamEvent[] {
  return [
    { from: 0, bytes: upgradeRequest([deflate]) },
    { from: 1, bytes: upgradeResponse(agreed) },
    ...sent,
    { from: 0, ends: true },
    { from: 1, ends: true },
  ];
}
