import { describe, expect, test } from 'vitest';
import { callIdKey, callIdsWithin, isCallIdAlike } from './leg-ids.ts';

const isWithin = (one: string, other: string): boolean => callIdsWithin(other).includes(callIdKey(one));

describe('callIdsWithin()', () => {
  test.each([
    ['7f3ac9e1d0@192.0.2.1', 'b2b_7f3ac9e1d0@192.0.2.10', 'a prefix'],
    ['7f3ac9e1d0@192.0.2.1', '7f3ac9e1d0-1@192.0.2.10', 'a suffix'],
    ['7f3ac9e1d0@192.0.2.1', '7f3ac9e1d0_b2b-1@192.0.2.10', 'a suffix of two parts'],
    ['7f3ac9e1d0@192.0.2.1', '7f3ac9e1d0@192.0.2.10', 'another host'],
    ['7f3ac9e1-d0aa-4c11@a', 'B2B.3.7f3ac9e1-d0aa-4c11@b', 'a prefix before one that has separators of its own'],
  ])('finds %s in %s: %s', (one, other) => {
    expect(isWithin(one, other)).toBe(true);
  });

  test.each([
    ['1-22689@127.0.1.1', '11-22689@127.0.1.1', 'calls of one load generator'],
    ['call-1@a', 'call-1-2@b', 'names that are too short to tell anything'],
    ['7f3ac9e1d0@192.0.2.1', '8a3ac9e1d0@192.0.2.1', 'names that end alike'],
  ])('does not find %s in %s: %s', (one, other) => {
    expect(isWithin(one, other)).toBe(false);
  });

  test('tries no more parts than a few, however many separators there are', () => {
    expect(callIdsWithin('-'.repeat(200) + 'x'.repeat(20)).length).toBeLessThan(12);
  });
});

describe('isCallIdAlike()', () => {
  test('looks away from the host', () => {
    expect(isCallIdAlike('a84b4c76e66710@pc33.example.com', 'a84b4c76e66710@sbc')).toBe(true);
    expect(isCallIdAlike('a84b4c76e66710', 'a84b4c76e66711')).toBe(false);
  });
});
