/** Headers around packets, for tests that say how something was carried. Each takes what it carries. */

import { bytesOf, uint16, uint32 } from './build-capture.ts';
import { ethernet, ipv4, ipv6, udp, vlanTags } from './build-packet.ts';

/** GRE of version 0 with the flags given and everything that they announce. */
export function gre(payload: Uint8Array, type: number, flags = 0): Uint8Array {
  const checksum = (flags & 0xc000) === 0 ? [] : [0, 0, 0, 0];
  const key = (flags & 0x2000) === 0 ? [] : uint32(0x1234);
  const sequence = (flags & 0x1000) === 0 ? [] : uint32(1);
  const routing = (flags & 0x4000) === 0 ? [] : [8, 0, 0, 4, 10, 0, 0, 1, 0, 0, 0, 0];
  return bytesOf(uint16(flags), uint16(type), checksum, key, sequence, routing, payload);
}

/** GRE of PPTP, with a sequence number and an acknowledgement. */
export function pptpGre(ppp: Uint8Array): Uint8Array {
  return bytesOf(uint16(0x3081), uint16(0x880b), uint16(ppp.length), uint16(7), uint32(1), uint32(1), ppp);
}

export function erspan2(frame: Uint8Array): Uint8Array {
  return gre(bytesOf(uint16(0x1001), uint16(1), uint32(0), frame), 0x88be, 0x1000);
}

export function erspan3(frame: Uint8Array, withSubheader = false): Uint8Array {
  const flags = withSubheader ? 1 : 0;
  const head = bytesOf(uint16(0x2001), uint16(1), uint32(0), uint16(0), uint16(flags), new Uint8Array(flags * 8));
  return gre(bytesOf(head, frame), 0x22eb, 0x1000);
}

export function vxlan(frame: Uint8Array, port = 4789): Uint8Array {
  return udp(bytesOf(0x08, 0, 0, 0, 0, 0, 9, 0, frame), { sourcePort: 40_000, destinationPort: port });
}

export function geneve(payload: Uint8Array, type = 0x6558, options: readonly number[] = []): Uint8Array {
  const head = bytesOf(options.length / 4, 0, uint16(type), 0, 0, 9, 0, options);
  return udp(bytesOf(head, payload), { sourcePort: 40_000, destinationPort: 6081 });
}

/** GTP-U with the extension headers given, each with its type. */
export function gtp(
  payload: Uint8Array,
  extensions: readonly (readonly [type: number, content: number[]])[] = [],
): Uint8Array {
  const chain = extensions.flatMap(([, content], i) => {
    return [(content.length + 2) / 4, ...content, extensions[i + 1]?.[0] ?? 0];
  });
  const optional = extensions.length === 0 ? [] : [0, 1, 0, extensions[0]![0], ...chain];
  const length = uint16(optional.length + payload.length);
  const head = bytesOf(extensions.length === 0 ? 0x30 : 0x34, 255, length, uint32(0xabcd), optional);
  return udp(bytesOf(head, payload), { sourcePort: 2152, destinationPort: 2152 });
}

/** ESP with the null cipher, filled up, and a check value. */
export function espNull(payload: Uint8Array, nextHeader: number, checkBytes = 12): Uint8Array {
  const padding = Array.from({ length: -(payload.length + 2) & 3 }, (_, i) => i + 1);
  const trailer = [...padding, padding.length, nextHeader];
  return bytesOf(uint32(0xc0ffee), uint32(5), payload, trailer, new Uint8Array(checkBytes).fill(0x5a));
}

export function authentication(payload: Uint8Array, nextHeader: number): Uint8Array {
  return bytesOf(nextHeader, 4, 0, 0, uint32(0xc0ffee), uint32(5), new Uint8Array(12), payload);
}

export function mplsLabels(payload: Uint8Array, labels = 2): Uint8Array {
  const each = Array.from({ length: labels }, (_, i) => [
    ...uint32(((i + 16) << 12) | (i + 1 === labels ? 0x140 : 0x40)),
  ]);
  return bytesOf(...each, payload);
}

export function pppoe(payload: Uint8Array, protocol = 0x21): Uint8Array {
  return bytesOf(0x11, 0, uint16(1), uint16(payload.length + 2), uint16(protocol), payload);
}

/** L2TP version 2 with every optional field. */
export function l2tp2(ppp: Uint8Array): Uint8Array {
  const length = uint16(16 + ppp.length);
  const head = bytesOf(uint16(0x4a02), length, uint16(1), uint16(2), uint16(0), uint16(0), uint16(2), 0, 0, ppp);
  return udp(head, { sourcePort: 1701, destinationPort: 1701 });
}

export function l2tp3(frame: Uint8Array, cookieBytes = 8): Uint8Array {
  const head = bytesOf(uint16(0x0003), uint16(0), uint32(77), new Uint8Array(cookieBytes).fill(0x5a));
  return udp(bytesOf(head, frame), { sourcePort: 1701, destinationPort: 1701 });
}

export function nsh(payload: Uint8Array, nextProtocol: number): Uint8Array {
  return bytesOf(0x0f, 0xc6, 1, nextProtocol, uint32(0x0100), new Uint8Array(16), payload);
}

/** Link control with an ether type, as 802.3 and 802.11 carry it. */
export function snap(payload: Uint8Array, etherType = 0x0800): Uint8Array {
  return bytesOf(0xaa, 0xaa, 3, 0, 0, 0, uint16(etherType), payload);
}

export type WlanOptions = {
  /** `0x88` is data with quality of service. */
  readonly type?: number;
  readonly flags?: number;
  readonly qos?: number;
};

export function wlan(payload: Uint8Array, { type = 0x08, flags = 0x02, qos = 0 }: WlanOptions = {}): Uint8Array {
  const fourth = (flags & 3) === 3 ? 6 : 0;
  const quality = type === 0x88 ? [qos, 0] : [];
  const highThroughput = type === 0x88 && (flags & 0x80) !== 0 ? 4 : 0;
  const head = bytesOf(type, flags, 0, 0, new Uint8Array(18), 0x10, 0, new Uint8Array(fourth));
  return bytesOf(head, quality, new Uint8Array(highThroughput), payload);
}

/** 0x0800 or 0x86dd, by the version of an IP packet. */
export function etherTypeOf(packet: Uint8Array): number {
  return packet[0]! >> 4 === 6 ? 0x86dd : 0x0800;
}

export function framed(packet: Uint8Array): Uint8Array {
  return ethernet(packet, etherTypeOf(packet));
}

export function tagged(packet: Uint8Array, tags = 2): Uint8Array {
  return ethernet(vlanTags(packet, tags, etherTypeOf(packet)), 0x88a8);
}

export type FragmentOptions = {
  /** Of each but the last, a multiple of 8. */
  readonly bytes: number;
  readonly protocol?: number;
  readonly id?: number;
  readonly addresses?: { readonly source: Uint8Array; readonly destination: Uint8Array };
};

/** The IPv4 packets that a router would make of one with this payload. */
export function fragments4(
  payload: Uint8Array,
  { bytes, protocol = 17, id = 7, addresses }: FragmentOptions,
): Uint8Array[] {
  return pieces(payload, bytes).map(([start, end, isLast]) => {
    const flagsAndOffset = (isLast ? 0 : 0x2000) | (start / 8);
    return ipv4(payload.subarray(start, end), { ...addresses, protocol, id, flagsAndOffset });
  });
}

/** The IPv6 packets that a sender would make of one with this payload. */
export function fragments6(
  payload: Uint8Array,
  { bytes, protocol = 17, id = 7, addresses }: FragmentOptions,
): Uint8Array[] {
  return pieces(payload, bytes).map(([start, end, isLast]) => {
    const head = bytesOf(protocol, 0, uint16(start | (isLast ? 0 : 1)), uint32(id));
    return ipv6(bytesOf(head, payload.subarray(start, end)), { ...addresses, nextHeader: 44 });
  });
}

function pieces(payload: Uint8Array, bytes: number): [start: number, end: number, isLast: boolean][] {
  const count = Math.max(Math.ceil(payload.length / bytes), 1);
  return Array.from({ length: count }, (_, i) => {
    return [i * bytes, Math.min((i + 1) * bytes, payload.length), i + 1 === count];
  });
}
