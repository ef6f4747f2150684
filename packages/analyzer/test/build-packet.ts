/** Packets made byte by byte, for tests that say what stands in them. */

import { bytesOf, text, uint16, uint32 } from './build-capture.ts';

export type UdpOptions = { readonly sourcePort?: number; readonly destinationPort?: number; readonly length?: number };

export function udp(payload: Uint8Array | string, options: UdpOptions = {}): Uint8Array {
  const bytes = typeof payload === 'string' ? text(payload) : payload;
  const { sourcePort = 5060, destinationPort = 5062, length = bytes.length + 8 } = options;
  return bytesOf(uint16(sourcePort), uint16(destinationPort), uint16(length), uint16(0), bytes);
}

export type TcpOptions = {
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly sequence?: number;
  readonly acknowledgement?: number;
  readonly flags?: number;
  /** Multiples of 4 bytes. */
  readonly options?: readonly number[];
};

export function tcp(payload: Uint8Array | string, given: TcpOptions = {}): Uint8Array {
  const { sourcePort = 5060, destinationPort = 5062, sequence = 1, acknowledgement = 0, flags = 0x18 } = given;
  const { options = [] } = given;
  const numbers = bytesOf(uint32(sequence), uint32(acknowledgement), (5 + options.length / 4) << 4, flags);
  const head = bytesOf(
    uint16(sourcePort),
    uint16(destinationPort),
    numbers,
    uint16(65_535),
    new Uint8Array(4),
    options,
  );
  return bytesOf(head, typeof payload === 'string' ? text(payload) : payload);
}

export type Ipv4Options = {
  readonly source?: readonly number[] | Uint8Array;
  readonly destination?: readonly number[] | Uint8Array;
  readonly protocol?: number;
  readonly id?: number;
  readonly flagsAndOffset?: number;
  readonly options?: readonly number[];
  readonly headerWords?: number;
  readonly totalLength?: number;
  readonly dscp?: number;
};

export function ipv4(payload: Uint8Array, given: Ipv4Options = {}): Uint8Array {
  const { source = [192, 0, 2, 1], destination = [192, 0, 2, 2], protocol = 17, id = 7, options = [] } = given;
  const headerWords = given.headerWords ?? 5 + options.length / 4;
  const totalLength = given.totalLength ?? 20 + options.length + payload.length;
  const fragment = uint16(given.flagsAndOffset ?? 0);
  const head = bytesOf(
    0x40 | headerWords,
    (given.dscp ?? 0) << 2,
    uint16(totalLength),
    uint16(id),
    fragment,
    64,
    protocol,
    uint16(0),
  );
  return bytesOf(head, source, destination, options, payload);
}

export type Ipv6Options = {
  readonly source?: Uint8Array;
  readonly destination?: Uint8Array;
  readonly nextHeader?: number;
  readonly payloadLength?: number;
};

export const IPV6_SOURCE: Uint8Array = bytesOf(0x20, 0x01, 0x0d, 0xb8, new Uint8Array(11), 1);
export const IPV6_DESTINATION: Uint8Array = bytesOf(0x20, 0x01, 0x0d, 0xb8, new Uint8Array(11), 2);

export function ipv6(payload: Uint8Array, given: Ipv6Options = {}): Uint8Array {
  const {
    source = IPV6_SOURCE,
    destination = IPV6_DESTINATION,
    nextHeader = 17,
    payloadLength = payload.length,
  } = given;
  return bytesOf(uint32(0x6000_0000), uint16(payloadLength), nextHeader, 64, source, destination, payload);
}

export function ethernet(payload: Uint8Array, etherType = 0x0800): Uint8Array {
  return bytesOf(new Uint8Array(12), uint16(etherType), payload);
}

/** Tags 802.1Q, outermost first, each with the type of what follows it. */
export function vlanTags(payload: Uint8Array, tags: number, etherType = 0x0800): Uint8Array {
  const each = Array.from({ length: tags }, (_, i) => [...uint16(5), ...uint16(i + 1 < tags ? 0x8100 : etherType)]);
  return bytesOf(...each, payload);
}
