import { describe, expect, test } from 'vitest';
import { cname, compound, goodbye, receiverReport, senderReport, application } from '../../test/rtp/build-rtcp.ts';
import { bytesOf, text, uint16, uint32 } from '../../test/build-capture.ts';
import { newRtpPacket, readFixedHeader, readRest } from '../media/rtp-header.ts';
import type { RtpPacket } from '../media/rtp-packet.ts';
import { isRtcp, namelessRtcp, silentRtp } from './hide-media.ts';
import { Substitutes } from './substitutes.ts';

function read(...parts: readonly (number | Uint8Array | readonly number[])[]): RtpPacket {
  const bytes = bytesOf(...parts);
  const packet = newRtpPacket();
  readFixedHeader(packet, bytes, 0, bytes.length);
  packet.slicedBytes = 0;
  readRest(packet, false);
  return packet;
}

const header = (first: number, type: number): Uint8Array => bytesOf(first, type, uint16(7), uint32(160), uint32(9));

describe('a packet of RTP without what was said', () => {
  test('has its header, and silence of its codec', () => {
    const silent = silentRtp(read(header(0x80, 0x80), [1, 2, 3, 4]), 'PCMU');

    expect(silent).toEqual(bytesOf(header(0x80, 0x80), [0xff, 0xff, 0xff, 0xff]));
  });

  test('is padded as it was', () => {
    const silent = silentRtp(read(header(0xa0, 8), [1, 2, 3, 4, 0, 0, 0, 4]), 'PCMA');

    expect(silent.at(-1)).toBe(4);
    expect(silent.subarray(12, 16)).toEqual(bytesOf([0xd5, 0xd5, 0xd5, 0xd5]));
  });

  test('tells that a key was pressed and for how long, not which', () => {
    const silent = silentRtp(read(header(0x80, 101), [5, 0x8a, 3, 0x20]), 'TELEPHONE-EVENT');

    expect(silent.subarray(12)).toEqual(bytesOf([0, 0x8a, 3, 0x20]));
  });

  test('has its header extensions, by number and length, without their data', () => {
    const extension = bytesOf(0xbe, 0xde, 0, 2, 0x10, 0x41, 0x21, 1, 2, 0, 0, 0);

    const silent = silentRtp(read(header(0x90, 0), extension, [1, 2]), 'OPUS');

    expect(silent.subarray(12)).toEqual(bytesOf(0xbe, 0xde, 0, 2, 0x10, 0, 0x21, 0, 0, 0, 0, 0, 0, 0));
  });
});

describe('RTCP without names', () => {
  const substitutes = new Substitutes([1, 2]);
  const report = compound(
    senderReport({ ssrc: 9, packetCount: 100, blocks: [{ ssrc: 7, fractionLost: 3 }] }),
    cname(9, 'alice@host.example'),
    application(9, 0, 'name', [1, 2, 3, 4]),
    goodbye([9], 'bored'),
  );

  test('is as long, with the same reports', () => {
    const nameless = namelessRtcp(report, 0, report.length, substitutes);

    expect(nameless).toHaveLength(report.length);
    expect(nameless.subarray(0, 52)).toEqual(report.subarray(0, 52));
    const told = new TextDecoder('latin1').decode(nameless);
    expect(told).toMatch(/[a-z]{5}@[a-z]{4}\.[a-z]{7}/);
    for (const name of ['alice', 'host', 'example', 'bored', '\u0001\u0002\u0003\u0004'])
      expect(told).not.toContain(name);
  });

  test('is told from what only begins like it', () => {
    const alone = compound(receiverReport(1));

    expect([report, alone].map((bytes) => isRtcp(bytes, 0, bytes.length))).toEqual([true, true]);
    expect(isRtcp(bytesOf(report, [0]), 0, report.length + 1)).toBe(false);
    expect(isRtcp(text('\u0080\u00c8 no report'), 0, 12)).toBe(false);
  });
});
