import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newRtpPacket, readFixedHeader, readRest } from './rtp-header.ts';

function read(bytes: readonly number[], slicedBytes = 0, isSecure = false) {
  const packet = newRtpPacket();
  const data = Uint8Array.from(bytes);
  readFixedHeader(packet, data, 0, data.length);
  packet.slicedBytes = slicedBytes;
  const fault = readRest(packet, isSecure);
  return { packet, fault };
}

/** V=2, and what the first byte says beside; marker, PT 8, sequence 258, timestamp, SSRC. */
const header = (first: number): number[] => [0x80 | first, 0x88, 1, 2, 0xff, 0, 0, 1, 0xde, 0xad, 0xbe, 0xef];

describe('headers of RTP', () => {
  test('the fixed part', () => {
    const { packet, fault } = read([...header(0), 9, 9]);

    expect(fault).toBeUndefined();
    expect(packet).toMatchObject({
      marker: true,
      payloadType: 8,
      sequence: 258,
      timestamp: 0xff00_0001,
      ssrc: 0xdead_beef,
      csrcCount: 0,
      payloadStart: 12,
      payloadEnd: 14,
      extensionStart: -1,
    });
  });

  test('contributing sources, an extension and padding are no payload', () => {
    const { packet, fault } = read([
      ...header(0x32),
      ...Array<number>(8).fill(7),
      0xbe,
      0xde,
      0,
      1,
      1,
      2,
      3,
      4,
      5,
      6,
      0,
      2,
    ]);

    expect(fault).toBeUndefined();
    expect(packet).toMatchObject({
      csrcCount: 2,
      extensionProfile: 0xbede,
      extensionStart: 24,
      extensionEnd: 28,
      payloadStart: 28,
      payloadEnd: 30,
    });
  });

  test.each([
    ['contributing sources', header(0x0f)],
    ['an extension without its header', header(0x10)],
    ['an extension that is too long', [...header(0x10), 0xbe, 0xde, 0xff, 0xff, 1, 2, 3, 4]],
    ['padding that is too long', [...header(0x20), 1, 2, 3, 255]],
    ['padding of no length', [...header(0x20), 1, 2, 3, 0]],
    ['padding without a payload', header(0x20)],
  ])('%s that the packet has no room for are told', (_what, bytes) => {
    expect(read(bytes).fault).toBeTypeOf('string');
  });

  test('what was not captured is no fault, and padding of SRTP is part of what is encrypted', () => {
    expect(read(header(0x0f), 100).fault).toBeUndefined();
    expect(read([...header(0x10), 0xbe, 0xde, 0, 20], 100).fault).toBeUndefined();
    expect(read([...header(0x20), 1, 2, 3, 255], 0, true).fault).toBeUndefined();
  });

  test('whatever the bytes are, everything found lies within them, in order', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 12, maxLength: 64 }),
        fc.nat(40),
        fc.boolean(),
        (bytes, sliced, isSecure) => {
          const { packet, fault } = read([...bytes], sliced, isSecure);
          if (fault !== undefined) return;

          expect(packet.payloadStart).toBeGreaterThanOrEqual(12);
          expect(packet.payloadEnd).toBeGreaterThanOrEqual(packet.payloadStart);
          expect(packet.payloadEnd).toBeLessThanOrEqual(bytes.length);
          expect(packet.extensionEnd).toBeLessThanOrEqual(bytes.length);
        },
      ),
    );
  });
});
