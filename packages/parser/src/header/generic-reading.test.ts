import { describe, expect, test } from 'vitest';
import { guessGeneric, readGeneric } from './generic-reading.ts';

describe('guessGeneric()', () => {
  test.each([
    ['addresses', '<sip:a@b>;x=1, "B" <tel:+1>'],
    ['addresses', 'sip:a@b'],
    ['parameters', 'PS=152,OS=24320,PR=152'],
    ['parameters', 'a=b;c="d e"'],
    ['tokens', 'update_display,timer;x=1'],
    ['tokens', '16'],
    ['text', 'Normal Clearing'],
    ['text', 'a@b, ='],
    ['text', ''],
  ])('takes for %s: %s', (shape, text) => {
    expect(guessGeneric(text).shape).toBe(shape);
  });

  test('gives values of the shape', () => {
    const reading = guessGeneric('PS=152,OS=24320');

    expect(reading.shape === 'parameters' && reading.values[0]?.map(({ name, value }) => [name, value])).toEqual([
      ['PS', '152'],
      ['OS', '24320'],
    ]);
  });
});

describe('readGeneric()', () => {
  test('reads as it is told, and says what does not fit', () => {
    expect(readGeneric('text', ' a, b ').values).toEqual(['a, b']);
    expect(readGeneric('tokens', 'a;x, b').values).toMatchObject([
      { value: 'a', params: [{ name: 'x' }] },
      { value: 'b' },
    ]);
    expect(readGeneric('addresses', 'nobody').diagnostics).not.toEqual([]);
  });
});
