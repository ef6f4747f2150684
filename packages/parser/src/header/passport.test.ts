import { describe, expect, test } from 'vitest';
import { parseHeader } from '../message/parse-header.ts';
import type { Identity } from './identity.ts';
import { decodePassport, readPassport } from './passport.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = { alg: 'ES256', ppt: 'shaken', typ: 'passport', x5u: 'https://cert.example.org/passport.cer' };
const payload = {
  attest: 'A',
  dest: { tn: ['12155550131'], uri: ['sip:a@b'] },
  iat: 1_443_208_345,
  orig: { tn: '12155550121' },
  origid: '123e4567-e89b-12d3-a456-426655440000',
};
const passport = (more: object = {}): string => `${encode(header)}.${encode({ ...payload, ...more })}.c2ln`;
const identity = (text: string): Identity => {
  const [value] = parseHeader('Identity', text).values;
  if (value === undefined) throw new Error('no Identity');
  return value;
};
const details = (text: string): readonly (string | undefined)[] =>
  readPassport(text).diagnostics.map(({ code, detail }) => detail ?? code);

describe('readPassport()', () => {
  test('gives header, payload and signature', () => {
    const reading = readPassport(passport());

    expect(reading.diagnostics).toEqual([]);
    expect(reading.passport?.header).toMatchObject(header);
    expect(reading.passport?.payload).toMatchObject({
      iat: 1_443_208_345,
      orig: { tn: ['12155550121'], uri: [] },
      dest: { tn: ['12155550131'], uri: ['sip:a@b'] },
      attest: 'A',
      origid: '123e4567-e89b-12d3-a456-426655440000',
      mky: undefined,
      div: undefined,
      opt: undefined,
      rph: undefined,
      sph: undefined,
    });
    expect(reading.passport?.signature).toEqual(new Uint8Array([0x73, 0x69, 0x67]));
  });

  test('gives what a diversion adds, and the PASSporT before it', () => {
    const div = { tn: '12155551213', hi: '1.1' };
    const { payload: claims } = readPassport(passport({ div, opt: passport() })).passport ?? {};

    expect(claims?.div).toEqual({ tn: ['12155551213'], uri: [], hi: '1.1' });
    expect(readPassport(claims?.opt ?? '').passport?.payload?.attest).toBe('A');
  });

  test('gives priorities and media keys', () => {
    const mky = [{ alg: 'sha-256', dig: '021ACC54' }];
    const { payload: claims } =
      readPassport(passport({ rph: { auth: ['ets.0', 'wps.0'] }, sph: 'psap-callback', mky })).passport ?? {};

    expect([claims?.rph, claims?.sph, claims?.mky]).toEqual([['ets.0', 'wps.0'], 'psap-callback', mky]);
  });

  test('reads the example of RFC 8224, whose iat is no number and whose typ is right', () => {
    const text =
      'eyJhbGciOiJFUzI1NiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly9jZXJ0LmV4YW1wbGUub3JnL3Bhc3Nwb3J0LmNlciJ9.' +
      'eyJkZXN0Ijp7InVyaSI6WyJzaXA6YWxpY2VAZXhhbXBsZS5jb20iXX0sImlhdCI6IjE0NDMyMDgzNDUiLCJvcmlnIjp7InRuIjoiMTIxNTU1NTEyMTIifX0.' +
      'rq3pjT1hoRwakEGjHCnWSwUnshd0-zJ6F1VOgFWSjHBr8Qjpjlk-cpFYpFYsojNCpTzO3QfPOlckGaS6hEck7w';

    expect(readPassport(text).passport?.payload).toMatchObject({
      dest: { tn: [], uri: ['sip:alice@example.com'] },
      iat: 1_443_208_345,
      orig: { tn: ['12155551212'], uri: [] },
    });
    expect(details(text)).toEqual(['iat is no number']);
  });

  test('gives the signature alone of the compact form', () => {
    expect(readPassport('..c2ln')).toMatchObject({
      passport: { header: undefined, payload: undefined, signature: new Uint8Array([0x73, 0x69, 0x67]) },
      diagnostics: [],
    });
  });

  test.each([
    ['a.b', ['passport-parts']],
    ['a.b.c.d', ['passport-parts']],
    [`${encode([1])}.${encode(payload)}.c2ln`, ['passport-json']],
    [`${encode(header).slice(0, -4)}.${encode(payload)}.c2ln`, ['passport-json']],
    [`${encode(header)}.${encode(payload)}.c2l*`, ['passport-encoding']],
    [`${encode(header)}.${encode(payload)}.`, ['passport-encoding']],
    [`${encode(header)}.${encode(payload)}.c2lnc`, ['passport-encoding']],
    [`${'A'.repeat(65_537)}.${encode(payload)}.c2ln`, ['limit-passport']],
    [`${encode({})}.${encode(payload)}.c2ln`, ['typ is not "passport"', 'alg is missing', 'x5u is missing']],
    [`${encode(header)}.${encode({})}.c2ln`, ['dest is missing', 'iat is missing', 'orig is missing']],
    [passport({ attest: 'D' }), ['attest is none of A, B and C']],
    [passport({ origid: 1 }), ['origid is no string']],
    [passport({ dest: [] }), ['dest is no object']],
    [passport({ dest: { tn: 1 } }), ['tn is neither a string nor a list of strings', 'dest has neither tn nor uri']],
    [passport({ mky: [null] }), ['mky has an element without alg or dig']],
  ])('tells what is wrong with %#', (text, found) => {
    expect(details(text)).toEqual(found);
  });

  test('never throws on JSON nested very deep, nor takes a name for a prototype', () => {
    const deep = Buffer.from('['.repeat(40_000)).toString('base64url');
    const proto = Buffer.from('{"__proto__":{"alg":"x"},"typ":"passport"}').toString('base64url');

    expect(details(`${deep}.${encode(payload)}.c2ln`)).toEqual(['passport-json']);
    expect(readPassport(`${proto}.${encode(payload)}.c2ln`).passport?.header?.alg).toBeUndefined();
  });
});

describe('decodePassport()', () => {
  const right = `${passport()};info=<https://cert.example.org/passport.cer>;alg=ES256;ppt="shaken"`;

  test('finds no difference where there is none', () => {
    expect(decodePassport(identity(right)).diagnostics).toEqual([]);
  });

  test.each([
    ['ppt', right.replace('shaken"', 'div"')],
    ['alg', right.replace('=ES256', '=ES384')],
    ['info', right.replace('<https://cert', '<https://other')],
  ])('tells where %s is another outside', (name, text) => {
    const [difference] = decodePassport(identity(text)).diagnostics;

    expect([difference?.code, difference?.detail?.split(':')[0]]).toEqual(['passport-mismatch', name]);
  });

  test('counts spans from where the Identity stands', () => {
    const text = ` \t${right.replace('.c2ln', '.c2*n')}`;
    const [wrong] = decodePassport(identity(text)).diagnostics;

    expect(wrong && text.slice(...wrong.span)).toBe('*');
  });
});
