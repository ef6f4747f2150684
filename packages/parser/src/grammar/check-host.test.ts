import { describe, expect, test } from 'vitest';
import { checkHost } from './check-host.ts';

describe('checkHost()', () => {
  test.each([
    'example.com',
    'example.com.',
    'a',
    'host-1.example.com',
    '1host.example.com',
    '192.0.2.1',
    '0.0.0.0',
    '255.255.255.255',
    '[::]',
    '[::1]',
    '[1::]',
    '[2001:db8::1]',
    '[1:2:3:4:5:6:7:8]',
    '[::ffff:192.0.2.1]',
    '[1:2:3:4:5:6:192.0.2.1]',
    '[2001:db8::192.0.2.1]',
    '[1:2:3:4:5:6:7::]',
  ])('finds nothing wrong with %s', (host) => {
    expect(checkHost(host)).toBeUndefined();
  });

  test.each([
    ['example.1com', 'host-name'],
    ['-example.com', 'host-name'],
    ['example-.com', 'host-name'],
    ['a..b', 'host-name'],
    ['', 'host-name'],
    ['pcscf_1.ims.example.com', 'host-underscore'],
    ['192.0.2', 'host-ipv4'],
    ['192.0.2.1.1', 'host-ipv4'],
    ['1.2.3.256', 'host-ipv4'],
    ['1234', 'host-ipv4'],
    ['[]', 'host-ipv6'],
    ['[1:2:3:4:5:6:7]', 'host-ipv6'],
    ['[1:2:3:4:5:6:7:8:9]', 'host-ipv6'],
    ['[1::2::3]', 'host-ipv6'],
    ['[1:2:3:4:5:6:7:8::]', 'host-ipv6'],
    ['[12345::]', 'host-ipv6'],
    ['[::192.0.2.1:1]', 'host-ipv6'],
    ['[::192.0.2.256]', 'host-ipv6'],
    ['[2001:db8:::1]', 'host-ipv6-three-colons'],
  ])('finds %s to be wrong: %s', (host, code) => {
    expect(checkHost(host)).toBe(code);
  });
});
