import { describe, expect, test } from 'vitest';
import { msrpUriKey, partyAddress } from './party-address.ts';

describe('partyAddress()', () => {
  test.each([
    ['sip:Alice@EXAMPLE.com:5061;transport=tcp?x=y', 'sip:Alice@example.com'],
    ['sips:alice@example.com', 'sip:alice@example.com'],
    ['sip:%61lice@example.com', 'sip:alice@example.com'],
    ['sip:example.com', 'sip:example.com'],
    ['tel:+49-(30)-1234;ext=1', 'tel:+49301234'],
    ['sip:+49301234@ims.example;user=phone', 'tel:+49301234'],
    ['sip:1234@pbx.example', 'sip:1234@pbx.example'],
    ['im:alice@example.com', 'im:alice@example.com'],
    ['', ''],
  ])('of %s is %s', (uri, expected) => {
    expect(partyAddress(uri)).toBe(expected);
  });
});

describe('msrpUriKey()', () => {
  test.each([
    ['MSRP://Alice@Host.Example:7777/AbC;TCP;x=y', 'msrp://host.example:7777/AbC;tcp'],
    ['msrps://[2001:DB8::1]:2855/s1;tcp', 'msrps://[2001:db8::1]:2855/s1;tcp'],
    ['msrp://host.example;ws', 'msrp://host.example;ws'],
    ['nonsense', 'nonsense'],
  ])('of %s is %s', (uri, expected) => {
    expect(msrpUriKey(uri)).toBe(expected);
  });
});
