/** One call, written in every format and link layer that we read, gives the same messages. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  type ByteOrder,
  bytesOf,
  enhancedPacket,
  erf,
  interfaceDescription,
  KUZNETZOV,
  MICROSECONDS,
  NANOSECONDS,
  packetBlock,
  patchedHeader,
  pcap,
  sectionHeader,
  simplePacket,
  snoop,
  uint16,
  uint32,
} from './build-capture.ts';
import { vlanTags } from './build-packet.ts';
import { readDeliveries } from './read-deliveries.ts';
import { readPackets } from './read-packets.ts';

const capture = readFileSync(
  path.join(import.meta.dirname, '../../../fixtures/captures/call/prack-update-100rel.pcap'),
);
const EPOCH_SECONDS = 1_795_331_555;
const packets = readPackets(capture).packets.map(({ timeNs, data }) => {
  const ethernet = new Uint8Array(Buffer.from(data, 'hex'));
  return { microseconds: timeNs / 1000, ethernet, ip: ethernet.subarray(14) };
});
const call = readDeliveries(capture).deliveries;

type Packet = (typeof packets)[number];
type LinkLayer = (packet: Packet) => Uint8Array;

const linkLayers: Record<string, readonly [linkType: number, write: LinkLayer]> = {
  Ethernet: [1, ({ ethernet }) => ethernet],
  'Ethernet with padding': [1, ({ ethernet }) => bytesOf(ethernet, new Uint8Array(30))],
  'a VLAN tag': [1, ({ ip }) => bytesOf(new Uint8Array(12), uint16(0x8100), vlanTags(ip, 1))],
  'two VLAN tags, 802.1ad': [1, ({ ip }) => bytesOf(new Uint8Array(12), uint16(0x88a8), vlanTags(ip, 2))],
  'two VLAN tags, 9100': [1, ({ ip }) => bytesOf(new Uint8Array(12), uint16(0x9100), vlanTags(ip, 2))],
  'MPLS labels': [1, ({ ip }) => bytesOf(new Uint8Array(12), uint16(0x8847), uint32(0x40), uint32(0x0140), ip)],
  PPPoE: [
    1,
    ({ ip }) => bytesOf(new Uint8Array(12), uint16(0x8864), 0x11, 0, 0, 1, uint16(ip.length + 2), 0, 0x21, ip),
  ],
  'Linux cooked v1': [113, ({ ip }) => bytesOf(new Uint8Array(14), uint16(0x0800), ip)],
  'Linux cooked v2': [276, ({ ip }) => bytesOf(uint16(0x0800), new Uint8Array(18), ip)],
  'null, little-endian': [0, ({ ip }) => bytesOf(uint32(2, 'little'), ip)],
  'null, big-endian': [0, ({ ip }) => bytesOf(uint32(2, 'big'), ip)],
  'OpenBSD loopback': [108, ({ ip }) => bytesOf(uint32(2, 'big'), ip)],
  'raw IP': [101, ({ ip }) => ip],
  'raw IPv4': [228, ({ ip }) => ip],
  PPP: [9, ({ ip }) => bytesOf(0xff, 0x03, 0, 0x21, ip)],
};

type KeptFields = readonly (keyof (typeof call)[number])[];

function expectTheCall(
  bytes: Uint8Array,
  fields: KeptFields = ['frame', 'source', 'destination', 'text', 'timeNs'],
): void {
  const { deliveries, diagnostics } = readDeliveries(bytes);
  const fieldsOf = (delivery: (typeof call)[number]): unknown[] => fields.map((field) => delivery[field]);

  expect(deliveries.map(fieldsOf)).toEqual(call.map(fieldsOf));
  expect(deliveries.map(({ textAtPlace }) => textAtPlace)).toEqual(call.map(({ text }) => text));
  expect(diagnostics.counts()).toEqual([]);
}

test('the call is there', () => {
  expect(call).toHaveLength(32);
  expectTheCall(capture);
});

test.each(Object.entries(linkLayers))('the call in %s', (_, [linkType, write]) => {
  const records = packets.map((packet) => ({
    seconds: EPOCH_SECONDS,
    fraction: packet.microseconds,
    data: write(packet),
  }));

  expectTheCall(pcap(records, { linkType }));
});

test.each([
  ['microseconds', 'little', MICROSECONDS],
  ['microseconds', 'big', MICROSECONDS],
  ['nanoseconds', 'little', NANOSECONDS],
  ['nanoseconds', 'big', NANOSECONDS],
  ['modified pcap', 'little', KUZNETZOV],
  ['modified pcap', 'big', KUZNETZOV],
] as const)('the call in pcap of %s, %s-endian', (_, order, magic) => {
  const unit = magic === NANOSECONDS ? 1000 : 1;
  const records = packets.map(({ microseconds, ethernet }) => ({
    seconds: EPOCH_SECONDS,
    fraction: microseconds * unit,
    data: ethernet,
  }));

  expectTheCall(pcap(records, { order, magic }));
});

test.each([
  ['24 bytes', patchedHeader()],
  ["Nokia's 20 bytes", uint32(0x9fbf_b601, 'little')],
])('the call in pcap whose record headers have %s', (_, behindHeader) => {
  const records = packets.map(({ microseconds, ethernet }) => ({
    seconds: EPOCH_SECONDS,
    fraction: microseconds,
    data: ethernet,
  }));

  expectTheCall(pcap(records, { behindHeader }));
});

test('the call in snoop', () => {
  const records = packets.map(({ microseconds, ethernet }) => ({
    seconds: EPOCH_SECONDS,
    microseconds,
    data: ethernet,
  }));

  expectTheCall(snoop(records));
});

test.each([
  ['Ethernet', 2, ({ ethernet }: Packet) => ethernet],
  ['Ethernet with a colour', 11, ({ ethernet }: Packet) => ethernet],
  ['IPv4', 22, ({ ip }: Packet) => ip],
  ['PPP in HDLC framing', 1, ({ ip }: Packet) => bytesOf(0xff, 0x03, 0, 0x21, ip)],
])('the call in ERF, as %s', (_, type, write) => {
  const records = packets.map((packet) => ({
    type,
    seconds: EPOCH_SECONDS + Math.floor(packet.microseconds / 1e6),
    fraction: Math.floor(((packet.microseconds % 1e6) / 1e6) * 2 ** 32),
    data: write(packet),
  }));

  expectTheCall(erf(records));
});

function ticks(microseconds: number, perSecond: number): bigint {
  return ((BigInt(EPOCH_SECONDS) * 1_000_000n + BigInt(microseconds)) * BigInt(perSecond)) / 1_000_000n;
}

test.each(['little', 'big'] as ByteOrder[])('the call in pcapng, %s-endian', (order) => {
  const blocks = packets.map(({ microseconds, ethernet }) =>
    enhancedPacket({ ticks: ticks(microseconds, 1_000_000), data: ethernet }, order),
  );

  expectTheCall(bytesOf(sectionHeader(order), interfaceDescription({}, order), ...blocks));
});

test('the call in pcapng by two interfaces of different link layers and resolutions', () => {
  const blocks = packets.map(({ microseconds, ethernet, ip }, i) =>
    i % 2 === 0
      ? enhancedPacket({ interfaceId: 0, ticks: ticks(microseconds, 1_000_000_000), data: ethernet })
      : packetBlock({ interfaceId: 1, ticks: ticks(microseconds, 1_000_000), data: ip }),
  );
  const interfaces = [interfaceDescription({ tsresol: 9 }), interfaceDescription({ linkType: 101, tsresol: 6 })];

  expectTheCall(bytesOf(sectionHeader(), ...interfaces, ...blocks));
});

test('the call in pcapng by a section for each packet, in turning byte order', () => {
  const sections = packets.map(({ microseconds, ethernet }, i) => {
    const order = i % 2 === 0 ? 'little' : 'big';
    const packet = enhancedPacket({ ticks: ticks(microseconds, 1_000_000), data: ethernet }, order);
    return bytesOf(sectionHeader(order), interfaceDescription({}, order), packet);
  });

  expectTheCall(bytesOf(...sections));
});

test('the call in simple packet blocks, which have no time', () => {
  const blocks = packets.map(({ ethernet }) => simplePacket(ethernet));

  expectTheCall(bytesOf(sectionHeader(), interfaceDescription(), ...blocks), [
    'frame',
    'source',
    'destination',
    'text',
  ]);
});
