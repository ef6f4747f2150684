import { describe, expect, test } from 'vitest';
import { type HeaderName, headerTable, parseHeader, parseMessage, type SipMessage } from '../src/index.ts';
import { decode, encode } from './sip.ts';

/** Values of which every header field of the table takes one. */
const someValues = [
  'a',
  '0',
  '1 OPTIONS',
  '1 1 INVITE',
  '1.0',
  'a/b',
  'Digest a="b"',
  'nextnonce="a"',
  'Sat, 13 Nov 2010 23:29:00 GMT',
  '<sip:a@b>',
  'a;b=c',
  '<sip:a@b>;index=1',
  '<sip:a@b>;reason=unknown',
  'a.b.c;info=<https://example.com/c>',
  'sip:a@b',
  '<https://example.com/>',
  'urn:urn-7:3gpp-service.a',
  'a.b',
  'ab30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba387653f2099600ef2',
  'a@b;to-tag=1;from-tag=2',
  '<a@b>',
  '*;+sip.a="b"',
  'icid-value=1',
  'ccf=a',
  'true',
  'Auto',
  '307 a "b"',
  'SIP/2.0/UDP a',
  '103;message="a"',
  'a1b2/0123456789abcdef@a',
  '"sip:a@b";redirector-uri="sip:c@d";count=2',
  '<aaa://a.example.com>',
  'a;local-tag=1;remote-tag=2',
  'proxy',
  'content=a',
  'conf=none',
  'yes',
];

/** Every header field of the table once, each with a value in which nothing is wrong. */
const right: ReadonlyMap<string, string> = new Map(
  headerTable.map(({ name }) => [name, someValues.find((text) => isRight(name, text)) ?? '']),
);
const names = [...right.keys()];

function isRight(name: HeaderName, text: string): boolean {
  const { values, diagnostics } = parseHeader(name, text);
  return diagnostics.length === 0 && values.length > 0;
}

/** A message with every header field of the table, one of them with another value. */
function withOne(name: string, value: string): Uint8Array {
  const lines = names.map((other) => `${other}: ${other === name ? value : right.get(other)}`);
  return encode(`OPTIONS sip:bob@example.com SIP/2.0\r\n${lines.join('\r\n')}\r\n\r\n`);
}

const broken: readonly (readonly [how: string, change: (value: string) => string])[] = [
  ['cut in the midst', (value) => value.slice(0, Math.floor(value.length / 2))],
  ['empty', () => ''],
  ['with an open quote', (value) => `${value}"`],
  ['that begins with an open quote', (value) => `"${value}`],
  ['with an open bracket', (value) => `<${value}`],
  ['with an open comment', (value) => `(${value}`],
  ['with a backslash at its end', (value) => `${value}\\`],
  ['with a NUL', (value) => `${value.slice(0, 2)}\u0000${value.slice(2)}`],
  ['of commas and semicolons', () => ',;,;=,'],
  ['in two lines', (value) => `${value}\r\n ,;`],
  ['beyond the limit', () => 'x'.repeat(70_000)],
];

/** What is read of the others, and what is said of them: of a place, its text. */
function others(message: SipMessage, except: string): readonly string[] {
  return message.headers.flatMap((field, index) => {
    if (field.header === except) return [];
    const reading = message.reading(index);
    return [`${field.header}: ${field.value} ${outline(reading?.values)} ${String(reading?.firstRead)}`];
  });
}

function outline(values: readonly unknown[] | undefined): string {
  return JSON.stringify(values, (key, value: unknown) => (key.endsWith('Span') ? undefined : value)) ?? '';
}

function said(message: SipMessage, except: string): readonly string[] {
  const line = message.headersNamed(except)[0]?.lineSpan ?? [0, 0];
  return (
    message.diagnostics
      .filter(({ span }) => span[0] < line[0] || span[0] >= line[1])
      .map(({ code, span, header }) => `${code} ${header} ${decode(message.bytes.subarray(...span))}`)
      // What follows from the broken field: its length, its type.
      .filter((text) => !/^(?:trailing-bytes|content-type-missing|header-control|header-encoding)/.test(text))
  );
}

describe('one header field that is broken', () => {
  test('stands in a message in which every other one is right', () => {
    const unread = names.filter((name) => right.get(name) === '');

    expect(unread).toEqual([]);
    expect(parseMessage(withOne('', '')).diagnostics.map(({ code, header }) => `${code} ${header}`)).toEqual([]);
  });

  test.each(broken)('%s spoils no other: not its values, not what is said of it', (_, change) => {
    const whole = parseMessage(withOne('', ''));
    for (const name of names) {
      const message = parseMessage(withOne(name, change(right.get(name)!)));

      expect(message.headers).toHaveLength(names.length);
      expect(others(message, name)).toEqual(others(whole, name));
      expect(said(message, name)).toEqual(said(whole, name));
    }
  });

  test('among several of its name spoils none of them', () => {
    const message = parseMessage(
      encode(
        'OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP one\r\nVia: SIP/2.0/UDP [\r\nVia: SIP/2.0/UDP three, SIP/2.0/, SIP/2.0/UDP five\r\n\r\n',
      ),
    );

    expect(message.via.map(({ sentBy }) => sentBy.text)).toEqual(['one', 'three', 'five']);
  });

  test('without a colon, or with a name that is none, is passed over', () => {
    const message = parseMessage(
      encode('OPTIONS sip:a@b SIP/2.0\r\nnothing\r\nX{: y\r\nTo: <sip:b>\r\nCSeq: 1 OPTIONS\r\n\r\n'),
    );

    expect([message.to?.uriText, message.cseq?.method]).toEqual(['sip:b', 'OPTIONS']);
  });
});
