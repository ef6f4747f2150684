import { describe, expect, test } from 'vitest';
import { parseHeader, writePreferences } from '../index.ts';

describe('Preferences', () => {
  test('say what the contact must, and must not, be able to do', () => {
    const text = '*;audio;require;explicit';
    const [accept] = parseHeader('Accept-Contact', `${text}, *;video`).values;

    expect([accept?.require, accept?.explicit, accept?.features.map(({ tag }) => tag)]).toEqual([
      true,
      true,
      ['audio'],
    ]);
    expect(accept && writePreferences(accept)).toBe(text);
    expect(parseHeader('Reject-Contact', '*;actor="msg-taker";video').values[0]?.features).toHaveLength(2);
  });

  test('begin with an asterisk', () => {
    expect(parseHeader('Accept-Contact', 'x;audio').diagnostics.map(({ code }) => code)).toEqual(['value-form']);
  });

  test('of Feature-Caps hold features alone', () => {
    const codes = (value: string) => parseHeader('Feature-Caps', value).diagnostics.map(({ code }) => code);

    expect(codes('*;+sip.pns="apns";+sip.pnsreg="120";+g.3gpp.thig-path="<sip:a@b>";+x')).toEqual([]);
    expect(codes('*;+sip.pnsreg="soon"')).toEqual(['parameter-form']);
    expect(codes('*;+x=y')).toEqual(['parameter-form']);
    expect(codes('*;+1x')).toEqual(['feature-cap']);
    expect(codes('*;+x="<a<b>"')).toEqual(['parameter-form']);
    expect(codes('*;audio')).toEqual(['feature-cap']);
  });

  test('of Request-Disposition are of twelve words', () => {
    expect(parseHeader('Request-Disposition', 'proxy, no-fork').values).toEqual(['proxy', 'no-fork']);
    expect(parseHeader('Request-Disposition', 'drop').diagnostics.map(({ code }) => code)).toEqual(['value-form']);
  });
});
