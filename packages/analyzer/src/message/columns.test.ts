import { describe, expect, test } from 'vitest';
import { Column } from './columns.ts';

describe('Column', () => {
  test('gives back what was pushed, across segments', () => {
    const column = Column.float64();

    for (let row = 0; row < 200_000; row++) column.push(row / 2);

    expect(column.length).toBe(200_000);
    expect([0, 65_535, 65_536, 199_999].map((row) => column.get(row))).toEqual([0, 32_767.5, 32_768, 99_999.5]);
  });

  test('sets a row again', () => {
    const column = Column.uint32();
    column.push(1);

    column.set(0, 4_294_967_295);

    expect(column.get(0)).toBe(4_294_967_295);
  });
});
