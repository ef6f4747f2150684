import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAddress } from '../capture/log/endpoint.ts';
import { addressText } from '../transport/address-text.ts';
import { latin1 } from './characters.ts';
import { Substitutes } from './substitutes.ts';

const substitutes = new Substitutes([1, 2]);

function word(text: string, by = substitutes): string {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  by.word(bytes, 0, bytes.length);
  return latin1(bytes, 0, bytes.length);
}

const words = fc.stringMatching(/^[A-Za-z0-9]{1,20}$/).filter((text) => !/^0{8,}$/.test(text));
const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((four) => four.join('.'));

describe('substitutes', () => {
  test('are as long as words, of the same kinds of characters, and different in each of them', () => {
    fc.assert(
      fc.property(words, (text) => {
        const other = word(text);

        const kinds = (of: string): string =>
          of.replaceAll(/[a-z]/g, 'a').replaceAll(/[A-Z]/g, 'A').replaceAll(/\d/g, '0');
        expect(kinds(other)).toBe(kinds(text));
        expect(Array.from(other, (character, at) => character !== text[at]).every(Boolean)).toBe(true);
      }),
    );
  });

  test('are different for different words, the same for the same in another case', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const isSame = a.toLowerCase() === b.toLowerCase();
        const isHex = (text: string): boolean => text.length >= 8 && /^[\da-f]*[a-f][\da-f]*$/i.test(text);
        fc.pre(isHex(a) === isHex(b));

        expect(word(a).toLowerCase() === word(b).toLowerCase()).toBe(isSame);
      }),
    );
  });

  test('of numbers with a common end have one', () => {
    expect(word('00493012345').slice(2)).toBe(word('493012345'));
  });

  test('of hexadecimal words are hexadecimal; words of nothing but zeros stay', () => {
    expect(word('f81d4fae7dec11d0')).toMatch(/^[\da-f]{16}$/);
    expect(word('00000000000000000000000000000000')).toBe('0'.repeat(32));
  });

  test('differ from key to key', () => {
    expect(word('alice', new Substitutes())).not.toBe(word('alice', new Substitutes()));
  });

  test('of IPv4 addresses are as long, different for different ones, and of the same kind', () => {
    const kind = (text: string): string => {
      if (/^(10|127)\./.test(text)) return text.split('.', 1)[0]!;
      if (/^172\.(1[6-9]|2\d|3[01])\./.test(text)) return '172';
      if (text.startsWith('192.168.')) return '192.168';
      if (text.startsWith('169.254.')) return '169.254';
      return /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(text) ? '100.64' : 'public';
    };
    fc.assert(
      fc.property(octets, octets, (a, b) => {
        const [other, another] = [substitutes.addressText(a), substitutes.addressText(b)];

        expect(other).toHaveLength(a.length);
        expect(kind(other)).toBe(kind(a));
        expect(other === another).toBe(a === b);
        expect(other === a).toBe(/^(0|22[4-9]|2[3-5]\d)\./.test(a));
      }),
    );
  });

  test('of IPv6 addresses are as long in groups, and none of no address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const address = readAddress(text);
        fc.pre(address?.length === 16);
        const other = substitutes.address(address!);

        expect(addressText(other, 0, 16)).toHaveLength(addressText(address!, 0, 16).length);
      }),
    );
    expect(['::', '::1', 'ff02::1'].map((text) => substitutes.addressText(text))).toEqual(['::', '::1', 'ff02::1']);
    expect(substitutes.addressText('2001:db8::1')).toMatch(/^[23][\da-f]{3}:[\da-f]{3}::[\da-f]$/);
    expect(substitutes.addressText('::ffff:192.0.2.1').slice(7)).toBe(substitutes.addressText('192.0.2.1'));
  });
});
