import { describe, expect, test } from 'vitest';
import { parseHeader } from '../index.ts';

describe('Event', () => {
  const event = (value: string) => parseHeader('Event', value).values[0];
  const codes = (value: string) => parseHeader('Event', value).diagnostics.map(({ code }) => code);

  test('has package, templates and id', () => {
    expect(event('presence.winfo.winfo;id=7')).toMatchObject({
      value: 'presence.winfo.winfo',
      package: 'presence',
      templates: ['winfo', 'winfo'],
      id: '7',
    });
  });

  test('has the rates of RFC 6446 and the profile of RFC 6080', () => {
    expect(event('dialog;max-rate=0.25;min-rate=1;adaptive-min-rate=100;shared')).toMatchObject({
      maxRate: 0.25,
      minRate: 1,
      adaptiveMinRate: undefined,
      shared: true,
    });
    expect(event('ua-profile;profile-type=device;vendor="v";effective-by=0')).toMatchObject({
      profileType: 'device',
      effectiveBy: 0,
    });
  });

  test.each([
    ['.winfo', 'event-type'],
    ['a..b', 'event-type'],
    ['dialog;max-rate=100', 'parameter-form'],
    ['dialog;shared=1', 'parameter-form'],
    ['ua-profile;vendor=v', 'parameter-quotes'],
    ['dialog;to-tag', 'parameter-form'],
  ])('%s is told of', (value, code) => {
    expect(codes(value)).toEqual([code]);
  });
});

describe('SubscriptionState', () => {
  const read = (value: string) => parseHeader('Subscription-State', value);

  test('has its reason and times', () => {
    expect(read('terminated;reason=probation;retry-after=30').values).toMatchObject([
      { value: 'terminated', reason: 'probation', retryAfter: 30, expires: undefined },
    ]);
    expect(read('active;expires=600').values[0]?.expires).toBe(600);
  });

  test('is told of where a time is no number', () => {
    expect(read('active;expires=soon').diagnostics.map(({ code }) => code)).toEqual(['parameter-form']);
    expect(read('active;expires=4294967296').diagnostics.map(({ code }) => code)).toEqual(['parameter-form']);
  });
});

describe('Allow-Events', () => {
  test('has a type at least, each without empty parts', () => {
    expect(parseHeader('Allow-Events', 'presence, presence.winfo').values).toEqual(['presence', 'presence.winfo']);
    expect(parseHeader('Allow-Events', '').diagnostics.map(({ code }) => code)).toEqual(['token-list-syntax']);
    expect(parseHeader('Allow-Events', 'a, b.').diagnostics.map(({ code }) => code)).toEqual(['event-type']);
  });
});
