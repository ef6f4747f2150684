import { describe, expect, test } from 'vitest';
import { phoneNumber } from './phone-number.ts';

describe('phoneNumber()', () => {
  test('takes visual separators out of a global number', () => {
    expect(phoneNumber('+44-(207)-946.0123')).toBe('+442079460123');
  });

  test('leaves parameters of the number away', () => {
    expect(phoneNumber('+33170189900;npdi;rn=+331')).toBe('+33170189900');
  });

  test('keeps service codes', () => {
    expect(phoneNumber('*21#')).toBe('*21#');
  });

  test.each(['alice', 'alice1', '', '+', '#*'])('is nothing of %j', (user) => {
    expect(phoneNumber(user)).toBeUndefined();
  });
});
