import { describe, expect, test } from 'vitest';
import { parseHeader, writeAuth, writeAuthenticationInfo } from '../index.ts';

const codes = (name: 'WWW-Authenticate' | 'Authorization' | 'Authentication-Info', value: string) =>
  parseHeader(name, value).diagnostics.map(({ code }) => code);

describe('Challenge', () => {
  const challenge = (value: string) => parseHeader('WWW-Authenticate', value).values[0]!;

  test('has what digest asks for (RFC 7616 §3.3)', () => {
    const digest = challenge(
      'Digest realm="a@b", domain="sip:a sip:b", qop="auth,auth-int", nonce="n", opaque="o", stale=TRUE, algorithm=SHA-256, userhash=true, charset=UTF-8',
    );

    expect(digest).toMatchObject({
      scheme: 'Digest',
      realm: 'a@b',
      domain: ['sip:a', 'sip:b'],
      qop: ['auth', 'auth-int'],
      nonce: 'n',
      opaque: 'o',
      stale: true,
      algorithm: 'SHA-256',
      userhash: true,
      charset: 'UTF-8',
    });
  });

  test('has what Bearer asks for (RFC 8898 §4)', () => {
    const bearer = challenge(
      'Bearer realm="a", scope="x y", authz_server="https://as.example.com", error="invalid_token"',
    );

    expect([bearer.scope, bearer.authzServer, bearer.error]).toEqual([
      ['x', 'y'],
      'https://as.example.com',
      'invalid_token',
    ]);
  });

  test('has the nonce of AKA decoded (RFC 3310 §3.2)', () => {
    const nonce = btoa(String.fromCharCode(...Array.from({ length: 34 }, (_, index) => index)));

    expect(challenge(`Digest realm="a", nonce="${nonce}", algorithm=AKAv1-MD5`).akaNonce).toEqual({
      rand: '000102030405060708090a0b0c0d0e0f',
      autn: '101112131415161718191a1b1c1d1e1f',
      serverData: '2021',
    });
    expect(challenge(`Digest nonce="${nonce}"`).akaNonce).toBeUndefined();
    expect(challenge('Digest nonce="short", algorithm=AKAv1-MD5').akaNonce).toBeUndefined();
    expect(challenge(`Digest nonce="${'!'.repeat(60)}", algorithm=AKAv1-MD5`).akaNonce).toBeUndefined();
  });

  test('may be one of several in a field, though that is forbidden (RFC 3261 §7.3.1)', () => {
    const { values, diagnostics } = parseHeader(
      'Proxy-Authenticate',
      'Digest realm="a", nonce="1", NTLM x="y", Bearer realm="b"',
    );

    expect(values.map(({ scheme, realm }) => [scheme, realm])).toEqual([
      ['Digest', 'a'],
      ['NTLM', undefined],
      ['Bearer', 'b'],
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['auth-combined', 'auth-combined']);
  });

  test.each([
    ['stale=maybe', 'parameter-form'],
    ['qop=auth', 'parameter-quotes'],
    ['algorithm="MD5"', 'parameter-quotes'],
    ['qop="auth int"', 'parameter-form'],
    ['charset=latin1', 'parameter-form'],
  ])('of digest is told of where %s has the wrong form', (param, code) => {
    expect(codes('WWW-Authenticate', `Digest realm="a", ${param}`)).toEqual([code]);
  });

  test('of another scheme has parameters of any form', () => {
    expect(codes('WWW-Authenticate', 'Other realm=a, qop=auth, stale=maybe')).toEqual([]);
  });
});

describe('Credentials', () => {
  const credentials = (value: string) => parseHeader('Authorization', value).values[0]!;

  test('have what digest answers (RFC 7616 §3.4)', () => {
    const digest = credentials(
      'Digest username="bob", realm="a", nonce="n", uri="sip:b", response="00ff", algorithm=MD5, cnonce="c", opaque="o", qop=auth, nc=0000000a, auts="AA=="',
    );

    expect(digest).toMatchObject({
      username: 'bob',
      realm: 'a',
      nonce: 'n',
      uri: 'sip:b',
      response: '00ff',
      cnonce: 'c',
      opaque: 'o',
      qop: 'auth',
      nc: 10,
      auts: 'AA==',
      token68: undefined,
    });
  });

  test('have the name of username*, escapes resolved', () => {
    expect(credentials("Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe").username).toBe('Jäsøn Doe');
    expect(credentials("Digest username*=x''a").username).toBeUndefined();
  });

  test('of Bearer are one token (RFC 6750 §2.1)', () => {
    const { values, diagnostics } = parseHeader('Authorization', 'Bearer eyJhbGciOi/J.eyJpc3M_~+-.c2lnbg==');

    expect(diagnostics).toEqual([]);
    expect([values[0]?.token68, values[0]?.params]).toEqual(['eyJhbGciOi/J.eyJpc3M_~+-.c2lnbg==', []]);
    expect(values.map(writeAuth)).toEqual(['Bearer eyJhbGciOi/J.eyJpc3M_~+-.c2lnbg==']);
  });

  test('may have an empty response before the first challenge (RFC 8760 §2.7)', () => {
    expect(codes('Authorization', 'Digest username="a", realm="b", nonce="", uri="sip:c", response=""')).toEqual([]);
  });

  test.each([
    ['nc=1', 'parameter-form'],
    ['nc="00000001"', 'parameter-quotes'],
    ['nc=0000000A', 'parameter-form'],
    ['response="00FF"', 'parameter-form'],
    ['response="xyz"', 'parameter-form'],
    ['qop="auth"', 'parameter-quotes'],
    ['username=bob', 'parameter-quotes'],
    ['uri=sip:b', 'parameter-value'],
    ['auts="!"', 'parameter-form'],
  ])('of digest are told of where %s has the wrong form', (param, code) => {
    expect(codes('Authorization', `Digest realm="a", ${param}`)).toEqual([code]);
  });
});

describe('AuthenticationInfo', () => {
  test('has the next nonce and the proof of the server (RFC 7616 §3.5)', () => {
    const text = 'nextnonce="n", qop=auth, rspauth="00ff", cnonce="c", nc=00000001';
    const [info] = parseHeader('Authentication-Info', text).values;

    expect(info).toMatchObject({ nextNonce: 'n', qop: 'auth', rspauth: '00ff', cnonce: 'c', nc: 1 });
    expect(info && writeAuthenticationInfo(info)).toBe(text);
    expect(codes('Authentication-Info', text)).toEqual([]);
  });
});
