import { describe, expect, test } from 'vitest';
import { bodyOf, crlf, messageWith, valueOf } from '../../test/body.ts';
import { decode } from '../../test/sip.ts';
import type { SipFragment } from './sip-fragment.ts';

const fragment = (content: string): SipFragment => valueOf('sipfrag', bodyOf('message/sipfrag;version=2.0', content));
const codes = (content: string): readonly string[] => fragment(content).diagnostics.map(({ code }) => code);

/** RFC 3420 §3.1, and what NOTIFYs to a REFER hold (RFC 3515 §4.1). */
describe('a sipfrag that is right', () => {
  test.each([
    ['SIP/2.0 100 Trying', 100, 'Trying'],
    ['SIP/2.0 200 OK\r\n', 200, 'OK'],
    ['SIP/2.0 603 Declined\r\n\r\n', 603, 'Declined'],
    ['SIP/2.0 503 \r\n', 503, ''],
  ])('is a status line alone: %j', (content, status, reason) => {
    expect(fragment(content)).toMatchObject({ status, reason, headers: [], body: undefined });
    expect(codes(content)).toEqual([]);
  });

  test('is a request line alone', () => {
    const { startLine, status } = fragment('INVITE sip:alice@atlanta.com SIP/2.0');

    expect(startLine).toMatchObject({ kind: 'request', method: 'INVITE', requestUri: 'sip:alice@atlanta.com' });
    expect(status).toBeUndefined();
  });

  test('is a start line and header fields', () => {
    const read = fragment(
      crlf(
        'REGISTER sip:atlanta.com SIP/2.0',
        'To: sip:alice@atlanta.com',
        'Contact: <sip:alicepc@atlanta.com>;q=0.9,',
        '         <sip:alicemobile@atlanta.com>;q=0.1',
      ),
    );

    expect(read.values('Contact')).toHaveLength(2);
    expect(read.header('t')?.value).toBe('sip:alice@atlanta.com');
    expect([read.diagnostics, read.body]).toEqual([[], undefined]);
  });

  test('is header fields alone', () => {
    const read = fragment(
      crlf(
        'From: Alice <sip:alice@atlanta.com>',
        'To: Bob <sip:bob@biloxi.com>',
        'Contact: <sip:alice@pc33.atlanta.com>',
        'Date: Thu, 21 Feb 2002 13:02:03 GMT',
        'Call-ID: a84b4c76e66710',
        'Cseq: 314159 INVITE',
      ),
    );

    expect(read.startLine).toBeUndefined();
    expect(read.headers.map(({ header }) => header)).toEqual(['From', 'To', 'Contact', 'Date', 'Call-ID', 'CSeq']);
    expect(read.values('CSeq')).toMatchObject([{ number: 314_159, method: 'INVITE' }]);
    expect(read.diagnostics).toEqual([]);
  });

  test('has a body behind an empty line', () => {
    const read = fragment(crlf('Content-Type: text/plain', 'Content-Length: 11', '', 'Hi There!'));

    expect([read.body?.mediaType, read.body?.text]).toEqual(['text/plain', 'Hi There!\r\n']);
  });

  test('has places in the message round it', () => {
    const message = messageWith('message/sipfrag', crlf('SIP/2.0 400 Bad Request', 'Warning: 399 atlanta.com "x"'));
    const { startLine, headers } = valueOf('sipfrag', message.body);
    const at = (span: readonly [number, number] | undefined): string =>
      decode(message.bytes.subarray(...(span ?? [0, 0])));

    expect(at(startLine?.span)).toBe('SIP/2.0 400 Bad Request');
    expect(at(headers[0]?.valueSpan)).toBe('399 atlanta.com "x"');
  });
});

/** RFC 3420 §3.2. */
describe('a sipfrag that is wrong', () => {
  test.each([
    ['INVITE', ['start-line']],
    ['SIP/2.0', ['start-line']],
    ['404 Not Found', ['start-line']],
    ['SIP/3.0 200 OK', ['sip-version']],
    ['SIP/2.0 42 No', ['start-line']],
    ['SIP/2.0 999 x\r\n', ['status-code']],
    ['Call-ID: this is invalid\r\n', ['call-id-syntax']],
    ['MESSAGE sip:alice@atlanta.com SIP/2.0\r\nHi There!\r\n', ['header-colon']],
  ])('is told of: %j', (content, told) => {
    expect(codes(content)).toEqual(told);
  });

  test('is empty where a fragment is', () => {
    const { body } = messageWith('multipart/mixed;boundary=b', '--b\r\nContent-Type: message/sipfrag\r\n\r\n\r\n--b--');

    expect(valueOf('sipfrag', body?.parts[0])).toMatchObject({ status: undefined, headers: [], diagnostics: [] });
  });
});
