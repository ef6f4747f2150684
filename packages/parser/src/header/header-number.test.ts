import { describe, expect, test } from 'vitest';
import { encode } from '../../test/sip.ts';
import { headerNumber, headerNumberOf } from './header-number.ts';
import { headerTable } from './header-table.ts';

const find = (name: string): number => headerNumber(encode(`x${name}:`), 1, 1 + encode(name).length);

describe('headerNumber()', () => {
  test('finds every name of the table in any case', () => {
    for (const [number, { name }] of headerTable.entries()) {
      expect([find(name), find(name.toUpperCase()), find(name.toLowerCase()), headerNumberOf(name)]).toEqual([
        number,
        number,
        number,
        number,
      ]);
    }
  });

  test('finds every compact form, which stands for one name', () => {
    const compacts = headerTable.flatMap(({ compact, name }) =>
      compact === undefined ? [] : [[compact, name] as const],
    );

    expect(new Set(compacts.map(([compact]) => compact)).size).toBe(compacts.length);
    for (const [compact, name] of compacts) expect(find(compact)).toBe(find(name));
  });

  test('knows the compact forms of RFC 3261 §7.3.3', () => {
    const pairs = [
      'i Call-ID',
      'm Contact',
      'e Content-Encoding',
      'l Content-Length',
      'c Content-Type',
      'f From',
      's Subject',
      'k Supported',
      't To',
      'v Via',
    ];

    for (const pair of pairs) {
      const [compact = '', name = ''] = pair.split(' ');
      expect(find(compact)).toBe(headerNumberOf(name));
    }
  });

  test.each(['', 'Vib', 'Viaa', 'z', 'Contact-', 'Content_Type', 'VI\u0001'])('does not know %j', (name) => {
    expect(find(name)).toBe(-1);
  });
});
