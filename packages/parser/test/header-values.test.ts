import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headerTable, parseHeader } from '../src/index.ts';

const pieces = [
  'a',
  '1',
  '01',
  '255',
  'x=y',
  'SIP',
  'sip:a@b',
  '<sip:a@b>',
  '<sip:a@b?Reason=SIP%3Bcause%3D1>',
  'tel:+1',
  '"a, b"',
  '"',
  '\\',
  '<',
  '>',
  ';',
  ',',
  '=',
  '/',
  ':',
  '@',
  '*',
  '.',
  '[::1]',
  '%',
  ' ',
  '\r\n ',
  'index=1.1',
  'cause=16',
  'text="b"',
  'q=0.5',
  'e30.e30.c2ln',
  'info=<https://a>',
  'é',
  '\0',
];
const values = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Everything that can be asked of a value without arguments. */
function askAll(value: unknown): void {
  for (let shape = value; typeof shape === 'object' && shape !== null; shape = Object.getPrototypeOf(shape)) {
    if (shape === Object.prototype || shape === Array.prototype || shape === Date.prototype) return;
    for (const name of Object.keys(Object.getOwnPropertyDescriptors(shape))) Reflect.get(shape, name, value);
  }
}

test.each(headerTable.map(({ name }) => name))('%s: nothing that can be asked of any value throws', (name) => {
  fc.assert(
    fc.property(values, (text) => {
      const reading = parseHeader(name, text);
      for (const value of reading.values) askAll(value);
      expect(reading.diagnostics.every(({ span: [start, end] }) => start <= end)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
