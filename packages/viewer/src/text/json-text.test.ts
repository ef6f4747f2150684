import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText } from './json-text.ts';

test('jsonText() reads back as what it was given, on one line and without a character that does harm', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = jsonText({ text });

      expect(JSON.parse(written)).toEqual({ text });
      expect(written).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029<]/);
    }),
  );
});
