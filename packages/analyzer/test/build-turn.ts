/** What a TURN client and its server send each other, made byte by byte. RFC 8489 §5, §14; RFC 8656 §12.4, §18. */

import { bytesOf, uint16, uint32 } from './build-capture.ts';

export type TurnPeer = { readonly address: readonly number[]; readonly port: number };

const COOKIE = [0x21, 0x12, 0xa4, 0x42];
const TRANSACTION = bytesOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
export const SEND_INDICATION = 0x16;
export const DATA_INDICATION = 0x17;
const CHANNEL_BIND_REQUEST = 0x09;

export function stunMessage(type: number, ...attributes: readonly Uint8Array[]): Uint8Array {
  const body = bytesOf(...attributes);
  return bytesOf(uint16(type), uint16(body.length), COOKIE, TRANSACTION, body);
}

function stunAttribute(type: number, value: Uint8Array): Uint8Array {
  return bytesOf(uint16(type), uint16(value.length), value, new Uint8Array(-value.length & 3));
}

/** XOR-PEER-ADDRESS. */
export function peerAttribute({ address, port }: TurnPeer): Uint8Array {
  const mask = [...COOKIE, ...TRANSACTION];
  const hidden = address.map((byte, at) => byte ^ (mask[at] ?? 0));
  return stunAttribute(0x12, bytesOf(0, address.length === 4 ? 1 : 2, uint16(port ^ 0x2112), hidden));
}

export function dataAttribute(data: Uint8Array): Uint8Array {
  return stunAttribute(0x13, data);
}

export function channelBind(channel: number, peer: TurnPeer): Uint8Array {
  const number = stunAttribute(0x0c, bytesOf(uint16(channel), uint16(0)));
  return stunMessage(CHANNEL_BIND_REQUEST, number, peerAttribute(peer));
}

export function channelData(channel: number, data: Uint8Array, isPadded = true): Uint8Array {
  const padding = new Uint8Array(isPadded ? -data.length & 3 : 0);
  return bytesOf(uint16(channel), uint16(data.length), data, padding);
}

/** SOFTWARE, FINGERPRINT and the like: attributes that say nothing of the data. */
export function otherAttribute(length: number): Uint8Array {
  return stunAttribute(0x8022, bytesOf(uint32(0x2020_2020), new Uint8Array(length)));
}
