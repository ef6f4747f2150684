import { parseSdp } from '@sipscope/parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalAddress } from './canonical-address.ts';
import { scanPlaces } from './scan-places.ts';

function scan(...lines: readonly string[]) {
  return scanPlaces(new TextEncoder().encode(lines.join('\r\n')));
}

function endpoints(...lines: readonly string[]): string[] {
  return scan(...lines).places.map(({ endpoint, media, isRtcp }) => `${media} ${endpoint}${isRtcp ? ' rtcp' : ''}`);
}

describe('addresses of a session description', () => {
  test("an m-line's own connection is before the session's; RTCP is at the next port", () => {
    const found = endpoints(
      'c=IN IP4 192.0.2.1',
      'm=audio 4000 RTP/AVP 0',
      'm=video 5000 RTP/AVP 96',
      'c=IN IP4 192.0.2.2/127',
    );

    expect(found).toEqual(['0 192.0.2.1:4000', '0 192.0.2.1:4001 rtcp', '1 192.0.2.2:5000', '1 192.0.2.2:5001 rtcp']);
  });

  test('RTCP is where the description says', () => {
    const found = endpoints('c=IN IP4 192.0.2.1', 'm=audio 4000 RTP/AVP 0', 'a=rtcp:4700 IN IP4 192.0.2.9');

    expect(found).toEqual(['0 192.0.2.1:4000', '0 192.0.2.9:4700 rtcp']);
  });

  test('candidates over UDP count, for either component', () => {
    const found = endpoints(
      'c=IN IP4 0.0.0.0',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'a=candidate:1 1 UDP 2130706431 10.0.0.7 7000 typ host',
      'a=candidate:1 2 udp 2130706430 10.0.0.7 7001 typ host',
      'a=candidate:2 1 TCP 1518280447 10.0.0.7 9 typ host tcptype active',
      'a=candidate:3 1 UDP 1 2001:DB8:0::7 7002 typ host',
      'a=candidate:4 1 UDP 1 4f3c.local 7003 typ host',
    );

    expect(found).toEqual(['0 10.0.0.7:7000', '0 10.0.0.7:7001 rtcp', '0 [2001:db8::7]:7002']);
  });

  test('what is declined, held at no address or named by a host name is nowhere', () => {
    expect(endpoints('c=IN IP4 192.0.2.1', 'm=audio 0 RTP/AVP 0')).toEqual([]);
    expect(endpoints('c=IN IP4 0.0.0.0', 'm=audio 4000 RTP/AVP 0')).toEqual([]);
    expect(endpoints('c=IN IP4 example.com', 'm=audio 4000 RTP/AVP 0')).toEqual([]);
  });

  test('who claims all ports gets a few', () => {
    const found = endpoints('c=IN IP4 192.0.2.1', ...Array<string>(5000).fill('m=audio 1024/60000 RTP/AVP 0'));

    expect(found).toHaveLength(128);
  });

  test('fax and floor control are told from RTP', () => {
    expect(scan('m=audio 1 RTP/AVP 0').isAllRtp).toBe(true);
    expect(scan('m=image 1 udptl t38').isAllRtp).toBe(false);
    expect(scan('m=application 1 UDP/BFCP *').isAllRtp).toBe(false);
  });

  test('ports are those that the grammar reads', () => {
    const port = fc.integer({ min: 1, max: 65_534 });
    fc.assert(
      fc.property(fc.array(port, { maxLength: 5 }), (ports) => {
        const lines = ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0'];
        for (const each of ports) lines.push(`m=audio ${each} RTP/AVP 0`);
        const text = `${lines.join('\r\n')}\r\n`;

        const media = parseSdp(text).media.map((line, at) => `${at} ${line.address}:${line.port}`);

        expect(endpoints(...lines).filter((one) => !one.endsWith('rtcp'))).toEqual(media);
      }),
    );
  });

  test('any bytes are read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(scanPlaces(bytes).places.length).toBeLessThanOrEqual(128);
      }),
    );
  });
});

describe('an address as packets have it', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['fe80::1', 'fe80::1'],
    ['256.0.0.1', undefined],
    ['192.0.2', undefined],
    ['1::2::3', undefined],
    ['::', undefined],
    ['example.com', undefined],
    ['', undefined],
  ])('%s is %s', (text, expected) => {
    expect(canonicalAddress(text)).toBe(expected);
  });
});
