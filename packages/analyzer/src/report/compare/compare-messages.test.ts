import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareMessages } from './compare-messages.ts';
import type { ComparedElement, ComparedSide } from './comparison.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const message = (headers: readonly string[], body = '', startLine = 'INVITE sip:bob@example.com SIP/2.0'): Uint8Array =>
  bytes([startLine, ...headers, '', body].join('\r\n'));
const textOf = (side: ComparedSide | undefined): string | undefined => side?.pieces.map(({ text }) => text).join('');
const litOf = (side: ComparedSide | undefined): readonly string[] =>
  side?.pieces.flatMap(({ text, lit }) => (lit === true ? [text] : [])) ?? [];
const kinds = (elements: readonly ComparedElement[]): readonly string[] =>
  elements.map(({ kind, name }) => `${kind} ${name}`);

describe('compareMessages()', () => {
  test('finds headers by name wherever they stand', () => {
    const { headers } = compareMessages(
      message(['Call-ID: a', 'Max-Forwards: 70', 'Subject: x']),
      message(['Subject: x', 'Max-Forwards: 69', 'i: a', 'User-Agent: ua']),
    );

    expect(kinds(headers)).toEqual(['equal Call-ID', 'right User-Agent', 'changed Max-Forwards', 'same Subject']);
    expect(litOf(headers[2]?.left)).toEqual(['70']);
  });

  test('takes parameters in any order, and names in any case, for the same', () => {
    const { headers } = compareMessages(
      message([
        'Via: SIP/2.0/UDP h.example:5060;rport;branch=z9hG4bK1',
        'Content-Type: application/sdp; charset=UTF-8',
      ]),
      message(['v: SIP / 2.0 / UDP H.example:5060 ;Branch=z9hG4bK1 ;rport', 'c: Application/SDP;charset="UTF-8"']),
    );

    expect(headers[0]?.kind).toBe('equal');
    expect(headers[1]).toMatchObject({ kind: 'changed' });
  });

  test('compares URIs as RFC 3261 does', () => {
    const contact = (left: string, right: string): string | undefined =>
      compareMessages(message([`Contact: ${left}`]), message([`Contact: ${right}`])).headers[0]?.kind;

    expect(contact('<sip:alice@EXAMPLE.com;transport=udp>', '<sip:alice@example.com;Transport=UDP>')).toBe('equal');
    expect(contact('<sip:alice@example.com>', '<sip:ALICE@example.com>')).toBe('changed');
    expect(contact('"A" <sip:a@x.com>', '"B" <sip:a@x.com>')).toBe('changed');
    expect(contact('<sip:a@x.com>;expires=60', '<sip:a@x.com>;expires=3600')).toBe('changed');
  });

  test('lights what differs inside, and nothing else', () => {
    const [via] = compareMessages(
      message(['Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKaa;rport=5060']),
      message(['Via: SIP/2.0/UDP 10.0.0.1;rport=5061;branch=z9hG4bKaa;received=10.0.0.9']),
    ).headers;

    expect(litOf(via?.left)).toEqual(['5060']);
    expect(litOf(via?.right)).toEqual(['5061', 'received=10.0.0.9']);
    expect(via?.varying).toBeUndefined();
  });

  test('keeps together the Vias that both have where one has a further hop', () => {
    const { headers } = compareMessages(
      message(['Via: SIP/2.0/UDP a;branch=z9hG4bK1', 'Via: SIP/2.0/UDP b;branch=z9hG4bK2']),
      message(['Via: SIP/2.0/UDP p;branch=z9hG4bK0, SIP/2.0/UDP a;branch=z9hG4bK1, SIP/2.0/UDP b;branch=z9hG4bK2']),
    );

    expect(kinds(headers)).toEqual(['right Via', 'same Via', 'same Via']);
  });

  test('compares tokens whose order says nothing one by one', () => {
    const { headers } = compareMessages(
      message(['Allow: INVITE, ACK, BYE']),
      message(['Allow: BYE, INVITE', 'Allow: INFO']),
    );

    expect(headers.map(({ kind, left, right }) => `${kind} ${textOf(left) ?? textOf(right) ?? ''}`)).toEqual([
      'same INVITE',
      'right INFO',
      'left ACK',
      'same BYE',
    ]);
  });

  test('knows what differs between any two messages', () => {
    const { headers } = compareMessages(
      message(['From: <sip:a@x>;tag=1', 'Call-ID: a', 'CSeq: 1 INVITE', 'To: <sip:b@x>', 'Expires: 1']),
      message(['From: <sip:a@x>;tag=2', 'Call-ID: b', 'CSeq: 2 INVITE', 'To: <sip:b@x>;tag=9', 'Expires: 2']),
    );

    expect(headers.filter(({ varying }) => varying === true).map(({ name }) => name)).toEqual([
      'From',
      'Call-ID',
      'CSeq',
    ]);
    expect(headers.every(({ kind }) => kind === 'changed')).toBe(true);
  });

  test('compares the parameters of credentials', () => {
    const [header] = compareMessages(
      message(['Authorization: Digest username="a", realm="r", nonce="1", response="x"']),
      message(['Authorization: Digest realm="r",username="a", nonce="2", response="y"']),
    ).headers;

    expect(header).toMatchObject({ kind: 'changed', varying: true });
    expect(litOf(header?.left)).toEqual(['1', 'x']);
  });

  test('compares session descriptions by medium, line by line', () => {
    const sdp = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('');
    const { bodies } = compareMessages(
      message(
        ['Content-Type: application/sdp'],
        sdp([
          'v=0',
          'o=- 1 1 IN IP4 h',
          's=-',
          'm=audio 4000 RTP/AVP 8 0',
          'a=rtpmap:8 PCMA/8000',
          'a=sendrecv',
          'm=video 0 RTP/AVP 31',
        ]),
      ),
      message(
        ['Content-Type: application/sdp'],
        sdp(['v=0', 'o=- 1 2 IN IP4 h', 's=-', 'm=audio 4000 RTP/AVP 8', 'a=sendonly', 'a=rtpmap:8 PCMA/8000']),
      ),
    );

    const [body] = bodies;
    expect(body).toMatchObject({ kind: 'changed', mediaType: 'application/sdp' });
    expect(body?.sections?.map(({ title, lines }) => [title, ...kinds(lines)])).toEqual([
      ['session', 'same version', 'changed origin', 'same session name'],
      ['audio', 'changed m', 'right sendonly', 'same rtpmap', 'left sendrecv'],
      ['video', 'left m'],
    ]);
    expect(body?.sections?.[0]?.lines[1]?.varying).toBe(true);
  });

  test('pairs parts by type, and tells of those on one side only', () => {
    const part = (type: string, text: string): string => `--b\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
    const mixed = ['Content-Type: multipart/mixed;boundary=b'];
    const { bodies } = compareMessages(
      message(mixed, `${part('text/plain', 'one')}${part('application/x', 'xx')}--b--\r\n`),
      message(mixed, `${part('text/plain', 'two')}${part('text/plain', 'three')}--b--\r\n`),
    );

    expect(bodies.map(({ kind, mediaType }) => `${kind} ${mediaType}`)).toEqual([
      'changed text/plain',
      'right text/plain',
      'left application/x',
    ]);
  });

  test('compares what is no message, too', () => {
    const { startLine, headers } = compareMessages(bytes('nothing of SIP'), message(['Call-ID: a']));

    expect(startLine.kind).toBe('changed');
    expect(kinds(headers)).toContain('right Call-ID');
    expect(compareMessages(new Uint8Array(), new Uint8Array()).startLine.kind).toBe('same');
  });
});

const line = fc.constantFrom(
  'Via: SIP/2.0/UDP a.example;branch=z9hG4bK1',
  'Via: SIP/2.0/TCP b.example:5061;rport;branch=z9hG4bK2, SIP/2.0/UDP c.example',
  'v: SIP/2.0/UDP a.example;branch=z9hG4bK3',
  'From: "A, B" <sip:a@example.com;lr>;tag=1',
  'f: sip:a@example.com;tag=2',
  'To: <sip:b@example.com>',
  'Call-ID: x@y',
  'CSeq: 7 INVITE',
  'Supported: 100rel, timer',
  'k: timer',
  'Supported:',
  'Route: <sip:p1;lr>, <sip:p2;lr>',
  'X-Odd: a;b=1;a="x;y"',
  'Authorization: Digest realm="r, s",nonce=1',
  'no colon at all',
  'Warning: 399 h "a, b"',
);

/** What a comparison says stands on one side. */
function sideTexts(elements: readonly ComparedElement[], side: 'left' | 'right'): readonly string[] {
  return elements.flatMap((element) => {
    const text = textOf(element[side]);
    return text === undefined ? [] : [`${element.name.toLowerCase()}: ${text}`];
  });
}

test('either side of a comparison is that message, element for element', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), fc.array(line, { maxLength: 14 }), (one, other) => {
      const { headers } = compareMessages(message(one), message(other));
      const [left, right] = [message(one), message(other)].map((all) => compareMessages(all, all).headers);

      expect(sideTexts(headers, 'left').toSorted()).toEqual(sideTexts(left ?? [], 'left').toSorted());
      expect(sideTexts(headers, 'right').toSorted()).toEqual(sideTexts(right ?? [], 'right').toSorted());
      for (const { kind, left: a, right: b } of headers) {
        expect([a === undefined, b === undefined]).toEqual([kind === 'right', kind === 'left']);
        expect(kind !== 'same' || textOf(a) === textOf(b)).toBe(true);
        expect(kind === 'changed' && litOf(a).length + litOf(b).length === 0).toBe(false);
      }
    }),
  );
});

test('a message differs in nothing from itself', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const { startLine, headers } = compareMessages(message(lines), message(lines));

      expect([startLine, ...headers].every(({ kind }) => kind === 'same')).toBe(true);
    }),
  );
});

test('any two bytes are compared without throwing', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.uint8Array({ maxLength: 400 }),
      (a, b) => void compareMessages(a, b),
    ),
  );
});

describe('a comparison stays quick', () => {
  const hostile: readonly (readonly [string, Uint8Array])[] = [
    ['2,500 Vias', message(Array.from({ length: 2500 }, (_, at) => `Via: SIP/2.0/UDP h${at};branch=z9hG4bK${at}`))],
    ['parameters without end', message([`Contact: <sip:a@b>${';x=1'.repeat(15_000)}`])],
    ['a value of 64 kB', message([`Subject: ${'x'.repeat(64_000)}`])],
    ['quotes that never end', message([`Contact: ${'"\\'.repeat(30_000)}`])],
    ['10,000 attributes', message(['Content-Type: application/sdp'], `v=0\r\n${'a=x:1\r\n'.repeat(10_000)}`)],
  ];

  test.each(hostile)('with %s', (_name, one) => {
    const other = Uint8Array.from(one, (byte, at) => (at % 97 === 96 && byte > 0x40 ? byte ^ 1 : byte));
    const started = performance.now();

    compareMessages(one, other);

    expect(performance.now() - started).toBeLessThan(2000);
  });
});
