import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressOfRecord, AddressesOfRecord } from './address-of-record.ts';

describe('addressOfRecord()', () => {
  // RFC 3261 §10.3 step 5: without parameters, escapes resolved.
  test.each([
    ['sip:alice@Example.COM', 'sip:alice@example.com'],
    ['sip:alice@example.com;user=phone;transport=tcp', 'sip:alice@example.com'],
    ['sip:%61lice@example.com?subject=x', 'sip:alice@example.com'],
    ['sip:alice:secret@example.com', 'sip:alice@example.com'],
    ['sips:alice@example.com:5061', 'sips:alice@example.com:5061'],
    ['sip:example.com', 'sip:example.com'],
    ['tel:+49-30-(111)', 'tel:+4930111'],
    ['urn:service:sos', 'urn:service:sos'],
    ['alice', 'alice'],
  ])('of %s is %s', (uri, address) => {
    expect(addressOfRecord(uri)).toBe(address);
  });

  test('keeps the case of the user, who is another one', () => {
    expect(addressOfRecord('sip:Alice@example.com')).not.toBe(addressOfRecord('sip:alice@example.com'));
  });

  test('is the same of itself, where there was nothing to resolve', () => {
    const uri = fc.stringMatching(/^sips?:[a-z0-9.+-]{1,9}@[a-z0-9.-]{1,9}(:[0-9]{1,4})?$/);
    fc.assert(
      fc.property(uri, (text) => {
        expect(addressOfRecord(addressOfRecord(text))).toBe(addressOfRecord(text));
      }),
    );
  });
});

describe('AddressesOfRecord', () => {
  test('gives what addressOfRecord() gives, however many there are', () => {
    const addresses = new AddressesOfRecord();

    for (let user = 0; user < 10_000; user++)
      expect(addresses.of(`sip:u${user}@example.com;x=y`)).toBe(`sip:u${user}@example.com`);
  });
});
