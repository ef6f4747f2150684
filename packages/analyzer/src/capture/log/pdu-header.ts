/**
 * Messages that somebody else took from their transport are packets of a link type of our own, above the 16 bits of LINKTYPE_ numbers. Their header:
 *
 *     address length (1) transport (1) source port (2) destination port (2) source (4 or 16) destination (4 or 16)
 */

import type { Transport } from '../../rows.ts';
import type { Endpoint } from './endpoint.ts';

/** By the number that stands in the header. */
export const pduTransports: readonly Transport[] = ['UDP', 'TCP', 'TLS', 'SCTP', 'WS', 'WSS'];

export const PDU_PORTS_AT = 2;
export const PDU_ADDRESSES_AT = 6;

/** A header for these endpoints. Where only one is IPv6, the other is mapped into it (RFC 4291 §2.5.5.2), or stays all zeros. */
export function pduHeader(transport: Transport, source: Endpoint, destination: Endpoint): Uint8Array {
  const addressLength = Math.max(source.address.length, destination.address.length);
  const header = new Uint8Array(PDU_ADDRESSES_AT + 2 * addressLength);
  header[0] = addressLength;
  header[1] = pduTransports.indexOf(transport);
  header[PDU_PORTS_AT] = source.port >> 8;
  header[PDU_PORTS_AT + 1] = source.port;
  header[PDU_PORTS_AT + 2] = destination.port >> 8;
  header[PDU_PORTS_AT + 3] = destination.port;
  header.set(widened(source.address, addressLength), PDU_ADDRESSES_AT);
  header.set(widened(destination.address, addressLength), PDU_ADDRESSES_AT + addressLength);
  return header;
}

function widened(address: Uint8Array, length: number): Uint8Array {
  if (address.length === length) return address;
  const wide = new Uint8Array(length);
  if (address.every((byte) => byte === 0)) return wide;
  wide.fill(0xff, 10, 12);
  wide.set(address, 12);
  return wide;
}
