import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressText } from '../../transport/address-text.ts';
import { readAddress, readEndpoint } from './endpoint.ts';

function shown(text: string): string | undefined {
  const endpoint = readEndpoint(text);
  if (endpoint === undefined) return undefined;
  const { address, port } = endpoint;
  return `${addressText(address, 0, address.length === 4 ? 4 : 16)} ${port}`;
}

describe('an endpoint in a log', () => {
  test.each([
    ['192.0.2.1:5080', '192.0.2.1 5080'],
    ['192.0.2.1', '192.0.2.1 5060'],
    ['[192.0.2.1]:5080', '192.0.2.1 5080'],
    ['[2001:db8::1]:5080', '2001:db8::1 5080'],
    ['[2001:db8::1]', '2001:db8::1 5060'],
    ['2001:db8::1:5071', '2001:db8::1 5071'],
    ['::1:5071', '::1 5071'],
    ['[fe80::1%eth0]:5060', 'fe80::1 5060'],
    ['[::ffff:192.0.2.1]:5060', '::ffff:192.0.2.1 5060'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test.each([
    '',
    'example.com:5060',
    '192.0.2.256',
    '192.0.2',
    '192.0.2.1:99999',
    '[::1',
    '1::2::3',
    '12345::',
    ':',
    '1:2:3:4:5:6:7:8:9:1',
  ])('"%s" is none', (text) => {
    expect(readEndpoint(text)).toBeUndefined();
  });

  test('every address is read as it is shown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(readAddress(addressText(bytes, 0, 16))).toEqual(bytes);
      }),
    );
  });

  test('no text fails', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([undefined, 4, 16]).toContain(readEndpoint(text)?.address.length);
      }),
    );
  });
});
