import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../../test/sip.ts';
import { attributeTable } from './attribute-table.ts';
import { parseSdp } from './parse-sdp.ts';
import type { Candidate } from './attribute-values.ts';
import { attribute, type SessionDescription } from './session-description.ts';
import { buildAttribute } from './write-attribute.ts';
import { mediaInit, sessionDescriptionInit, writeSessionDescription } from './write-session-description.ts';

const head = ['v=0', 'o=a 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0'];
const lines = (...text: readonly string[]): string => `${text.join('\r\n')}\r\n`;
const parse = (...text: readonly string[]): SessionDescription => parseSdp(lines(...head, ...text));
const codes = ({ diagnostics }: SessionDescription): readonly string[] => diagnostics.map(({ code }) => code);

describe('parseSdp() knows the faults of others', () => {
  test('a count of ports is no part of the port', () => {
    expect(parse('m=audio 49170/2 RTP/AVP 0').media[0]).toMatchObject({ port: 49170, portCount: 2 });
  });

  test('the first of two addresses of the session counts, and the second is told of', () => {
    const sdp = parseSdp(lines(...head.slice(0, 4), 'c=IN IP4 192.0.2.2', 't=0 0', 'm=audio 1 RTP/AVP 0'));

    expect([sdp.media[0]?.address, codes(sdp)]).toEqual(['192.0.2.1', ['sdp-line-repeated']]);
    expect(sdp.connections).toHaveLength(2);
  });

  test('a medium may have several multicast addresses, and of others one', () => {
    const layers = parse('m=video 1 RTP/AVP 31', 'c=IN IP4 233.252.0.1/127', 'c=IN IP4 233.252.0.2/127');
    const two = parse('m=video 1 RTP/AVP 31', 'c=IN IP4 192.0.2.1', 'c=IN IP4 192.0.2.2');

    expect([layers.media[0]?.connections.map(({ address }) => address), codes(layers)]).toEqual([
      ['233.252.0.1', '233.252.0.2'],
      [],
    ]);
    expect(codes(two)).toEqual(['sdp-line-repeated']);
  });

  test('what is missing is told, and the rest is read', () => {
    const sdp = parseSdp('m=audio 1 RTP/AVP 0\r\n');

    expect(sdp.media[0]?.port).toBe(1);
    expect(codes(sdp)).toEqual([
      'sdp-version-missing',
      'sdp-origin-missing',
      'sdp-name-missing',
      'sdp-timing-missing',
      'sdp-connection-missing',
    ]);
  });

  test('lines in the wrong order are read, and told of once', () => {
    const sdp = parseSdp(lines('v=0', 't=0 0', 's=x', 'c=IN IP4 192.0.2.1', 'o=a 1 1 IN IP4 192.0.2.1'));

    expect([sdp.sessionName, sdp.origin?.username, codes(sdp)]).toEqual(['x', 'a', ['sdp-order']]);
  });

  test('repeats and zones follow their times', () => {
    const sdp = parseSdp(
      lines(...head.slice(0, 4), 't=3724394400 3724398000', 'r=7d 1h 0 25h', 'z=3730928400 -1h 3749680800 0', 't=0 0'),
    );

    expect(sdp.timings).toEqual([
      { start: 3724394400, stop: 3724398000, repeats: [{ interval: 604800, duration: 3600, offsets: [0, 90000] }] },
      { start: 0, stop: 0, repeats: [] },
    ]);
    expect(sdp.zones).toEqual([
      { time: 3730928400, offset: -3600 },
      { time: 3749680800, offset: 0 },
    ]);
    expect(codes(sdp)).toEqual([]);
  });

  test.each([
    ['LF alone', `${[...head, 'm=audio 1 RTP/AVP 0'].join('\n')}\n`],
    ['CR CR LF', `${[...head, 'm=audio 1 RTP/AVP 0'].join('\r\r\n')}\r\r\n`],
    ['no end of the last line', [...head, 'm=audio 1 RTP/AVP 0'].join('\r\n')],
    ['blank lines behind it', `${lines(...head, 'm=audio 1 RTP/AVP 0')}\r\n\r\n`],
    ['a NUL behind it', `${lines(...head, 'm=audio 1 RTP/AVP 0')}\0`],
  ])('%s is nothing to speak of', (_, text) => {
    expect([parseSdp(text).media[0]?.port, codes(parseSdp(text))]).toEqual([1, []]);
  });

  test('a name of the session that is a blank or nothing', () => {
    expect(parseSdp(lines('v=0', 'o=a 1 1 IN IP4 192.0.2.1', 's= ', 't=0 0')).sessionName).toBe(' ');
    const nothing = parseSdp(lines('v=0', 'o=a 1 1 IN IP4 192.0.2.1', 's=', 't=0 0'));
    expect([nothing.sessionName, codes(nothing)]).toEqual(['', ['sdp-line-empty']]);
  });

  test.each(['m= audio 1 RTP/AVP 0', 'm=audio  1 RTP/AVP 0', 'm=audio 1\tRTP/AVP 0', 'm=audio 1 RTP/AVP 0 '])(
    'blanks that are no single space between two fields are told of and read past: %j',
    (line) => {
      const sdp = parse(line);

      expect([codes(sdp), sdp.media[0]?.port, sdp.media[0]?.formats]).toEqual([['sdp-space'], 1, ['0']]);
    },
  );

  test('text is UTF-8, or in the character set that is said', () => {
    const utf8 = parseSdp(lines('v=0', 's=Grüße', 'i=日本', 't=0 0'));
    const latin = parseSdp(
      Uint8Array.from(lines('v=0', 's=Gr\u{fc}\u{df}e', 'a=charset:ISO-8859-1'), (one) => one.charCodeAt(0)),
    );
    const unknown = parseSdp(lines('v=0', 's=x', 'a=charset:nothing'));

    expect([utf8.sessionName, utf8.information, latin.sessionName, unknown.sessionName]).toEqual([
      'Grüße',
      '日本',
      'Grüße',
      'x',
    ]);
  });

  test('lines of unknown types are told of and kept', () => {
    const sdp = parse('y=1', 'm=audio 1 RTP/AVP 0');

    expect([codes(sdp), sdp.media.length, sdp.lines.map(({ type }) => type).join('')]).toEqual([
      ['sdp-line-type'],
      1,
      'vosctym',
    ]);
  });

  test('names like those of objects are names', () => {
    const sdp = parse('a=__proto__:x', 'a=constructor', 'm=audio 1 RTP/AVP 0', 'a=toString:y');

    expect([sdp.get('__proto__'), sdp.has('constructor'), sdp.has('hasOwnProperty')]).toEqual(['x', true, false]);
    expect([sdp.media[0]?.get('toString'), sdp.media[0]?.get('valueOf')]).toEqual(['y', undefined]);
  });

  test('a blank behind the name of an attribute is told of, and the attribute counts', () => {
    const sdp = parse('m=audio 1 RTP/AVP 0', 'a=sendonly ');

    expect([sdp.media[0]?.direction, codes(sdp)]).toEqual(['sendonly', ['sdp-attribute']]);
  });

  test('a thousand wrong attributes are told of, and that there are more', () => {
    const sdp = parse('m=audio 1 RTP/AVP 0', ...Array.from({ length: 5000 }, () => 'a=setup:x'));

    expect([codes(sdp).length, codes(sdp).at(-1)]).toEqual([1001, 'limit-errors']);
  });

  test('port 0 is a port', () => {
    expect(parse('m=audio 0 RTP/AVP 0').media[0]?.port).toBe(0);
  });

  test('an IPv6 address has no time to live, a host name is an address', () => {
    const group = parse('m=audio 1 RTP/AVP 0', 'c=IN IP6 FF15::101/127/3');
    const name = parse('m=audio 1 RTP/AVP 0', 'c=IN IP4 media.example.com');

    expect(codes(group)).toEqual(['sdp-ttl-misplaced']);
    expect([name.media[0]?.address, codes(name)]).toEqual(['media.example.com', []]);
  });

  test('a time to live stands behind IPv4 multicast and nowhere else', () => {
    expect(codes(parse('m=audio 1 RTP/AVP 0', 'c=IN IP4 224.2.1.1'))).toEqual(['sdp-ttl-misplaced']);
    expect(codes(parse('m=audio 1 RTP/AVP 0', 'c=IN IP4 192.0.2.1/1'))).toEqual(['sdp-ttl-misplaced']);
  });

  test('ten thousand attributes are read in time', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `a=candidate:${at} 1 UDP ${at} 192.0.2.1 ${at} typ host`);
    const start = performance.now();
    const [media] = parse('m=audio 1 RTP/AVP 0', ...many).media;

    expect(media?.candidates).toHaveLength(10_000);
    expect(media?.candidates.at(-1)?.foundation).toBe('9999');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('the attributes of a medium', () => {
  const sdp = parse(
    'a=group:BUNDLE 0 1',
    'a=setup:actpass',
    'a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB',
    'a=ice-ufrag:8hhY',
    'a=ice-pwd:asd88fgpdd777uzjYhagZg',
    'a=extmap:1 urn:ietf:params:rtp-hdrext:toffset',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 101',
    'a=mid:0',
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10;useinbandfec=1',
    'a=rtpmap:101 telephone-event/8000',
    'a=rtcp-mux',
    'a=rtcp-fb:111 transport-cc',
    'a=candidate:1 1 UDP 2130706431 192.0.2.1 8998 typ host',
    'a=candidate:broken',
    'a=ssrc:1 cname:a',
    'a=msid:s t',
    'a=ptime:20',
    'a=maxptime:60',
    'a=extmap:2 urn:ietf:params:rtp-hdrext:sdes:mid',
    'm=audio 4000 RTP/SAVP 0',
    'a=setup:passive',
    'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz',
  );
  const [first, second] = sdp.media;

  test('are read when they are asked for', () => {
    expect(first).toMatchObject({
      mid: '0',
      codecs: ['opus', 'telephone-event'],
      rtcpMux: true,
      ptimeMs: 20,
      maxptimeMs: 60,
      candidates: [{ address: '192.0.2.1', port: 8998 }],
      rtcpFeedback: [{ payloadType: 111, type: 'transport-cc' }],
      msids: [{ stream: 's', track: 't' }],
      ssrcs: [{ id: 1, attribute: { name: 'cname', value: 'a' } }],
      extmaps: [{ id: 1 }, { id: 2 }],
    });
    expect(sdp.group('BUNDLE')).toEqual(['0', '1']);
    expect(second?.crypto[0]?.suite).toBe('AES_CM_128_HMAC_SHA1_80');
  });

  test('have the types of their names', () => {
    const candidates: readonly Candidate[] | undefined = first?.all('candidate');
    const setup: string | undefined = first?.get('setup');
    const lite: boolean | undefined = sdp.get('ice-lite');
    const port: number | undefined = attribute(first?.attributes ?? [], 'candidate')?.typed?.component;

    expect([candidates?.length, setup, lite, port]).toEqual([1, undefined, undefined, 1]);
  });

  test("are the session's where the medium has none", () => {
    expect([first?.setup, second?.setup]).toEqual(['actpass', 'passive']);
    expect([first?.iceUfrag, first?.icePwd]).toEqual(['8hhY', 'asd88fgpdd777uzjYhagZg']);
    expect(second?.fingerprints).toHaveLength(1);
  });

  test('have the place of what is wrong with them', () => {
    expect(codes(sdp)).toEqual(['sdp-attribute-value']);
    expect(sdp.diagnostics[0]?.header).toBe('a=candidate');
  });
});

describe('writeSessionDescription()', () => {
  test('writes one that was read as it stood', () => {
    const text = 'v=0\no=x\r\nfoo\ns=  \na=b:\n\n\nm=audio 1 RTP/AVP 0';

    expect(decode(writeSessionDescription(parseSdp(text)))).toBe(text);
  });

  test('builds one from plain values', () => {
    const bytes = writeSessionDescription({
      origin: {
        username: '-',
        sessionId: '1',
        sessionVersion: '2',
        networkType: 'IN',
        addressType: 'IP4',
        address: '192.0.2.1',
      },
      connections: [{ address: '192.0.2.1' }],
      attributes: [buildAttribute('group', { semantics: 'BUNDLE', ids: ['0'] })],
      media: [
        {
          kind: 'audio',
          port: 4000,
          proto: 'RTP/AVP',
          formats: [0, 101],
          connections: [{ address: '2001:db8::1' }],
          bandwidths: [{ type: 'AS', value: 64 }],
          attributes: [
            buildAttribute('rtpmap', { payloadType: 101, encoding: 'telephone-event', clockHz: 8000, channels: 1 }),
            buildAttribute('fmtp', { format: '101', parameters: '0-15' }),
            buildAttribute('ptime', 20),
            { name: 'sendonly' },
          ],
        },
      ],
    });

    expect(decode(bytes)).toBe(
      lines(
        'v=0',
        'o=- 1 2 IN IP4 192.0.2.1',
        's=-',
        'c=IN IP4 192.0.2.1',
        't=0 0',
        'a=group:BUNDLE 0',
        'm=audio 4000 RTP/AVP 0 101',
        'c=IN IP6 2001:db8::1',
        'b=AS:64',
        'a=rtpmap:101 telephone-event/8000',
        'a=fmtp:101 0-15',
        'a=ptime:20',
        'a=sendonly',
      ),
    );
    expect(codes(parseSdp(bytes))).toEqual([]);
  });

  test('changes one medium and leaves the others as they stood', () => {
    const sdp = parse('m=audio 1 RTP/AVP 0', 'a=x:  y ', 'm=video  2  RTP/AVP 31', 'a=inactive');
    const [audio, video] = sdp.media;
    const bytes = writeSessionDescription(
      sessionDescriptionInit(sdp, { media: [mediaInit(audio!, { port: 0 }), video!] }),
    );

    expect(decode(bytes)).toBe(
      lines(...head, 'm=audio 0 RTP/AVP 0', 'a=x:  y ', 'm=video  2  RTP/AVP 31', 'a=inactive'),
    );
  });

  test('writes repeats and zones in seconds', () => {
    const sdp = parseSdp(lines(...head.slice(0, 4), 't=1 2', 'r=7d 1h 0 25h', 'z=5 -1h'));

    expect(decode(writeSessionDescription(sessionDescriptionInit(sdp)))).toBe(
      lines(...head.slice(0, 4), 't=1 2', 'r=604800 3600 0 90000', 'z=5 -3600'),
    );
  });

  test('refuses a line break within a value', () => {
    expect(() => writeSessionDescription({ sessionName: 'a\r\nm=audio 1 RTP/AVP 0' })).toThrow(TypeError);
  });
});

describe('any text at all', () => {
  const words = [
    'a=',
    'm=',
    'c=',
    '\r\n',
    '\n',
    ' ',
    ':',
    '/',
    ';',
    ',',
    '=',
    '[',
    ']',
    '"',
    '|',
    '~',
    '-',
    '1',
    'IN IP4 ',
    'x',
    '\0',
    '*',
    '²',
    'send',
  ];
  const names = Object.keys(attributeTable).map((name) => `\r\na=${name}:`);
  const text = fc
    .array(fc.constantFrom(...words, ...words, ...names), { maxLength: 60 })
    .map((parts) => parts.join(''));

  test('raises nothing, and is written as it stood', () => {
    fc.assert(
      fc.property(text, (body) => {
        const bytes = encode(`v=0\r\nm=audio 1 RTP/AVP 0${body}`);
        const sdp = parseSdp(bytes);
        for (const { start, end } of sdp.diagnostics.map(({ span: [from, to] }) => ({ start: from, end: to }))) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(bytes.length);
        }
        expect(writeSessionDescription(sdp)).toEqual(bytes);
        // Built from its parts it can be read again.
        const media = sdp.media.map((one) => mediaInit(one));
        if (!body.includes('\0')) parseSdp(writeSessionDescription(sessionDescriptionInit(sdp, { media })));
      }),
      { numRuns: 2000 },
    );
  });

  test('raises nothing as bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(parseSdp(bytes).diagnostics.length).toBeGreaterThan(0);
      }),
    );
  });

  const repeated = [
    '1 ',
    '1',
    'x ',
    'x',
    ',',
    ';',
    '=',
    ':',
    '|',
    '[',
    '[x=1,y=2] ',
    'a=1;',
    '"',
    '" ',
    '%41',
    '~',
    '1 1 x 1 ',
  ];

  test.each(Object.keys(attributeTable))('takes time in proportion to its length behind a=%s', (name) => {
    const start = performance.now();
    for (const piece of repeated) {
      const value = `1 1 ${piece.repeat(Math.floor(64_000 / piece.length))}`;
      void parse('m=audio 1 RTP/AVP 0', `a=${name}:${value}`).diagnostics;
    }
    // 17 values of 64 kB take 150 ms; were one of them read in the square of its length, it alone would take seconds.
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
