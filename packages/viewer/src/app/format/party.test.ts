import { expect, test } from 'vitest';
import { formatParty } from './party.ts';

test('formatParty() prefers the number', () => {
  expect(formatParty('sip:+442079460123@gw.example;user=phone', '+442079460123')).toBe('+442079460123');
});

test('formatParty() leaves out the scheme', () => {
  expect(formatParty('SIP:alice@example.com')).toBe('alice@example.com');
  expect(formatParty('tel:+33170189900')).toBe('+33170189900');
  expect(formatParty('http://example.com')).toBe('http://example.com');
});

test('formatParty() knows nothing of a party that is absent', () => {
  expect(formatParty(undefined)).toBeUndefined();
});
