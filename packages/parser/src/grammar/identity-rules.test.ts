import { describe, expect, test } from 'vitest';
import type { HeaderName } from '../header/header-table.ts';
import { parseHeader } from '../message/parse-header.ts';

const codes = (name: HeaderName, text: string): readonly string[] =>
  parseHeader(name, text).diagnostics.map(({ code }) => code);

describe('Identity', () => {
  const full = 'eyJhbGciOiJFUzI1NiJ9.eyJpYXQiOjF9.rq3pjT1hoRwakEGjHCnWSwUnshd0-zJ6F1VOgFWSjHBr8Qjpjlk_cpFYpFYs';

  test('has a token, the place of the certificate, the algorithm and the kind', () => {
    const { values, diagnostics } = parseHeader(
      'Identity',
      `${full};info=<https://biloxi.example.org/biloxi.cert>;alg=ES256;ppt="shaken"`,
    );
    const [identity] = values;

    expect(diagnostics).toEqual([]);
    expect(identity?.digest).toBe(full);
    expect(identity?.digestSpan).toEqual([0, full.length]);
    expect(identity?.isCompact).toBe(false);
    expect([identity?.info, identity?.alg, identity?.ppt]).toEqual([
      'https://biloxi.example.org/biloxi.cert',
      'ES256',
      'shaken',
    ]);
  });

  test('may be compact', () => {
    const [identity] = parseHeader(
      'Identity',
      '..rq3pjT1hoR-w_ak;info=<https://biloxi.example.org/biloxi.cert>',
    ).values;

    expect(identity?.digest).toBe('..rq3pjT1hoR-w_ak');
    expect(identity?.isCompact).toBe(true);
  });

  test('is a quoted signature in RFC 4474', () => {
    const { values, diagnostics } = parseHeader(
      'Identity',
      '"ZYNBbHC00VMZr2kZt6VmCvPonWJMGvQTBDqghoWeLxJfzB2a1pxAr3VgrB0SsSAa\r\n ifsRdiOPoQZYOy2wrVghuhcsMbHWUSFxI6p6q5TOQXHMmz6uEo3svJsSH49thyGn="',
    );

    expect(diagnostics.map(({ code }) => code)).toEqual(['identity-obsolete']);
    expect(values[0]?.quoted).toBe(true);
    expect(values[0]?.digest).toMatch(/SsSAaifsR.*thyGn=$/);
  });

  test.each([
    ['no parameters', full, 'identity-info'],
    ['base64', `a+b/c;info=<https://a.example>`, 'identity-digest'],
    ['two certificates', `${full};info=<https://a.example>;info=<https://a.example>`, 'parameter-form'],
    ['padding', `a.b.c=;info=<https://a.example>`, 'identity-digest'],
    ['no info', `${full};alg=ES256`, 'identity-info'],
    ['info not first', `${full};alg=ES256;info=<https://a.example>`, 'identity-info'],
    ['info without brackets', `${full};info="https://a.example"`, 'parameter-form'],
    ['a URI elsewhere', `${full};info=<https://a.example>;alg=<https://a.example>`, 'parameter-form'],
    ['a foreign character', `a%b;info=<https://a.example>`, 'identity-digest'],
    ['a blank inside', `abc def;info=<https://a.example>`, 'identity-digest'],
  ])('is wrong with %s', (_, text, code) => {
    expect(codes('Identity', text)).toEqual([code]);
  });

  test('is a signature without quotes in drafts, as RFC 4475 has it', () => {
    const { values, diagnostics } = parseHeader('Identity', 'r5mwreLuyDRYBi/0TiPw\r\n gkTa0Olvq0+t70=');

    expect(values[0]?.digest).toBe('r5mwreLuyDRYBi/0TiPwgkTa0Olvq0+t70=');
    expect(diagnostics.map(({ code }) => code)).toEqual(['identity-obsolete']);
  });

  test('keeps the token where the parameters are wrong', () => {
    expect(parseHeader('Identity', `${full};`).values[0]?.digest).toBe(full);
  });
});

describe('Identity-Info', () => {
  test('is a URI with the algorithm', () => {
    const { values, diagnostics } = parseHeader(
      'Identity-Info',
      '<https://atlanta.example.com/atlanta.cer>;alg=rsa-sha1',
    );

    expect(diagnostics).toEqual([]);
    expect(values[0]?.alg).toBe('rsa-sha1');
  });

  test('needs its brackets', () => {
    expect(codes('Identity-Info', 'https://atlanta.example.com/atlanta.cer')).toEqual(['uri-brackets']);
  });
});

describe('History-Info', () => {
  test('tells index, mapping and cause of every entry', () => {
    const { values, diagnostics } = parseHeader(
      'History-Info',
      '<sip:bob@example.com?Reason=SIP%3Bcause%3D302>;index=1,\r\n <sip:carol@domainc.com;cause=302>;index=1.1;mp=1, <tel:+1>;index=1.2;rc=1.1;np=1',
    );

    expect(diagnostics).toEqual([]);
    expect(values.map(({ index, rc, mp, np, cause }) => ({ index, rc, mp, np, cause }))).toEqual([
      { index: '1', rc: undefined, mp: undefined, np: undefined, cause: undefined },
      { index: '1.1', rc: undefined, mp: '1', np: undefined, cause: 302 },
      { index: '1.2', rc: '1.1', mp: undefined, np: '1', cause: undefined },
    ]);
  });

  test.each([
    ['no index', '<sip:a@b>', 'history-index'],
    ['leading zeros', '<sip:a@b>;index=1.01', 'history-index-zeros'],
    ['no number', '<sip:a@b>;index=1.a', 'parameter-form'],
    ['an empty place', '<sip:a@b>;index=1..1', 'parameter-form'],
    ['no brackets', 'sip:a@b;index=1', 'name-addr-brackets'],
    ['a mapping that is no index', '<sip:a@b>;index=1;mp=x', 'parameter-form'],
  ])('is wrong with %s', (_, text, code) => {
    expect(codes('History-Info', text)).toEqual([code]);
  });
});

describe('Diversion', () => {
  test('tells reason, counter, limit, privacy and screen', () => {
    const { values, diagnostics } = parseHeader(
      'Diversion',
      '<sip:b@h>;reason=user-busy;counter=1;privacy=full;screen=no;limit=5, "A" <sip:a@h>;reason="follow me"',
    );

    expect(diagnostics).toEqual([]);
    expect(values.map(({ uriText, reason, counter }) => ({ uriText, reason, counter }))).toEqual([
      { uriText: 'sip:b@h', reason: 'user-busy', counter: 1 },
      { uriText: 'sip:a@h', reason: 'follow me', counter: undefined },
    ]);
    expect([values[0]?.privacy, values[0]?.screen, values[0]?.limit]).toEqual(['full', 'no', 5]);
  });

  test.each([
    ['a counter of three digits', '<sip:a@h>;counter=100', 'parameter-form'],
    ['no brackets', 'sip:a@h;reason=away', 'name-addr-brackets'],
  ])('is wrong with %s', (_, text, code) => {
    expect(codes('Diversion', text)).toEqual([code]);
  });
});

describe('Remote-Party-ID', () => {
  test('tells party, kind, privacy and screen', () => {
    const { values, diagnostics } = parseHeader(
      'Remote-Party-ID',
      '"John" <sip:jdoe@foo.com>;party=calling;id-type=subscriber;privacy="full, uri-network";screen=yes',
    );
    const [party] = values;

    expect(diagnostics).toEqual([]);
    expect([party?.party, party?.idType, party?.screen]).toEqual(['calling', 'subscriber', 'yes']);
    expect(party?.privacy).toEqual(['full', 'uri-network']);
  });
});

describe('P-Asserted-Identity', () => {
  test('has addresses without parameters', () => {
    const { values, diagnostics } = parseHeader('P-Asserted-Identity', '"C" <sip:fluffy@cisco.com>, tel:+14085264000');

    expect(diagnostics).toEqual([]);
    expect(values.map(({ uriText }) => uriText)).toEqual(['sip:fluffy@cisco.com', 'tel:+14085264000']);
  });

  test('keeps a parameter, and tells of it', () => {
    const { values, diagnostics } = parseHeader('P-Preferred-Identity', '<sip:a@b>;verstat=TN-Validation-Passed');

    expect(values[0]?.params[0]?.value).toBe('TN-Validation-Passed');
    expect(diagnostics.map(({ code, detail }) => [code, detail])).toEqual([['parameter-unexpected', 'verstat']]);
  });
});

describe('Privacy', () => {
  test.each([
    ['id;critical', ['id', 'critical']],
    ['header, session ; none', ['header', 'session', 'none']],
  ])('has the values of %s', (text, values) => {
    expect(parseHeader('Privacy', text)).toMatchObject({ values, diagnostics: [] });
  });

  test('is wrong when empty', () => {
    expect(codes('Privacy', '')).toEqual(['token-list-syntax']);
  });
});
