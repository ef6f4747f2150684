import { describe, expect, test } from 'vitest';
import { MessageFramer, parseHeader, parseMessage, parseSdp, parseUri, writeMessage } from '../src/index.ts';
import { decode, encode, sip, withHeaders } from './sip.ts';

/** What parsers in use today do wrong. Each is told with what they do. */
describe('known faults of other parsers', () => {
  test('the topmost Via is the first of a comma list too, not the whole list or the last', () => {
    const message = parseMessage(sip`
      SIP/2.0 200 OK
      Via: SIP/2.0/UDP first.example.com;branch=z9hG4bK1, SIP/2.0/TCP second.example.com;branch=z9hG4bK2
      Via: SIP/2.0/TLS third.example.com;branch=z9hG4bK3

    `);

    expect(message.topVia?.branch).toBe('z9hG4bK1');
    expect(message.via.map(({ transport, sentBy }) => [transport, sentBy.host])).toEqual([
      ['UDP', 'first.example.com'],
      ['TCP', 'second.example.com'],
      ['TLS', 'third.example.com'],
    ]);
  });

  test('maddr, received and rport stand beside sent-by and do not replace it', () => {
    const [via] = parseHeader('Via', 'SIP/2.0/UDP host:5061;maddr=239.1.1.1;ttl=16;received=192.0.2.1;rport=9').values;

    expect(via?.sentBy).toMatchObject({ host: 'host', port: 5061 });
    expect([via?.maddr, via?.ttl, via?.received, via?.rport]).toEqual(['239.1.1.1', 16, '192.0.2.1', 9]);
  });

  test('Contact: * is a value of its own', () => {
    const message = parseMessage(withHeaders('Contact: *', 'Expires: 0'));

    expect(message.contacts).toEqual(['*']);
    expect(message.diagnostics).toEqual([]);
    expect(parseHeader('Contact', '<sip:*@h>').values[0]).not.toBe('*');
  });

  test.each([
    ['<tel:+1-212-555-1212;isub=7>;tag=1', 'tel'],
    ['"Web" <http://www.example.com/page?a=b>;tag=1', 'absolute'],
    ['<mailto:alice@example.com>;tag=1', 'absolute'],
    ['<urn:service:sos>;tag=1', 'urn'],
  ])('an address header may hold any URI: %s', (text, kind) => {
    const { values, diagnostics } = parseHeader('To', text);

    expect([values[0]?.uri?.kind, values[0]?.tag, diagnostics]).toEqual([kind, '1', []]);
  });

  test.each(['TLS-SCTP', 'tls-sctp', 'WSS', 'X-quic'])('any token is a transport: %s', (transport) => {
    const [via] = parseHeader('Via', `SIP/2.0/${transport} h;branch=z9hG4bK1`).values;

    expect([via?.transport, via?.branch]).toEqual([transport, 'z9hG4bK1']);
    expect(parseUri(`sip:h;transport=${transport}`).diagnostics).toEqual([]);
  });

  test('IPv6 in Via: in brackets in sent-by and maddr, without them in received', () => {
    const text = 'SIP/2.0/UDP [2001:db8::9:1]:5061;received=2001:db8::9:255;maddr=[2001:db8::1];branch=z9hG4bK1';
    const { values, diagnostics } = parseHeader('Via', text);

    expect(values[0]?.sentBy).toMatchObject({ host: '[2001:db8::9:1]', port: 5061 });
    expect([values[0]?.received, values[0]?.maddr, diagnostics]).toEqual(['2001:db8::9:255', '[2001:db8::1]', []]);
  });

  test('a method and the name of a header field are not unescaped', () => {
    const message = parseMessage(
      encode(decode(withHeaders('%43ontact: <sip:a@b>')).replaceAll('OPTIONS', 'OPT%49ONS')),
    );

    expect(message.startLine).toMatchObject({ method: 'OPT%49ONS' });
    expect(message.cseq?.method).toBe('OPT%49ONS');
    expect([message.contacts, message.get('%43ontact')]).toEqual([[], '<sip:a@b>']);
  });

  test('Content-Length 0 is a length and no missing one, in a stream too', () => {
    const bytes = withHeaders();
    const framer = new MessageFramer();

    const pieces = framer.push(encode(decode(bytes) + decode(bytes)));

    expect(pieces.map(({ kind, start, end }) => [kind, start, end])).toEqual([
      ['message', 0, bytes.length],
      ['message', bytes.length, 2 * bytes.length],
    ]);
    expect(parseMessage(bytes).contentLength).toBe(0);
    expect(parseMessage(bytes).body).toBeUndefined();
  });

  test('a body of any bytes stays those bytes, and is not cut at a null byte or a line break', () => {
    const body = Uint8Array.from({ length: 256 }, (_, at) => at);
    const head = encode(
      'MESSAGE sip:a SIP/2.0\r\nContent-Type: application/octet-stream\r\nContent-Length: 256\r\n\r\n',
    );
    const bytes = new Uint8Array([...head, ...body]);

    const message = parseMessage(bytes);

    expect(message.bodyBytes).toEqual(body);
    expect(message.body?.content).toEqual(body);
    expect(writeMessage(message)).toEqual(bytes);
  });

  test('offsets and Content-Length count bytes, not characters', () => {
    const body = 'Zażółć 🙂';
    const length = encode(body).length;
    const text = `MESSAGE sip:a SIP/2.0\r\nSubject: gęślą 🙂 jaźń\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n${body}`;
    const message = parseMessage(encode(text));

    const [start, end] = message.header('Subject')!.valueSpan;

    expect(message.body?.text).toBe(body);
    expect(message.get('Subject')).toBe('gęślą 🙂 jaźń');
    expect(decode(message.bytes.subarray(start, end))).toBe('gęślą 🙂 jaźń');
    expect(message.bodySpan).toEqual([encode(text).length - length, encode(text).length]);
  });

  test('m=audio 49170/2 is port 49170, twice', () => {
    const [audio] = parseSdp(
      'v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 h\r\nt=0 0\r\nm=audio 49170/2 RTP/AVP 0\r\n',
    ).media;

    expect([audio?.port, audio?.portCount]).toEqual([49170, 2]);
  });

  test('each c= line counts where it stands, and a second of one section is told of', () => {
    const head = 'v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n';
    const own = parseSdp(`${head}m=audio 1 RTP/AVP 0\r\nm=video 2 RTP/AVP 31\r\nc=IN IP6 2001:db8::1\r\n`);
    const twice = parseSdp(`${head.replace('t=', 'c=IN IP4 192.0.2.2\r\nt=')}m=audio 1 RTP/AVP 0\r\n`);

    expect(own.media.map(({ address }) => address)).toEqual(['192.0.2.1', '2001:db8::1']);
    expect(own.diagnostics).toEqual([]);
    expect(twice.media[0]?.address).toBe('192.0.2.1');
    expect(twice.diagnostics.map(({ code }) => code)).toEqual(['sdp-line-repeated']);
  });

  test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])('%s is a name like any other', (name) => {
    const message = parseMessage(
      withHeaders(`${name}: one`, `Contact: <sip:a@b;${name}=two?${name}=three>;${name}=four`),
    );
    const [contact] = message.contacts;
    const own = contact === '*' ? undefined : contact;

    expect(message.get(name)).toBe('one');
    expect(own?.params.map((one) => [one.name, one.value])).toEqual([[name, 'four']]);
    expect(own?.uri?.kind === 'sip' && [own.uri.param(name), own.uri.headers[0]?.name]).toEqual(['two', name]);
    expect(message.diagnostics).toEqual([]);
  });
});
