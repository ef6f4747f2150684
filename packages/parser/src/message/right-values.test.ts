import { describe, expect, test } from 'vitest';
import { RightValues } from './right-values.ts';

const bytes = viewOf(new TextEncoder().encode('Via, and Via, and via, and Via/2.0 and Via/2.0'));

function viewOf({ buffer }: Uint8Array): DataView {
  return new DataView(buffer);
}

describe('values found right', () => {
  test('are known where they stand again', () => {
    const right = new RightValues();
    right.has(bytes, 0, 3, 7);
    right.add();

    expect(right.has(bytes, 9, 12, 7)).toBe(true);

    right.has(bytes, 27, 34, 7);
    right.add();

    expect(right.has(bytes, 39, 46, 7)).toBe(true);
  });

  test('are not those of another field, another text, or another length', () => {
    const right = new RightValues();
    right.has(bytes, 0, 3, 7);
    right.add();

    expect(right.has(bytes, 0, 3, 8)).toBe(false);
    expect(right.has(bytes, 18, 21, 7)).toBe(false);
    expect(right.has(bytes, 0, 4, 7)).toBe(false);
  });

  test('are not remembered where they are long', () => {
    const right = new RightValues();
    const long = viewOf(new Uint8Array(2000).fill(0x61));
    right.has(long, 0, 2000, 7);
    right.add();

    expect(right.has(long, 0, 2000, 7)).toBe(false);
  });
});
