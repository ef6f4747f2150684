import { describe, expect, test } from 'vitest';
import { parseHeader } from './parse-header.ts';

describe('parseHeader()', () => {
  test('reads every value of a list', () => {
    const { values, diagnostics } = parseHeader('Contact', '"A, B" <sip:a@h>;q=0.5, <sip:b@h>');

    expect(values.map((contact) => (contact === '*' ? '*' : contact.uriText))).toEqual(['sip:a@h', 'sip:b@h']);
    expect(diagnostics).toEqual([]);
  });

  test('tells what is wrong, and where in the value', () => {
    const { firstRead, diagnostics } = parseHeader('CSeq', '12 ');

    expect(firstRead).toBe(false);
    expect(diagnostics).not.toEqual([]);
  });

  test('gives no date where its numbers give none', () => {
    const { values, diagnostics } = parseHeader('Date', `Sat, 13 Nov ${'9'.repeat(400)} 23:29:00 GMT`);

    expect(values).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['date-number']);
  });

  test('reads bytes as it reads text', () => {
    expect(parseHeader('From', new TextEncoder().encode('<sip:é@h>;tag=1')).values).toEqual(
      parseHeader('From', '<sip:é@h>;tag=1').values,
    );
  });
});

describe('parseHeader() of Date', () => {
  test('gives the instant of a time in GMT, and none of a time in another zone, which nobody can place', () => {
    expect(parseHeader('Date', 'Sat, 13 Nov 2010 23:29:00 GMT').values).toEqual([new Date('2010-11-13T23:29:00Z')]);
    expect(parseHeader('Date', 'Sat, 13 Nov 2010 23:29:00 EST').values).toEqual([]);
  });
});
