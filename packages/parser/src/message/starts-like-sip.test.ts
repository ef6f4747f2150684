import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomOf } from '../../test/mutate.ts';
import { encode } from '../../test/sip.ts';
import { parseMessage } from './parse-message.ts';
import { startsLikeSip, streamStartsLikeSip } from './starts-like-sip.ts';

describe('startsLikeSip()', () => {
  test.each([
    'INVITE sip:bob@example.com SIP/2.0\r\n',
    'OPTIONS sip:a SIP/7.0\r\n',
    'INVITE  sip:a  SIP/2.0  \r\n',
    'INVITE sip:a; lr SIP/2.0\n',
    "!odd-Method_*+`.%'~ x SIP/2.0\r\n",
    'invite sip:a sip/2.0\r\n',
    'SIP/2.0 200 OK\r\n',
    'sip/2.0 100 \r\n',
    'SIP/2.0 200\r\n',
  ])('knows %j', (text) => {
    expect(startsLikeSip(encode(text))).toBe(true);
  });

  test.each([
    '',
    '\r\n',
    '\r\nINVITE sip:a SIP/2.0\r\n',
    'GET / HTTP/1.1\r\n',
    'HTTP/1.1 200 OK\r\n',
    'RTSP/1.0 200 OK\r\n',
    'OPTIONS * RTSP/1.0\r\n',
    'NOTIFY * HTTP/1.1\r\n',
    'M-SEARCH * HTTP/1.1\r\n',
    'XSIP/2.0 200 OK\r\n',
    'the year is SIP/2.0 they say\r\n',
    'OPTIONS sip:a RTSP/1.0\r\n',
    'OPTIONS sip:a HTTP/1.1\r\nVia: 1.1 proxy\r\n',
    'GET / HTTP/1.1\r\nVia: HTTP/1.1/TCP h\r\n',
    'INFO {"server_id":"x"}\r\n',
    'SUBSCRIBE\nid:0\n\n',
    'MESSAGE\r\n',
    'ACK\r\n',
    'INVITE me to dinner\r\n',
    'INVITER sip:a\r\n',
    'SIP/2.0/UDP h;branch=z9hG4bK1\r\n',
    'Via: SIP/2.0/UDP h\r\n\r\n',
    'hello\r\nworld\r\nVia: SIP/2.0/UDP h\r\n',
    'MSRP a786hjs2 SEND\r\nTo-Path: msrp://b\r\n',
  ])('refuses %j', (text) => {
    expect(startsLikeSip(encode(text))).toBe(false);
  });

  test.each([
    'SIP/2.0 9999 Many\r\n',
    'SIP/2.0 20 OK\r\n',
    'SIP/2.0 4294967301 better not break the receiver\r\n',
    'SIP/2.0200 OK\r\n',
    'SIP/2 200 OK\r\n',
    'SIP/2.0',
    'INVITE',
    'REGISTER\r\n',
    'INVITE sip:a',
    'INVITE <sip:a>\r\n',
    'INVITE sip:a SIP/2\r\n',
    'OPTIONS sip:a SIP/2.0',
    'INVITE SIP/2.0\r\n',
    'INVITE  SIP/2.0\r\n',
    'IN(VITE sip:a SIP/2.0\r\n',
    'RE GISTER sip:a SIP/2.0\r\n',
    'hello\r\nTo: <sip:a>\r\nVia: SIP/2.0/UDP h\r\n',
    'INVITE sip:a xSIP/2.0\r\nv : SIP/2.0/UDP h\r\n',
  ])('knows %j, which is broken and evident', (text) => {
    expect(startsLikeSip(encode(text))).toBe(true);
  });

  test('looks between start and end only', () => {
    const bytes = encode('\u0000(INVITE sip:a SIP/2.0\r\n((');

    expect(startsLikeSip(bytes, 2, bytes.length)).toBe(true);
    expect(startsLikeSip(bytes, 2, 5)).toBe(false);
    expect(startsLikeSip(bytes)).toBe(false);
  });

  test.each([
    'INVITE sip:a SIP/2.0\r\n',
    'SIP/2.0 200 OK\r\n',
    'who knows\nVia: SIP/2.0/UDP h\r\n',
    'INVITE <sip:a>\nv: SIP/2.0/UDP h\r\n',
  ])('tells of no beginning of %j by what stands behind it', (text) => {
    const bytes = encode(text);

    const toldByMore = [...bytes.keys()].filter(
      (end) =>
        startsLikeSip(bytes, 0, end) !== startsLikeSip(bytes.slice(0, end)) ||
        streamStartsLikeSip(bytes, 0, end) !== streamStartsLikeSip(bytes.slice(0, end), 0, end),
    );

    expect(toldByMore).toEqual([]);
  });

  test.each([
    ['RTP', [0x80, 0x00, 0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 2, 0x7f, 0x7f]],
    ['RTCP', [0x81, 0xc8, 0x00, 0x06, 0, 0, 0, 1]],
    ['STUN', [0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ['DNS', [0x49, 0x4e, 0x01, 0x00, 0x00, 0x01, 0, 0, 0, 0, 0, 0, 3, 0x77, 0x77, 0x77, 0, 0, 1, 0, 1]],
    ['DTLS', [0x16, 0xfe, 0xff, 0, 0, 0, 0]],
    ['NUL keep-alives', [0, 0, 0, 0]],
  ])('refuses %s', (_, bytes) => {
    expect(startsLikeSip(Uint8Array.from(bytes))).toBe(false);
  });

  test('says yes of whatever parseMessage() gives a start line', () => {
    const piece = fc.constantFrom(
      'INVITE',
      'SIP/2.0',
      ' ',
      '  ',
      '\t',
      'sip:a',
      '200',
      'OK',
      '\r\n',
      '\n',
      'sip/1.9',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const bytes = encode(pieces.join(''));
        const { kind, framing } = parseMessage(bytes);
        return kind === 'invalid' || framing.leading > 0 || startsLikeSip(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  test('says yes of hardly any random bytes', () => {
    const random = randomOf(7);
    const isSip = Array.from({ length: 20_000 }, () =>
      Uint8Array.from({ length: 60 }, () => Math.floor(random() * 256)),
    );

    expect(isSip.filter((bytes) => startsLikeSip(bytes))).toEqual([]);
  });
});
