import { describe, expect, test } from 'vitest';
import { parseHeader } from '../index.ts';

describe('AlertInfo', () => {
  test('has the number of the appearance and the parts of an alert URN', () => {
    const { values, diagnostics } = parseHeader(
      'Alert-Info',
      '<urn:alert:service:call-waiting>;appearance=2, <http://www.example.com/sounds/moo.wav>',
    );

    expect(values.map(({ appearance, alert }) => [appearance, alert])).toEqual([
      [2, ['service', 'call-waiting']],
      [undefined, undefined],
    ]);
    expect(diagnostics).toEqual([]);
  });

  test('is read, and told of, where its URI has no brackets or a name', () => {
    for (const text of ['http://example.com/ring', '"Ring" <http://example.com/ring>']) {
      const { values, diagnostics } = parseHeader('Alert-Info', text);

      expect(values.map(({ uriText }) => uriText)).toEqual(['http://example.com/ring']);
      expect(diagnostics.map(({ code }) => code)).toEqual(['uri-brackets']);
    }
  });
});

describe('CallInfo', () => {
  test('has purpose and mode', () => {
    const { values, diagnostics } = parseHeader(
      'Call-Info',
      '<http://wwww.example.com/alice/photo.jpg>;purpose=icon,<sip:456@z.b.com>;purpose=call-completion;m=NR',
    );

    expect(values.map(({ purpose, mode }) => [purpose, mode])).toEqual([
      ['icon', undefined],
      ['call-completion', 'NR'],
    ]);
    expect(diagnostics).toEqual([]);
  });
});

describe('ReferredBy', () => {
  test('has the Content-ID of its proof', () => {
    const read = (value: string) => parseHeader('Referred-By', value);

    expect(read('sip:r@ref.example;cid="2UWQFN309shb3@ref.example"').values[0]?.cid).toBe('2UWQFN309shb3@ref.example');
    expect(read('<sip:r@ref.example>;cid="<a@b>"').diagnostics.map(({ code }) => code)).toEqual(['parameter-form']);
  });
});

describe('ReferTo', () => {
  test('has the features that are asked for (RFC 4508 §3)', () => {
    const { values, diagnostics } = parseHeader('Refer-To', '<sip:a@b;method=INVITE>;isfocus;class="business"');

    expect(values[0]?.features.map(({ tag }) => tag)).toEqual(['isfocus', 'class']);
    expect(diagnostics).toEqual([]);
  });
});

describe('Refer-Events-At', () => {
  test('is a SIP URI between brackets', () => {
    const codes = (value: string) => parseHeader('Refer-Events-At', value).diagnostics.map(({ code }) => code);

    expect(codes('<sips:vPT3izGmo8NTxaPADRZvEAY22BKx@example.com;gr>')).toEqual([]);
    expect(codes('sip:wsXa9mkHtPcGu8@example.com')).toEqual(['uri-brackets']);
    expect(codes('<tel:+1>')).toEqual(['uri-not-sip']);
  });
});
