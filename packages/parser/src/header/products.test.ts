import { describe, expect, test } from 'vitest';
import { parseHeader } from '../index.ts';

const products = (value: string) => parseHeader('User-Agent', value).values[0];

describe('Products', () => {
  test('are names with versions, without the comments', () => {
    expect(products('Softphone Beta1.5/2 (build (7) \\) x) lib / 3')?.products).toEqual([
      { name: 'Softphone', version: undefined },
      { name: 'Beta1.5', version: '2' },
      { name: 'lib', version: '3' },
    ]);
    expect(products('a  (b)')?.text).toBe('a  (b)');
  });

  test('take no longer where there is much white space', () => {
    expect(products(`a${' '.repeat(60_000)}b`)?.products).toHaveLength(2);
  });

  test('stand apart', () => {
    expect(parseHeader('Server', 'a(b)').diagnostics.map(({ code }) => code)).toEqual(['product-syntax']);
  });
});
