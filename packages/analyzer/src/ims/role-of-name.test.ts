import { describe, expect, test } from 'vitest';
import { roleOfHost, roleOfProduct } from './role-of-name.ts';

describe('the role in a name', () => {
  test.each([
    ['pcscf.ims.mnc001.mcc001.3gppnetwork.org', 'P-CSCF'],
    ['icscf-02.example.com', 'I-CSCF'],
    ['S-CSCF1.example.com', 'S-CSCF'],
    ['ecscf.example.com', 'E-CSCF'],
    ['node1.bgcf.example.com', 'BGCF'],
    ['tas01.example.com', 'application server'],
  ])('of host %s is %s', (host, role) => {
    expect(roleOfHost(host)).toBe(role);
  });

  test.each([
    ['ims.mnc001.mcc001.3gppnetwork.org'],
    ['192.0.2.1'],
    ['sbcglobal.example.com'],
    ['tasmania.example.com'],
    ['a.b.c.pcscf.org'],
  ])('is not guessed of %s', (host) => {
    expect(roleOfHost(host)).toBeUndefined();
  });

  test('of a product stands in its own words', () => {
    expect(roleOfProduct('Kamailio S-CSCF')).toBe('S-CSCF');
    expect(roleOfProduct('TelcoSuite Proxy-CSCF')).toBe('P-CSCF');
    expect(roleOfProduct('Asterisk PBX 18')).toBeUndefined();
  });
});
