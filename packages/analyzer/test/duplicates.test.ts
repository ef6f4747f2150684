/** The same packets seen by two taps: in the messages each has its row, everywhere else they are one. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pcap, type TestRecord } from './build-capture.ts';
import { ethernet, ipv4, ipv6, tcp, udp } from './build-packet.ts';
import { data, sctpBytes } from './build-sctp.ts';
import { fragments4, framed, gtp, tagged } from './build-tunnel.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { readRows, type ReadRows } from './read-rows.ts';
import { alice, bob, sipMessage } from './sip-flow.ts';
import { withoutProofs } from './without-proofs.ts';

/** A packet between Alice and Bob, without its link layer, in milliseconds from the start. */
type Packet = { readonly atMs: number; readonly ip: Uint8Array };

async function rowsOf(packets: readonly { readonly atMs: number; readonly data: Uint8Array }[]): Promise<ReadRows> {
  const records = packets.map(({ atMs, data: bytes }): TestRecord => ({
    fraction: Math.round(atMs * 1000),
    data: bytes,
  }));
  return readRows([pcap(records)]);
}

const dialog = { toTag: 'b', branches: ['z9hG4bK2'], cseq: 2 };
const call = [
  { from: alice, text: sipMessage('INVITE', { body: 'v=0\r\n'.repeat(200) }) },
  { from: bob, text: sipMessage('180 Ringing', { toTag: 'b' }) },
  { from: bob, text: sipMessage('200 OK', { toTag: 'b', body: 'v=0\r\n'.repeat(50) }) },
  { from: alice, text: sipMessage('ACK', { toTag: 'b', branches: ['z9hG4bKa'] }) },
  { from: alice, text: sipMessage('BYE', dialog) },
  { from: bob, text: sipMessage('200 OK', { ...dialog, method: 'BYE' }) },
];

const SEGMENT_BYTES = 400;

function octets(endpoint: string): number[] {
  return endpoint.split(':')[0]!.split('.').map(Number);
}

function ipOf(from: string, payload: Uint8Array, protocol: number, id: number): Uint8Array {
  const [source, destination] = from === alice ? [alice, bob] : [bob, alice];
  return ipv4(payload, { source: octets(source), destination: octets(destination), protocol, id });
}

/** The call over TCP, its segments 1 ms apart, its messages 20 ms. */
function overTcp(): Packet[] {
  const next = new Map([
    [alice, 1001],
    [bob, 5001],
  ]);
  let id = 100;
  const ports = { sourcePort: 5060, destinationPort: 5060 };
  const syn: Packet[] = [
    { atMs: 0, ip: ipOf(alice, tcp('', { ...ports, sequence: 1000, flags: 2 }), 6, id++) },
    { atMs: 1, ip: ipOf(bob, tcp('', { ...ports, sequence: 5000, acknowledgement: 1001, flags: 0x12 }), 6, id++) },
  ];
  const segments = call.flatMap(({ from, text }, i) =>
    pieces(text).map((payload, j): Packet => {
      const sequence = next.get(from)!;
      const acknowledgement = next.get(from === alice ? bob : alice)!;
      next.set(from, sequence + payload.length);
      return { atMs: 10 + 20 * i + j, ip: ipOf(from, tcp(payload, { ...ports, sequence, acknowledgement }), 6, id++) };
    }),
  );
  return [...syn, ...segments];
}

/** The call over SCTP, long messages in fragments. */
function overSctp(): Packet[] {
  const tsn = new Map([
    [alice, 1],
    [bob, 1000],
  ]);
  let id = 100;
  return call.flatMap(({ from, text }, i) => {
    const parts = pieces(text);
    return parts.map((payload, j): Packet => {
      const number = tsn.get(from)!;
      tsn.set(from, number + 1);
      const chunk = data(payload, { tsn: number, sequence: i, begin: j === 0, end: j === parts.length - 1 });
      return { atMs: 10 + 20 * i + j, ip: ipOf(from, sctpBytes([chunk]), 132, id++) };
    });
  });
}

function overUdp(): Packet[] {
  return call.map(({ from, text }, i) => {
    const payload = udp(text, { sourcePort: 5060, destinationPort: 5060 });
    return { atMs: 10 + 20 * i, ip: ipOf(from, payload, 17, 100 + i) };
  });
}

function pieces(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / SEGMENT_BYTES) }, (_, i) =>
    text.slice(i * SEGMENT_BYTES, (i + 1) * SEGMENT_BYTES),
  );
}

/** As a router hands a packet on. */
function routed(ip: Uint8Array): Uint8Array {
  const copy = ip.slice();
  copy[8]!--;
  return copy;
}

function inGtp(ip: Uint8Array, id: number): Uint8Array {
  return framed(ipv4(gtp(ip), { source: [10, 1, 1, 1], destination: [10, 1, 1, 2], id }));
}

/** Each packet seen once more, so much later. */
function seenAgain(
  packets: readonly Packet[],
  laterMs: number,
  as: (packet: Packet, i: number) => Uint8Array,
): readonly { readonly atMs: number; readonly data: Uint8Array }[] {
  const first = packets.map(({ atMs, ip }) => ({ atMs, data: framed(ip) }));
  const second = packets.map((packet, i) => ({ atMs: packet.atMs + laterMs, data: as(packet, i) }));
  return [...first, ...second].toSorted((one, other) => one.atMs - other.atMs);
}

const taps: readonly [string, (packet: Packet, i: number) => Uint8Array][] = [
  ['two taps', ({ ip }) => framed(ip)],
  ['taps with a VLAN and without', ({ ip }) => tagged(ip)],
  ['both sides of a router', ({ ip }) => framed(routed(ip))],
  ['taps outside and inside GTP-U', ({ ip }, i) => inGtp(ip, 900 + i)],
];
const transports: readonly [string, () => Packet[]][] = [
  ['UDP', overUdp],
  ['TCP', overTcp],
  ['SCTP', overSctp],
];
const cases = transports.flatMap(([transport, packets]) =>
  taps.map(([tap, as]) => [transport, tap, packets, as] as const),
);

/** Rows without the numbers of packets: those are others where there are more packets. */
function withoutFrames(rows: readonly object[]): readonly object[] {
  return rows.map((row) => ({ ...row, messages: undefined, frames: undefined, frame: undefined }));
}

describe.each(cases)('a call over %s seen by %s', (_, _tap, packets, as) => {
  test.each([0.4, 4])('has %d ms apart two rows of each message, and everything else once', async (laterMs) => {
    const once = await rowsOf(packets().map(({ atMs, ip }) => ({ atMs, data: framed(ip) })));

    const twice = await rowsOf(seenAgain(packets(), laterMs, as));

    const firsts = twice.messages.filter(({ duplicate }) => duplicate !== true);
    const copies = twice.messages.filter(({ duplicate }) => duplicate === true);
    expect(withoutFrames(firsts)).toEqual(withoutFrames(once.messages));
    expect(withoutFrames(copies).map((row) => ({ ...row, time: undefined, duplicate: undefined }))).toEqual(
      withoutFrames(once.messages).map((row) => ({ ...row, time: undefined })),
    );
    copies.forEach(({ time }, i) => {
      expect(Date.parse(time) - Date.parse(once.messages[i]!.time)).toBeCloseTo(laterMs, -1);
    });
    expect(withoutFrames(twice.transactions)).toEqual(withoutFrames(once.transactions));
    expect(withoutProofs(twice.dialogs)).toEqual(withoutProofs(once.dialogs));
    expect(withoutProofs(twice.calls)).toEqual(withoutProofs(once.calls));
    expect(twice.summary.counts).toMatchObject({ duplicates: 6, retransmissions: 0 });
    expect(twice.summary.diagnostics).toEqual(once.summary.diagnostics);
  });
});

test('segments that a tunnel carries in fragments are known outside it', async () => {
  const packets = overTcp();
  const inFragments = packets.flatMap(({ atMs, ip }, i) =>
    fragments4(gtp(ip), { bytes: 120, id: 900 + i }).map((fragment) => ({ atMs, data: framed(fragment) })),
  );
  const outside = packets.map(({ atMs, ip }) => ({ atMs: atMs + 0.5, data: framed(ip) }));

  const { messages, summary } = await rowsOf(
    [...inFragments, ...outside].toSorted((one, other) => one.atMs - other.atMs),
  );

  expect(summary.counts).toMatchObject({ messages: 6, duplicates: 6, retransmissions: 0, calls: 1 });
  expect(messages.filter(({ duplicate }) => duplicate === true).every(({ frames = [] }) => frames.length <= 4)).toBe(
    true,
  );
});

test('over IPv6 segments are known by their times', async () => {
  const segment = tcp(sipMessage('OPTIONS'), { sequence: 1 });
  const packet = ethernet(ipv6(segment, { nextHeader: 6 }), 0x86dd);

  const { summary } = await rowsOf([
    { atMs: 0, data: packet },
    { atMs: 1, data: packet },
    { atMs: 250, data: packet },
  ]);

  expect(summary.counts).toMatchObject({ messages: 1, duplicates: 1, retransmissions: 0 });
});

test('what TCP sent again is no message, and no copy of one', async () => {
  const packets = overTcp().map(({ atMs, ip }) => ({ atMs, data: framed(ip) }));
  const sentAgain = overTcp().map(({ atMs, ip }, i) => {
    const other = ip.slice();
    other.set([0x40, i], 4);
    return { atMs: atMs + 3, data: framed(other) };
  });

  const { messages, summary } = await rowsOf(
    [...packets, ...sentAgain].toSorted((one, other) => one.atMs - other.atMs),
  );

  expect(messages).toHaveLength(6);
  expect(summary.counts).toMatchObject({ duplicates: 0, retransmissions: 0 });
});

test.runIf(hasCorpus)('in a capture of a core network each hop of GTP-U is a row of a message over TCP', async () => {
  const { messages } = await readRows([readFileSync(path.join(corpus, 'captures/open5gs__volte.pcapng'))]);

  const rows = messages.filter(({ transport }) => transport === 'TCP').slice(0, 5);

  // The identifications of the inner packets are 0xd312 and 0xd313, then 0xe62c three times.
  expect(rows).toMatchObject([
    { frames: [33, 34], kind: 'request', method: 'INVITE' },
    { frames: [35, 36], kind: 'request', method: 'INVITE', duplicate: true },
    { frame: 41, kind: 'response', status: 100 },
    { frame: 47, kind: 'response', status: 100, duplicate: true },
    { frame: 48, kind: 'response', status: 100, duplicate: true },
  ]);
});
