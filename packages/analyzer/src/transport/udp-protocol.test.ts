import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, text, uint16 } from '../../test/build-capture.ts';
import { ProtocolCounts } from './protocol-counts.ts';
import { rtpOrRtcp, udpProtocol } from './udp-protocol.ts';

const COOKIE = [0x21, 0x12, 0xa4, 0x42];

function nameOf(number: number): string | undefined {
  const counts = new ProtocolCounts();
  if (number >= 0) counts.add(number);
  return counts.rows()[0]?.protocol;
}

/** What a payload is told to be, as `UdpDeliveries` asks. */
function told(payload: Uint8Array | string, port = 40_000): string | undefined {
  const bytes = typeof payload === 'string' ? text(payload) : payload;
  const media = rtpOrRtcp(bytes, 0, bytes.length, 50_000, port);
  return nameOf(media >= 0 ? media : udpProtocol(bytes, 0, bytes.length, 50_000, port));
}

describe('what a UDP payload is', () => {
  test.each([
    ['RTP', bytesOf(0x80, 0, uint16(1), new Uint8Array(168))],
    ['RTP', bytesOf(0x90, 0x80 | 111, uint16(1), new Uint8Array(20))],
    ['RTCP', bytesOf(0x80, 200, uint16(6), new Uint8Array(24))],
    ['RTCP', bytesOf(0x81, 207, uint16(1), new Uint8Array(4))],
    ['STUN', bytesOf(0, 1, uint16(0), COOKIE, new Uint8Array(12))],
    ['STUN', bytesOf(1, 1, uint16(4), new Uint8Array(16), new Uint8Array(4))],
    ['TURN ChannelData', bytesOf(0x40, 1, uint16(5), new Uint8Array(8))],
    ['DTLS', bytesOf(22, 0xfe, 0xfd, new Uint8Array(30))],
    ['ZRTP', bytesOf(0x10, 0, 0, 1, text('ZRTP'), new Uint8Array(20))],
    ['SSDP', 'M-SEARCH * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\n\r\n'],
    ['SSDP', 'NOTIFY * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\n\r\n'],
    ['keep-alive', '\r\n\r\n'],
    ['keep-alive', bytesOf(0, 0, 0, 0)],
    ['keep-alive', 'jaK\0'],
    ['keep-alive', ''],
    ['other UDP', 'hello'],
    ['other UDP', bytesOf(0x80, 0, 1)],
    ['other UDP', bytesOf(1, 2, 3, 4, new Uint8Array(30))],
    ['other UDP', new Uint8Array(200)],
  ])('%s', (name, payload) => {
    expect(told(payload)).toBe(name);
  });

  test.each([
    ['DNS', 53, bytesOf(0x9a, 0x01, 1, 0, uint16(1), new Uint8Array(20))],
    ['mDNS', 5353, bytesOf(0, 0, 0x84, 0, uint16(0), new Uint8Array(20))],
    ['MGCP', 2427, 'AUEP 1200 aaln/1@gateway.example.com MGCP 1.0\r\n'],
    ['MGCP', 2727, '200 1200 OK\r\n'],
    ['H.248', 2944, 'MEGACO/1 [192.0.2.1]:2944\r\n'],
    ['H.225 RAS', 1719, bytesOf(0x0e, 0x80, 1, 2, 3, 4)],
    ['SNMP', 161, bytesOf(0x30, 0x29, 2, 1, 0, new Uint8Array(30))],
    ['GTP-C', 2123, bytesOf(0x48, 32, 0, 8, new Uint8Array(8))],
    ['IAX2', 4569, bytesOf(0x80, 1, 0, 0, new Uint8Array(20))],
  ])('%s by its port, %i', (name, port, payload) => {
    expect(told(payload, port)).toBe(name);
  });

  test('a port that does not fit the payload is not believed', () => {
    expect(told(bytesOf(0x80, 0, uint16(1), new Uint8Array(168)), 2427)).toBe('RTP');
    expect(told(bytesOf(22, 0xfe, 0xfd, new Uint8Array(30)), 1900)).toBe('DTLS');
  });

  test('is told of any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom(53, 1719, 1900, 2427, 4569, 5060),
        (bytes, port) => {
          expect(told(bytes, port)).toBeDefined();
        },
      ),
    );
  });
});

describe('ProtocolCounts', () => {
  test('has the most frequent first', () => {
    const counts = new ProtocolCounts();

    counts.add(1);
    counts.add(0);
    counts.add(0);

    expect(counts.rows()).toEqual([
      { protocol: 'RTP', packets: 2 },
      { protocol: 'RTCP', packets: 1 },
    ]);
  });
});
