import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../test/build-capture.ts';
import { addressText } from './address-text.ts';

function ipv6(groups: readonly number[]): Uint8Array {
  return bytesOf(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

describe('addressText()', () => {
  test('writes IPv4 with dots', () => {
    expect(addressText(bytesOf(0, 192, 0, 2, 255), 1, 4)).toBe('192.0.2.255');
  });

  // The examples of RFC 5952 §4 and §5, and RFC 4291 §2.2.
  test.each([
    [[0x2001, 0xdb8, 0, 0, 0, 0, 2, 1], '2001:db8::2:1'],
    [[0x2001, 0xdb8, 0, 1, 1, 1, 1, 1], '2001:db8:0:1:1:1:1:1'],
    [[0x2001, 0, 0, 1, 0, 0, 0, 1], '2001:0:0:1::1'],
    [[0x2001, 0xdb8, 0, 0, 1, 0, 0, 1], '2001:db8::1:0:0:1'],
    [[0xff01, 0, 0, 0, 0, 0, 0, 0x101], 'ff01::101'],
    [[0, 0, 0, 0, 0, 0, 0, 1], '::1'],
    [[0, 0, 0, 0, 0, 0, 0, 0], '::'],
    [[0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], '2001:db8::'],
    [[0, 0, 0, 0, 0, 0xffff, 0xc000, 0x0201], '::ffff:192.0.2.1'],
    [[0xabcd, 0xef01, 1, 2, 3, 4, 5, 6], 'abcd:ef01:1:2:3:4:5:6'],
  ])('writes %j as %s', (groups, text) => {
    expect(addressText(ipv6(groups), 0, 16)).toBe(text);
  });

  test('agrees with the URL standard, which writes IPv6 by RFC 5952', () => {
    const groups = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });

    fc.assert(
      fc.property(groups, (value) => {
        fc.pre(!(value.slice(0, 5).every((group) => group === 0) && value[5] === 0xffff));
        const text = addressText(ipv6(value), 0, 16);

        expect(isIPv6(text)).toBe(true);
        expect(new URL(`http://[${text}]/`).hostname).toBe(`[${text}]`);
      }),
    );
  });
});
