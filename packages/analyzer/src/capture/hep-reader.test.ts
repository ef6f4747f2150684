import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { bytesOf, text } from '../../test/build-capture.ts';
import { hep3, hep3Of, hepChunk } from '../../test/build-hep.ts';
import { readDeliveries } from '../../test/read-deliveries.ts';
import { codes, readPackets } from '../../test/read-packets.ts';

const first = hep3('OPTIONS sip:bob@example.com SIP/2.0\r\n\r\n', { seconds: 1_700_000_000, microseconds: 500_000 });
const second = hep3('SIP/2.0 200 OK\r\n\r\n', {
  source: [192, 0, 2, 2],
  destination: [192, 0, 2, 1],
  seconds: 1_700_000_002,
});

describe('a file of HEP packets', () => {
  test('is read packet by packet, with the times its sender gave', () => {
    const { packets, reader } = readPackets(bytesOf(first, second));

    expect(packets.map(({ frame, timeNs, offset }) => [frame, timeNs, offset])).toEqual([
      [1, 0, 0],
      [2, 1_500_000_000, first.length],
    ]);
    expect(reader).toMatchObject({ format: 'hep', linkTypes: ['HEP'], damaged: false });
    expect(reader.clock).toEqual({ epochNs: 1_700_000_000_500_000_000n, decimals: 6 });
  });

  test('gives the messages between the addresses that HEP reports', () => {
    const { deliveries } = readDeliveries(bytesOf(first, second));

    expect(deliveries.map(({ source, destination, text: message }) => [source, destination, message])).toEqual([
      ['192.0.2.1:5060', '192.0.2.2:5062', 'OPTIONS sip:bob@example.com SIP/2.0\r\n\r\n'],
      ['192.0.2.2:5060', '192.0.2.1:5062', 'SIP/2.0 200 OK\r\n\r\n'],
    ]);
    expect(deliveries.every(({ text: message, textAtPlace }) => message === textAtPlace)).toBe(true);
  });

  test('is read the same in chunks of any size', () => {
    const capture = bytesOf(first, second, first);
    const whole = readPackets(capture).packets;

    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        expect(readPackets(capture, sizes).packets).toEqual(whole);
      }),
    );
  });

  test('goes on at the next packet where something else stands between', () => {
    const { packets, reader } = readPackets(bytesOf(first, text('something else HEP'), second));

    expect(packets).toHaveLength(2);
    expect(codes(reader)).toEqual({ 'capture-record-length': 1 });
  });

  test('gives the beginning of a packet that is cut', () => {
    const { packets, reader } = readPackets(bytesOf(first, second.subarray(0, -4)));

    expect(packets).toHaveLength(2);
    expect(codes(reader)).toMatchObject({ 'capture-truncated': 1 });
  });

  test('takes the time of the packet before where a packet has none', () => {
    const timeless = hep3Of([hepChunk(0x0f, text('x'))]);

    const { packets } = readPackets(bytesOf(timeless, first, timeless, second));

    expect(packets.map(({ timeNs }) => timeNs)).toEqual([0, 0, 0, 1_500_000_000]);
  });
});
