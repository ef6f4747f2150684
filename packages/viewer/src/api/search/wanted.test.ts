import { describe, expect, test } from 'vitest';
import { isNumber, readWanted } from './wanted.ts';

describe('what is looked for', () => {
  test.each([
    ['+44 (20) 7946-0123', '442079460123'],
    ['0044 20 7946 0123', '442079460123'],
    ['020 7946 0123', '2079460123'],
    ['0123', '123'],
    ['12', undefined],
    ['10.0.1.5', '10015'],
    ['1-22497@127.0.1.1', undefined],
    ['alice', undefined],
  ])('%s has the digits %s', (text, digits) => {
    expect(readWanted(text)?.digits).toBe(digits);
  });

  test('is neither one character nor a page', () => {
    expect([readWanted(' a '), readWanted('a'.repeat(201))]).toEqual([undefined, undefined]);
  });
});

describe('a number on the wire', () => {
  test.each([
    ['sip:+44-20-7946-0123@gw.example', '442079460123', true],
    ['tel:+442079460123;phone-context=x', '79460123', true],
    ['+442079460123', '460123', true],
    ['sip:02079460123@gw.example', '442079460123', true],
    ['sip:442079460123@gw.example', '2079460999', false],
    ['sip:0123@pbx', '442079460123', false],
    ['sip:10.0.1.5', '10015', false],
    ['sip:alice123@example.test', '123', false],
  ])('%s is %s: %s', (value, digits, is) => {
    expect(isNumber(value, digits)).toBe(is);
  });
});
