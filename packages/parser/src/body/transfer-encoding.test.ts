import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../test/sip.ts';
import { decodeBase64, decodeQuotedPrintable } from './transfer-encoding.ts';

describe('decodeBase64()', () => {
  test('gives back any bytes, whatever line breaks stand between', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = Buffer.from(bytes)
          .toString('base64')
          .replaceAll(/.{1,76}/g, '$&\r\n');

        expect(decodeBase64(encode(text))).toEqual(bytes);
      }),
    );
  });

  test.each([
    ['SGk', 'Hi'],
    ['SGk=\r\n', 'Hi'],
    ['S!G?k', 'Hi'],
    ['SGk=SGk=', 'Hi'],
    ['S', ''],
    ['', ''],
  ])('reads %j as %j', (text, bytes) => {
    expect(decode(decodeBase64(encode(text)))).toBe(bytes);
  });
});

/** RFC 2045 §6.7. */
describe('decodeQuotedPrintable()', () => {
  test.each([
    ['a=3Db', 'a=b'],
    ['=c3=bc', 'ü'],
    [
      "Now's the time =\r\nfor all folk to come=\r\n to the aid of their country.",
      "Now's the time for all folk to come to the aid of their country.",
    ],
    ['soft = \t\nbreak', 'soft break'],
    ['blanks \t\r\nat the end  ', 'blanks\r\nat the end'],
    ['=20\r\n', ' \r\n'],
    ['=G1 =4', '=G1 =4'],
    ['=', ''],
  ])('reads %j as %j', (text, bytes) => {
    expect(decode(decodeQuotedPrintable(encode(text)))).toBe(bytes);
  });

  test('reads any bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('=', '4', ' ', '\t', '\r', '\n', 'A') }), (text) => {
        expect(decodeQuotedPrintable(encode(text)).length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
