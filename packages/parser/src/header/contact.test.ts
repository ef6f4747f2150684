import { describe, expect, test } from 'vitest';
import { parseHeader } from '../index.ts';

const read = (value: string) => {
  const [contact] = parseHeader('Contact', value).values;
  if (contact === undefined || contact === '*') throw new Error('no address');
  return contact;
};
const codes = (value: string) => parseHeader('Contact', value).diagnostics.map(({ code }) => code);

describe('ContactAddress', () => {
  test('has preference and lifetime as numbers', () => {
    const contact = read('<sip:a@b>;q=0.5;expires=3600');

    expect([contact.q, contact.expires]).toEqual([0.5, 3600]);
  });

  test('has no preference or lifetime where there is none, or none that is a number', () => {
    expect([read('<sip:a@b>').q, read('<sip:a@b>;q=x').q, read('<sip:a@b>;expires=1h').expires]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('names device and flow (RFC 5626 §4)', () => {
    const contact = read(
      '<sip:a@b;ob>;reg-id=1;+sip.instance="<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>";expires=60',
    );

    expect([contact.regId, contact.instance]).toEqual([1, 'urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF']);
  });

  test('has the URIs a registrar made for it (RFC 5627 §5.3)', () => {
    const contact = read(
      '<sip:a@b>;pub-gruu="sip:callee@example.com;gr=urn:x";temp-gruu="sip:tgruu.7hs@example.com;gr";temp-gruu-cookie="QUJD"',
    );

    expect([contact.publicGruu, contact.temporaryGruu, contact.temporaryGruuCookie]).toEqual([
      'sip:callee@example.com;gr=urn:x',
      'sip:tgruu.7hs@example.com;gr',
      'QUJD',
    ]);
  });

  test('tells what the device can do (RFC 3840 §5)', () => {
    const contact = read(
      '<sip:a@b>;audio;video="FALSE";methods="INVITE,!BYE";priority="#<=3";description="<a PC>";+rangeparam="#-4:5.5";isfocus',
    );

    expect(contact.isFocus).toBe(true);
    expect(contact.features).toEqual([
      { tag: 'audio', values: [] },
      { tag: 'video', values: [{ kind: 'boolean', text: 'FALSE', isNot: false }] },
      {
        tag: 'methods',
        values: [
          { kind: 'token', text: 'INVITE', isNot: false },
          { kind: 'token', text: 'BYE', isNot: true },
        ],
      },
      { tag: 'priority', values: [{ kind: 'numeric', from: -Infinity, to: 3, isNot: false }] },
      { tag: 'description', values: [{ kind: 'string', text: 'a PC' }] },
      { tag: '+rangeparam', values: [{ kind: 'numeric', from: -4, to: 5.5, isNot: false }] },
      { tag: 'isfocus', values: [] },
    ]);
  });

  test.each([
    ['reg-id=0', 'parameter-form'],
    ['reg-id=2147483648', 'parameter-form'],
    ['+sip.instance="urn:uuid:1"', 'parameter-form'],
    ['methods="a b"', 'parameter-form'],
    ['priority="#<3"', 'parameter-form'],
    ['methods=INVITE', 'parameter-quotes'],
    ['pub-gruu="tel:1"', 'parameter-form'],
    ['mp=1.x', 'parameter-form'],
  ])('is told of where %s has the wrong form', (param, code) => {
    expect(codes(`<sip:a@b>;${param}`)).toEqual([code]);
  });

  test.each([
    'methods="INVITE, ACK"',
    '+g.3gpp.icsi-ref="urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel"',
    'mp=1.2',
    'x="a b"',
  ])('is right with %s', (param) => {
    expect(codes(`<sip:a@b>;${param}`)).toEqual([]);
  });
});
