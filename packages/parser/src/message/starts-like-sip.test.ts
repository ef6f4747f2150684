import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode } from '../../test/sip.ts';
import { parseMessage } from './parse-message.ts';
import { startsLikeSip } from './starts-like-sip.ts';

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
    'INVITE sip:a SIP/2.0',
    'INVITE SIP/2.0\r\n',
    'INVITE  SIP/2.0\r\n',
    'INVITE sip:a SIP/2\r\n',
    'INVITE sip:a xSIP/2.0\r\n',
    'SIP/2.0 20 OK\r\n',
    'SIP/2.0 2000 OK\r\n',
    'SIP/2.0200 OK\r\n',
    'XSIP/2.0 200 OK\r\n',
    'IN(VITE sip:a SIP/2.0\r\n',
    'the year is SIP/2.0 they say\r\n',
  ])('refuses %j', (text) => {
    expect(startsLikeSip(encode(text))).toBe(false);
  });

  test('looks between start and end only', () => {
    const bytes = encode('((INVITE sip:a SIP/2.0\r\n((');

    expect(startsLikeSip(bytes, 2, bytes.length)).toBe(true);
    expect(startsLikeSip(bytes, 2, bytes.length - 3)).toBe(false);
    expect(startsLikeSip(bytes)).toBe(false);
  });

  test('says yes only of what parseMessage() gives a start line', () => {
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
        return !startsLikeSip(bytes) || parseMessage(bytes).kind !== 'invalid';
      }),
      { numRuns: 2000 },
    );
  });
});
