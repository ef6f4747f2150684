import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, encode, sip } from '../../test/sip.ts';
import { headerTable } from '../header/header-table.ts';
import { elementSpans } from './element-spans.ts';
import { parseHeader } from './parse-header.ts';
import { parseMessage } from './parse-message.ts';

const elements = (name: string, value: string): readonly string[] =>
  elementSpans(name, value).map(([start, end]) => decode(encode(value).subarray(start, end)));

test('elementSpans() gives the place of each value of a list', () => {
  expect(elements('Via', 'SIP/2.0/UDP a;branch="x,y" ,\r\n SIP/2.0/TCP [::1] (b,c)')).toEqual([
    'SIP/2.0/UDP a;branch="x,y"',
    'SIP/2.0/TCP [::1] (b,c)',
  ]);
  expect(elements('m', '"A, B" <sip:a,b@h;x>;q=0.5, <sip:ü@h>, *')).toEqual([
    '"A, B" <sip:a,b@h;x>;q=0.5',
    '<sip:ü@h>',
    '*',
  ]);
});

test('elementSpans() has elements that cannot be read too, and passes over empty ones', () => {
  expect(elements('Via', 'nothing, SIP/2.0/UDP a')).toEqual(['nothing', 'SIP/2.0/UDP a']);
  expect(elements('Allow', 'ACK,, BYE')).toEqual(['ACK', 'BYE']);
  expect(elements('Allow', '')).toEqual([]);
});

test('elementSpans() gives one span where commas part no values', () => {
  const challenge = 'Digest realm="a", nonce="b"';

  expect(elements('WWW-Authenticate', challenge)).toEqual([challenge]);
  expect(elements('Date', 'Sat, 13 Nov 2010 23:29:00 GMT')).toHaveLength(1);
  expect(elements('X-Any', 'a, b')).toEqual(['a, b']);
});

test('elementSpans() counts from the first byte of a message', () => {
  const message = parseMessage(sip`
    OPTIONS sip:a SIP/2.0
    Route: <sip:a;lr>, <sip:b;lr>

  `);
  const span = message.header('Route')!.valueSpan;

  expect(elementSpans('Route', message.bytes, span).map((one) => message.text(one))).toEqual([
    '<sip:a;lr>',
    '<sip:b;lr>',
  ]);
});

test('each value of a list that is right has one span', () => {
  const name = fc.constantFrom(...headerTable.filter(({ many }) => many).map((row) => row.name));
  const text = fc.string({
    unit: fc.constantFrom(...'a1,; =<>"():sip:a@b/'.split(''), '<sip:a@b>', ', '),
    maxLength: 40,
  });

  fc.assert(
    fc.property(name, text, (header, value) => {
      const spans = elementSpans(header, value);
      const { values, diagnostics } = parseHeader(header, value);
      const isList = spans.length > 1 && diagnostics.length === 0;
      let last = 0;
      for (const [start, end] of spans) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(isList ? values.length : spans.length).toBe(spans.length);
    }),
    { numRuns: 500 },
  );
});
