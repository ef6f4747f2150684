import { describe, expect, test } from 'vitest';
import { decode, sip, withHeaders } from '../../test/sip.ts';
import {
  buildAck,
  buildCancel,
  buildRequest,
  buildResponse,
  describeDiagnostic,
  parseMessage,
  type RequestInput,
  type SipMessage,
  stringify,
} from '../index.ts';

const headers = {
  Via: { transport: 'UDP', sentBy: 'pc33.atlanta.example.com', branch: 'z9hG4bKnashds8' },
  From: { uri: 'sip:alice@atlanta.example.com', displayName: 'Alice', tag: '1928301774' },
  To: { uri: 'sip:bob@biloxi.example.com' },
  'Call-ID': 'a84b4c76e66710',
  CSeq: 314159,
  Contact: { uri: 'sip:alice@pc33.atlanta.example.com' },
} as const;
const input: RequestInput = { method: 'INVITE', uri: 'sip:bob@biloxi.example.com', headers };

const invite = parseMessage(sip`
  INVITE sip:bob@biloxi.example.com SIP/2.0
  v:SIP/2.0/UDP  p.example.com;branch=z9hG4bK2 ,
   SIP/2.0/UDP pc33.example.com;branch=z9hG4bK1
  Via: SIP/2.0/UDP first.example.com;branch=z9hG4bK0
  Record-Route: <sip:p2.example.com;lr>,<sip:p1.example.com;lr>
  Route: <sip:r.example.com;lr>
  FROM: "Alice"<sip:alice@example.com>;tag=1
  to: Bob <sip:bob@example.com>  
  Call-ID: a84b4c76e66710
  CSeq: 0314159 INVITE
  Timestamp: 54
  Max-Forwards: 5
  Proxy-Authorization: Digest username="a"
  Contact: <sip:alice@pc33.example.com>
  Content-Length: 0

  `);

function problems(message: SipMessage): readonly string[] {
  return message.diagnostics
    .filter((one) => describeDiagnostic(one, message.bytes).severity === 'error')
    .map(({ code }) => code);
}

describe('buildRequest', () => {
  test('writes the fields in the order of RFC 3261 §7.3.1', () => {
    const message = buildRequest({
      ...input,
      headers: { Subject: 'lunch', ...headers, Route: '<sip:p1.example.com;lr>', 'X-Account': '1' },
      otherHeaders: { Foo: ['a', 'b'] },
      body: 'v=0',
      contentType: 'application/sdp',
    });

    expect(stringify(message).split('\r\n')).toEqual([
      'INVITE sip:bob@biloxi.example.com SIP/2.0',
      'Via: SIP/2.0/UDP pc33.atlanta.example.com;branch=z9hG4bKnashds8',
      'Route: <sip:p1.example.com;lr>',
      'Max-Forwards: 70',
      'From: "Alice" <sip:alice@atlanta.example.com>;tag=1928301774',
      'To: <sip:bob@biloxi.example.com>',
      'Call-ID: a84b4c76e66710',
      'CSeq: 314159 INVITE',
      'Contact: <sip:alice@pc33.atlanta.example.com>',
      'Subject: lunch',
      'X-Account: 1',
      'Foo: a',
      'Foo: b',
      'Content-Type: application/sdp',
      'Content-Length: 3',
      '',
      'v=0',
    ]);
  });

  test('names the header fields that are missing', () => {
    const { Contact: _, ...others } = headers;

    expect(() => buildRequest({ ...input, headers: others })).toThrow('A request INVITE must have Contact');
    expect(() => buildRequest({ ...input, method: 'NOTIFY', headers })).toThrow('must have Event, Subscription-State');
    expect(() => buildRequest({ ...input, headers: { ...headers, Via: undefined, To: undefined } as never })).toThrow(
      'must have Via, To',
    );
  });

  test('refuses what cannot be written', () => {
    expect(() => buildRequest({ ...input, uri: 'sip:a\r\nX: b' })).toThrow(RangeError);
    expect(() => buildRequest({ ...input, method: 'A B' })).toThrow(RangeError);
    expect(() => buildRequest({ ...input, otherHeaders: { 'A\r\nB': 'c' } })).toThrow(RangeError);
    expect(() => buildRequest({ ...input, otherHeaders: { A: 'c\nd' } })).toThrow(RangeError);
    expect(() => buildRequest({ ...input, body: 'a' })).toThrow('Content-Type');
  });
});

describe('buildResponse', () => {
  test('copies byte for byte what RFC 3261 §8.2.6 and §12.1.1 say', () => {
    const response = buildResponse(invite, 200, { toTag: 'x', headers: { Contact: '<sip:bob@c.example.com>' } });

    expect(stringify(response).split('\r\n')).toEqual([
      'SIP/2.0 200 OK',
      'v:SIP/2.0/UDP  p.example.com;branch=z9hG4bK2 ,',
      ' SIP/2.0/UDP pc33.example.com;branch=z9hG4bK1',
      'Via: SIP/2.0/UDP first.example.com;branch=z9hG4bK0',
      'Record-Route: <sip:p2.example.com;lr>,<sip:p1.example.com;lr>',
      'FROM: "Alice"<sip:alice@example.com>;tag=1',
      'to: Bob <sip:bob@example.com>;tag=x',
      'Call-ID: a84b4c76e66710',
      'CSeq: 0314159 INVITE',
      'Contact: <sip:bob@c.example.com>',
      'Content-Length: 0',
      '',
      '',
    ]);
    expect(problems(response)).toEqual([]);
  });

  test('of 100 has the Timestamp, and neither a tag nor Record-Route', () => {
    const response = stringify(buildResponse(invite, 100));

    expect(response).toContain('\r\nTimestamp: 54\r\n');
    expect(response).toContain('\r\nto: Bob <sip:bob@example.com>\r\n');
    expect(response).not.toContain('Record-Route');
  });

  test('that makes no dialog has no Record-Route', () => {
    expect(stringify(buildResponse(invite, 486, { toTag: 'x', reason: 'Busy' }))).toMatch(
      /^SIP\/2.0 486 Busy\r\n(?!.*Record-Route)/s,
    );
  });

  test('leaves a tag that is there', () => {
    const inDialog = parseMessage(withHeaders('X-Any: a'));
    const tagged = parseMessage(
      Buffer.from(decode(inDialog.bytes).replace('To: <sip:bob@example.com>', 'To: <sip:bob@example.com>;tag=7')),
    );

    expect(buildResponse(tagged, 200, { toTag: '8' }).to?.tag).toBe('7');
  });

  test('names what is missing', () => {
    expect(() => buildResponse(invite, 200)).toThrow('toTag');
    expect(() => buildResponse(invite, 401, { toTag: 'x' })).toThrow('A response 401 must have WWW-Authenticate');
    expect(() => buildResponse(buildResponse(invite, 100), 200)).toThrow(RangeError);
    expect(() => buildResponse(invite, 99)).toThrow(RangeError);
    expect(() => buildResponse(invite, 200, { toTag: 'a;b' })).toThrow(RangeError);
    expect(() => buildResponse(invite, 200, { toTag: 'x', otherHeaders: { Via: 'SIP/2.0/UDP a' } })).toThrow('Via');
  });

  test('of a request without some of the fields has those that are there', () => {
    const broken = parseMessage(sip`
      OPTIONS sip:a SIP/2.0
      Via: SIP/2.0/UDP a
      From:
      CSeq: 1`);

    expect(stringify(buildResponse(broken, 400))).toBe(
      'SIP/2.0 400 Bad Request\r\nVia: SIP/2.0/UDP a\r\nFrom: \r\nCSeq: 1\r\nContent-Length: 0\r\n\r\n',
    );
  });
});

describe('buildAck', () => {
  test('of a refusal is like the INVITE, to the next hop', () => {
    const ack = buildAck(invite, buildResponse(invite, 486, { toTag: 'x' }));

    expect(stringify(ack).split('\r\n')).toEqual([
      'ACK sip:bob@biloxi.example.com SIP/2.0',
      'v:SIP/2.0/UDP  p.example.com;branch=z9hG4bK2',
      'Route: <sip:r.example.com;lr>',
      'Max-Forwards: 70',
      'FROM: "Alice"<sip:alice@example.com>;tag=1',
      'to: Bob <sip:bob@example.com>;tag=x',
      'Call-ID: a84b4c76e66710',
      'CSeq: 314159 ACK',
      'Content-Length: 0',
      '',
      '',
    ]);
  });

  const accepted = (recordRoute: string): SipMessage =>
    buildResponse(invite, 200, {
      toTag: 'x',
      headers: { Contact: '<sip:bob@c.example.com>', 'Record-Route': recordRoute },
    });

  test('of a 2xx is a request of the dialog', () => {
    const ack = buildAck(invite, accepted('<sip:p2.example.com;lr>,<sip:p1.example.com;lr>'), {
      via: { transport: 'UDP', sentBy: 'a.example.com', branch: 'z9hG4bK9' },
    });

    expect(stringify(ack).split('\r\n')).toEqual([
      'ACK sip:bob@c.example.com SIP/2.0',
      'Via: SIP/2.0/UDP a.example.com;branch=z9hG4bK9',
      'Route: <sip:p1.example.com;lr>, <sip:p2.example.com;lr>',
      'Max-Forwards: 70',
      'Proxy-Authorization: Digest username="a"',
      'FROM: "Alice"<sip:alice@example.com>;tag=1',
      'to: Bob <sip:bob@example.com>;tag=x',
      'Call-ID: a84b4c76e66710',
      'CSeq: 314159 ACK',
      'Content-Length: 0',
      '',
      '',
    ]);
  });

  test('goes to a strict router by its Request-URI', () => {
    const ack = stringify(
      buildAck(invite, accepted('<sip:p2;lr>, <sip:p1;method=INVITE;x=1?a=b>'), { via: 'SIP/2.0/UDP a' }),
    );

    expect(ack).toContain('ACK sip:p1;x=1 SIP/2.0\r\n');
    expect(ack).toContain('\r\nRoute: <sip:p2;lr>, <sip:bob@c.example.com>\r\n');
  });

  test('needs a final response, and of a 2xx a Via and a Contact', () => {
    expect(() => buildAck(invite, buildResponse(invite, 180, { toTag: 'x' }))).toThrow('final');
    expect(() => buildAck(invite, accepted('<sip:p;lr>'))).toThrow('via');
    expect(() => buildAck(invite, buildResponse(invite, 200, { toTag: 'x' }), { via: 'SIP/2.0/UDP a' })).toThrow(
      'Contact',
    );
  });
});

test('buildCancel is like the request, to the next hop', () => {
  expect(stringify(buildCancel(invite)).split('\r\n')).toEqual([
    'CANCEL sip:bob@biloxi.example.com SIP/2.0',
    'v:SIP/2.0/UDP  p.example.com;branch=z9hG4bK2',
    'Route: <sip:r.example.com;lr>',
    'Max-Forwards: 70',
    'FROM: "Alice"<sip:alice@example.com>;tag=1',
    'to: Bob <sip:bob@example.com>',
    'Call-ID: a84b4c76e66710',
    'CSeq: 314159 CANCEL',
    'Content-Length: 0',
    '',
    '',
  ]);
  expect(() => buildCancel(buildCancel(invite))).toThrow(RangeError);
  expect(() => buildCancel(buildResponse(invite, 100))).toThrow(RangeError);
});
