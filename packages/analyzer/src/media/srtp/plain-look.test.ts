import { describe, expect, test } from 'vitest';
import { rtpBytes, seeded } from '../../../test/rtp/rtp-stream.ts';
import { newRtpPacket, readFixedHeader, readRest } from '../rtp-header.ts';
import { PlainLook } from './plain-look.ts';

function lookAt(packets: number, payload: (packet: number) => Uint8Array): ReturnType<PlainLook['facts']> {
  const look = new PlainLook();
  for (let at = 0; at < packets; at++) {
    const bytes = rtpBytes({ payloadType: 0, sequence: at, timestamp: 160 * at, ssrc: 1, payload: payload(at) });
    const packet = newRtpPacket();
    readFixedHeader(packet, bytes, 0, bytes.length);
    packet.slicedBytes = 0;
    readRest(packet, true);
    look.receive(packet);
  }
  return look.facts();
}

describe('payloads that should be encrypted', () => {
  const random = seeded(4);
  const noise = (): Uint8Array => Uint8Array.from({ length: 170 }, () => Math.floor(random() * 256));
  const voice = (at: number): Uint8Array =>
    Uint8Array.from({ length: 160 }, (_, n) => 0x80 | Math.round(40 + 30 * Math.sin((n + 37 * at) / 9)));

  test('are encrypted where they look random', () => {
    expect(lookAt(300, noise)).toMatchObject({ packets: 200, isPlain: false });
  });

  test('are not where bytes repeat', () => {
    expect(lookAt(300, voice)).toMatchObject({ packets: 200, isPlain: true });
  });

  test('are not where all begin with the header of a codec', () => {
    expect(lookAt(150, () => Uint8Array.of(0x78, ...noise()))).toMatchObject({ isPlain: true, firstBytes: 1 });
  });

  test('are not judged by a few', () => {
    expect(lookAt(50, voice)).toMatchObject({ isPlain: false });
  });
});
