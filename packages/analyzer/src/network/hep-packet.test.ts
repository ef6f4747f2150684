import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, text, uint16 } from '../../test/build-capture.ts';
import { hep2, hep3, hep3Of, hepChunk } from '../../test/build-hep.ts';
import { IPV6_DESTINATION, IPV6_SOURCE } from '../../test/build-packet.ts';
import { addressText } from '../transport/address-text.ts';
import { type HepPacket, readHepPacket, startsLikeHep } from './hep-packet.ts';

const OPTIONS = 'OPTIONS sip:bob@example.com SIP/2.0\r\nContent-Length: 0\r\n\r\n';

function read(bytes: Uint8Array): HepPacket {
  expect(startsLikeHep(bytes, 0, bytes.length)).toBe(true);
  const packet = readHepPacket(bytes, 0, bytes.length);
  if (packet === undefined) throw new Error('no payload');
  return packet;
}

function endpoints(packet: HepPacket): string {
  const { bytes, addressLength, sourceAt, destinationAt, sourcePort, destinationPort } = packet;
  const source = addressText(bytes, sourceAt, addressLength);
  return `${source} ${sourcePort} ${addressText(bytes, destinationAt, addressLength)} ${destinationPort}`;
}

function payload({ bytes, start, end }: HepPacket): string {
  return Buffer.from(bytes.subarray(start, end)).toString();
}

describe('readHepPacket()', () => {
  test('reads version 3', () => {
    const packet = read(hep3(OPTIONS, { seconds: 1_700_000_001, microseconds: 5, captureId: 9 }));

    expect(payload(packet)).toBe(OPTIONS);
    expect(endpoints(packet)).toBe('192.0.2.1 5060 192.0.2.2 5062');
    expect(packet).toMatchObject({ transport: 'UDP', isOwnBytes: false, problem: undefined });
    expect(packet.facts).toEqual({
      protocolType: 1,
      captureId: 9,
      correlationId: undefined,
      epochNs: 1_700_000_001_000_005_000n,
    });
  });

  test('reads IPv6 addresses', () => {
    const packet = read(hep3(OPTIONS, { source: IPV6_SOURCE, destination: IPV6_DESTINATION }));

    expect(endpoints(packet)).toBe('2001:db8::1 5060 2001:db8::2 5062');
  });

  test.each([
    [6, 'TCP'],
    [17, 'UDP'],
    [22, 'TLS'],
    [50, 'WS'],
    [132, 'SCTP'],
  ])('IP protocol %i is %s', (ipProtocol, transport) => {
    expect(read(hep3(OPTIONS, { ipProtocol })).transport).toBe(transport);
  });

  test('keeps the correlation id, passes over the key and what vendors add', () => {
    const more = [
      hepChunk(0x11, text('abc@example.com')),
      hepChunk(0x0e, text('secret')),
      hepChunk(0x0f, text('x'), 5),
    ];

    const packet = read(hep3(OPTIONS, { more }));

    expect(packet.facts.correlationId).toBe('abc@example.com');
    expect(payload(packet)).toBe(OPTIONS);
    expect(JSON.stringify({ ...packet.facts, epochNs: 0 })).not.toContain('secret');
  });

  test.each([
    ['zlib', deflateSync],
    ['gzip', gzipSync],
  ])('inflates a payload compressed by %s', (_, compress) => {
    const packet = read(hep3(compress(text(OPTIONS)), { compressed: true }));

    expect(payload(packet)).toBe(OPTIONS);
    expect(endpoints(packet)).toBe('192.0.2.1 5060 192.0.2.2 5062');
    expect(packet).toMatchObject({ isOwnBytes: true, problem: undefined });
  });

  test('stops inflating at the limit and says so', () => {
    const bytes = hep3(deflateSync(new Uint8Array(100_000)), { compressed: true });

    const packet = readHepPacket(bytes, 0, bytes.length, 1000);

    expect(packet?.problem).toContain('more than 1000 bytes');
    expect(packet === undefined ? 0 : packet.end - packet.start).toBe(1000);
  });

  test('goes on behind a chunk that has no length', () => {
    const packet = read(hep3Of([hepChunk(1, bytesOf(), 0, 0), hepChunk(0x0f, text(OPTIONS))], 0xffff));

    expect(payload(packet)).toBe(OPTIONS);
    expect(endpoints(packet)).toBe('0.0.0.0 0 0.0.0.0 0');
    expect(packet.problem).toMatch(/says 65535 bytes/);
  });

  test('takes of a chunk that claims more what is there', () => {
    const bytes = hep3(OPTIONS);
    bytes.set(uint16(0xfff0), bytes.length - OPTIONS.length - 2);

    const packet = read(bytes);

    expect(payload(packet)).toBe(OPTIONS);
    expect(packet.problem).toMatch(/HEP chunk 15 says it has 65520 bytes/);
  });

  test.each([
    ['version 1', { version: 1 }],
    ['version 2', {}],
    ['version 2 that counts the time in its header', { headerLength: 28 }],
    ['version 2 without padding', { padding: false }],
  ] as const)('reads %s', (_, options) => {
    const packet = read(hep2(OPTIONS, options));

    expect(payload(packet)).toBe(OPTIONS);
    expect(endpoints(packet)).toBe('192.0.2.1 5060 192.0.2.2 5062');
  });

  test('reads version 2 with IPv6 addresses, its time and its capture id', () => {
    const packet = read(hep2(OPTIONS, { addresses: bytesOf(IPV6_SOURCE, IPV6_DESTINATION), family: 10 }));

    expect(endpoints(packet)).toBe('2001:db8::1 5060 2001:db8::2 5062');
    expect(packet.facts).toMatchObject({ captureId: 7, epochNs: 1_700_000_000_250_000_000n });
  });

  test.each([
    ['SIP', text('HELLO sip:bob@example.com SIP/2.0\r\n')],
    ['a STUN response', bytesOf(1, 1, 0, 8, 0x21, 0x12, 0xa4, 0x42, new Uint8Array(20))],
    ['another length', hep2(OPTIONS, { headerLength: 20 })],
    ['too little', hep2('', { version: 2 })],
  ])('is not taken for HEP: %s', (_, bytes) => {
    expect(startsLikeHep(bytes, 0, bytes.length)).toBe(false);
  });

  test('reads whatever comes, and never beyond it', () => {
    const packets = fc.constantFrom(
      hep3(OPTIONS),
      hep2(OPTIONS),
      hep3(deflateSync(text(OPTIONS)), { compressed: true }),
    );
    const changes = fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 10 });

    fc.assert(
      fc.property(packets, changes, fc.nat(300), (bytes, changed, cut) => {
        const damaged = bytes.slice(0, Math.max(1, bytes.length - cut));
        for (const [at, value] of changed) if (at < damaged.length) damaged[at] = value;
        if (!startsLikeHep(damaged, 0, damaged.length)) return;

        const packet = readHepPacket(damaged, 0, damaged.length);

        if (packet === undefined) return;
        expect(packet.start).toBeLessThanOrEqual(packet.end);
        expect(packet.end).toBeLessThanOrEqual(packet.bytes.length);
        expect(packet.sourceAt + packet.addressLength).toBeLessThanOrEqual(packet.bytes.length);
        expect(packet.destinationAt + packet.addressLength).toBeLessThanOrEqual(packet.bytes.length);
      }),
      { numRuns: 2000 },
    );
  });
});
