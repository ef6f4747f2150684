import { describe, expect, test } from 'vitest';
import { richMessage } from '../../bench/messages.ts';
import { decode, encode, sip, withHeaders } from '../../test/sip.ts';
import { parseMessage } from './parse-message.ts';

describe('parseMessage()', () => {
  test('gives the parts of a request line with their places', () => {
    const { startLine } = parseMessage(encode('INVITE sip:bob@example.com SIP/2.0\r\n\r\n'));

    expect(startLine).toMatchObject({
      kind: 'request',
      span: [0, 34],
      method: 'INVITE',
      methodSpan: [0, 6],
      requestUri: 'sip:bob@example.com',
      requestUriSpan: [7, 26],
      version: 'SIP/2.0',
      versionSpan: [27, 34],
    });
  });

  test('gives the parts of a status line with their places', () => {
    const { startLine } = parseMessage(encode('SIP/2.0 486 Busy Here\r\n\r\n'));

    expect(startLine).toEqual({
      kind: 'response',
      span: [0, 21],
      version: 'SIP/2.0',
      versionSpan: [0, 7],
      status: 486,
      statusSpan: [8, 11],
      reason: 'Busy Here',
      reasonSpan: [12, 21],
    });
  });

  test('tells a request by its method, a response by its status code', () => {
    const [request, response, neither] = ['BYE sip:a SIP/2.0', 'SIP/2.0 486 Busy', 'hello'].map((line) =>
      parseMessage(encode(`${line}\r\n\r\n`)),
    );

    expect([request?.method, request?.status]).toEqual(['BYE', undefined]);
    expect([response?.method, response?.status]).toEqual([undefined, 486]);
    expect([neither?.method, neither?.status]).toEqual([undefined, undefined]);
  });

  test('gives every header field as written, with its full name', () => {
    const bytes = sip`
      OPTIONS sip:a SIP/2.0
      v: SIP/2.0/UDP h
      X-Odd : some\ttext
      sUBJECT:

    `;
    const { headers } = parseMessage(bytes);

    expect(headers.map(({ name, header, value }) => [name, header, value])).toEqual([
      ['v', 'Via', 'SIP/2.0/UDP h'],
      ['X-Odd', 'X-Odd', 'some\ttext'],
      ['sUBJECT', 'Subject', ''],
    ]);
    expect(headers.map(({ lineSpan }) => decode(bytes.subarray(...lineSpan)))).toEqual([
      'v: SIP/2.0/UDP h\r\n',
      'X-Odd : some\ttext\r\n',
      'sUBJECT:\r\n',
    ]);
  });

  test('gives a folded value unfolded and keeps its place', () => {
    const bytes = withHeaders("Subject: I know you're there,\r\n         pick up the phone\r\n\tand answer!");
    const subject = parseMessage(bytes).header('s');

    expect(subject?.value).toBe("I know you're there, pick up the phone and answer!");
    expect(decode(bytes.subarray(...(subject?.valueSpan ?? [0, 0])))).toContain('\r\n         pick');
  });

  test('finds fields by any form of their name, all of them in order', () => {
    const message = parseMessage(withHeaders('m: <sip:1>', 'Contact: <sip:2>', 'CONTACT: <sip:3>', 'x-y: 1', 'X-Y: 2'));

    expect(message.headersNamed('contact').map(({ value }) => value)).toEqual(['<sip:1>', '<sip:2>', '<sip:3>']);
    expect(message.headersNamed('X-y').map(({ value }) => value)).toEqual(['1', '2']);
    expect(message.contacts).toHaveLength(3);
    expect(message.header('none')).toBeUndefined();
  });

  test('reads the values of every typed header', () => {
    const message = parseMessage(richMessage);

    expect(message.via.map(({ sentBy }) => sentBy.text)).toEqual([
      'ss2.biloxi.example.com:5060',
      'ss1.atlanta.example.com:5060',
      'client.atlanta.example.com:5060',
    ]);
    expect(message.recordRoutes.map(({ uriText }) => uriText)).toEqual([
      'sip:ss2.biloxi.example.com;lr',
      'sip:ss1.atlanta.example.com;lr',
    ]);
    expect([message.from?.displayName, message.from?.uriText, message.from?.tag]).toEqual([
      'Alice Liddell',
      'sip:alice@atlanta.example.com;user=ip',
      '9fxced76sl',
    ]);
    expect([message.to?.displayName, message.to?.tag]).toEqual(['Bob', undefined]);
    expect([message.callId, message.maxForwards, message.contentLength]).toEqual([
      '3848276298220188511@atlanta.example.com',
      68,
      message.bodyBytes.length,
    ]);
    expect(message.cseq).toEqual({ number: 2, numberText: '2', method: 'INVITE' });
    expect(message.contacts).toMatchObject([
      {
        params: [
          { name: 'expires', value: '3600' },
          { name: '+sip.instance', value: '<urn:uuid:00000000-0000-1000-8000-000A95A0E128>', quoted: true },
        ],
      },
    ]);
    expect(message.proxyAuthorization[0]?.params.map(({ name }) => name)).toEqual([
      'username',
      'realm',
      'nonce',
      'opaque',
      'uri',
      'response',
      'algorithm',
      'cnonce',
      'qop',
      'nc',
    ]);
    expect([message.allow.length, message.supported]).toEqual([10, ['replaces', 'timer', '100rel']]);
    expect(message.sessionExpires).toEqual({
      seconds: 1800,
      secondsText: '1800',
      params: [{ name: 'refresher', value: 'uac', quoted: false }],
    });
    expect(message.assertedIdentities.map(({ uriText }) => uriText)).toEqual([
      'sip:alice@atlanta.example.com',
      'tel:+14085264000',
    ]);
    expect([message.userAgent, message.server]).toEqual(['SoftPhone/4.2 (Linux 6.1; x86_64)', undefined]);
    expect(message.contentType?.essence).toBe('application/sdp');
    expect(message.sdp?.media[0]).toMatchObject({
      kind: 'audio',
      port: 49172,
      codecs: ['PCMU', 'PCMA', 'iLBC', 'telephone-event'],
    });
    expect(message.diagnostics).toEqual([]);
  });

  test('reads the values of the headers that borrow a shape', () => {
    const message = parseMessage(
      withHeaders(
        'Event: dialog;call-id="a;b"',
        'Subscription-State: active;expires=60',
        'Refer-To: <sip:c@d?Replaces=x%40y%3Bto-tag%3D1%3Bfrom-tag%3D2>',
        'Replaces: 98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff',
        'Reason: SIP;cause=200;text="Call completed elsewhere", Q.850;cause=16',
        'Min-SE: 90',
        'Retry-After: 18000;duration=3600',
        'RSeq: 988789',
        'RAck: 776656 1 INVITE',
        'Expires: 7200',
        'WWW-Authenticate: Digest realm="a, b", nonce="x", qop="auth,auth-int"',
        'Require: 100rel,timer',
        'Unsupported: x',
        'Route: <sip:p1;lr>,<sip:p2;lr>;x',
      ),
    );

    expect(message.event).toEqual({ value: 'dialog', params: [{ name: 'call-id', value: 'a;b', quoted: true }] });
    expect(message.subscriptionState).toMatchObject({ value: 'active' });
    expect(message.referTo?.uri).toMatchObject({
      headers: [{ name: 'Replaces', value: 'x%40y%3Bto-tag%3D1%3Bfrom-tag%3D2' }],
    });
    expect(message.replaces).toMatchObject({
      callId: '98732@sip.example.com',
      params: [{ name: 'from-tag' }, { name: 'to-tag', value: 'ff87ff' }],
    });
    expect(message.reason.map(({ protocol, params }) => [protocol, params.at(-1)?.value])).toEqual([
      ['SIP', 'Call completed elsewhere'],
      ['Q.850', '16'],
    ]);
    expect([message.minSe?.seconds, message.retryAfter?.seconds, message.rseq, message.expires]).toEqual([
      90, 18000, 988789, 7200,
    ]);
    expect(message.rack).toEqual({
      responseNumber: 776656,
      responseNumberText: '776656',
      cseq: { number: 1, numberText: '1', method: 'INVITE' },
    });
    expect(message.wwwAuthenticate).toMatchObject([
      { scheme: 'Digest', params: [{ value: 'a, b' }, { value: 'x' }, { name: 'qop', value: 'auth,auth-int' }] },
    ]);
    expect([message.require, message.unsupported]).toEqual([['100rel', 'timer'], ['x']]);
    expect(message.routes.map(({ uriText, params }) => [uriText, params.length])).toEqual([
      ['sip:p1;lr', 0],
      ['sip:p2;lr', 1],
    ]);
    expect(message.diagnostics).toEqual([]);
  });

  test('reads a part of the bytes, and counts places from its beginning', () => {
    const bytes = encode('xxxxOPTIONS sip:a SIP/2.0\r\nTo: <sip:b>\r\n\r\nbodyxxxx');

    const message = parseMessage(bytes, { start: 4, end: bytes.length - 4 });

    expect([message.start, message.end, decode(message.bodyBytes)]).toEqual([4, bytes.length - 4, 'body']);
    expect(message.headers[0]?.lineSpan).toEqual([23, 36]);
  });

  test("ends a stream's message where Content-Length says, and a datagram's likewise", () => {
    const bytes = encode('OPTIONS sip:a SIP/2.0\r\nl: 4\r\n\r\nbodyOPTIONS');

    for (const transport of ['stream', 'datagram'] as const) {
      const message = parseMessage(bytes, { transport });
      expect([decode(message.bodyBytes), message.end]).toEqual(['body', bytes.length - 7]);
    }
  });

  test('without Content-Length takes the rest of a datagram, and nothing of a stream', () => {
    const bytes = encode('OPTIONS sip:a SIP/2.0\r\n\r\nbody');

    expect(decode(parseMessage(bytes).bodyBytes)).toBe('body');
    expect(decode(parseMessage(bytes, { transport: 'stream' }).bodyBytes)).toBe('');
  });

  test('looks past line breaks before the message', () => {
    expect(parseMessage(encode('\r\n\r\nOPTIONS sip:a SIP/2.0\r\n\r\n')).startLine).toMatchObject({
      method: 'OPTIONS',
      span: [4, 25],
    });
  });

  test('keeps the text of numbers too large to hold', () => {
    const { cseq } = parseMessage(encode('OPTIONS sip:a SIP/2.0\r\nCSeq: 36893488147419103232 OPTIONS\r\n\r\n'));

    expect(cseq).toEqual({ number: undefined, numberText: '36893488147419103232', method: 'OPTIONS' });
  });

  test('reads dates as RFC 3261 §20.17 has them', () => {
    const message = parseMessage(withHeaders('Date: Sat, 13 Nov 2010 23:29:00 GMT'));
    const index = message.headers.findIndex(({ header }) => header === 'Date');

    expect(message.reading(index)?.values).toEqual([new Date('2010-11-13T23:29:00Z')]);
  });
});
