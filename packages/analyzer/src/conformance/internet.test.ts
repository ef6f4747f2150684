import { describe, expect, test } from 'vitest';
import { isOnInternet } from './internet.ts';

describe('isOnInternet()', () => {
  test.each(['8.8.8.8', '100.128.0.1', '172.32.0.1', '223.255.255.255', '2a00:1450::1', '2001:4860::8888'])(
    'takes %s for public',
    (ip) => {
      expect(isOnInternet(ip)).toBe(true);
    },
  );

  test.each([
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '192.0.2.1',
    '239.1.1.1',
    'fe80::1',
    'fd00::1',
    '::1',
    '2001:db8::1',
    '',
  ])('takes %s for none', (ip) => {
    expect(isOnInternet(ip)).toBe(false);
  });
});
