import { describe, expect, test } from 'vitest';
import { bodyOf, crlf, valueOf } from '../../test/body.ts';
import type { Cpim } from './cpim.ts';

const cpim = (...lines: readonly string[]): Cpim => valueOf('cpim', bodyOf('Message/CPIM', crlf(...lines)));

describe('a CPIM message', () => {
  /** RFC 3862 §5.1, the example. */
  test('says from whom, to whom, when and about what, and carries a MIME content', () => {
    const read = cpim(
      'From: MR SANDERS <im:piglet@100akerwood.com>',
      'To: Depressed Donkey <im:eeyore@100akerwood.com>',
      'DateTime: 2000-12-13T13:40:00-08:00',
      'Subject: the weather will be fine today',
      "Subject:;lang=fr beau temps prevu pour aujourd'hui",
      'NS: MyFeatures <mid:MessageFeatures@id.foo.com>',
      'Require: MyFeatures.VitalMessageOption',
      'MyFeatures.VitalMessageOption: Confirmation-requested',
      'MyFeatures.WackyMessageOption: Use-silly-font',
      '',
      'Content-type: text/xml; charset=utf-8',
      'Content-ID: <1234567890@foo.com>',
      '',
      '<body>',
      'Here is the text of my message.',
      '</body>',
    );

    expect(read.from).toMatchObject({ displayName: 'MR SANDERS', uriText: 'im:piglet@100akerwood.com' });
    expect(read.to.map(({ uriText }) => uriText)).toEqual(['im:eeyore@100akerwood.com']);
    expect(read).toMatchObject({
      cc: [],
      dateTime: '2000-12-13T13:40:00-08:00',
      subjects: [
        { text: 'the weather will be fine today', language: undefined },
        { text: "beau temps prevu pour aujourd'hui", language: 'fr' },
      ],
      namespaces: [{ prefix: 'MyFeatures', uri: 'mid:MessageFeatures@id.foo.com' }],
      require: ['MyFeatures.VitalMessageOption'],
      diagnostics: [],
    });
    expect(read.headers.at(-1)).toMatchObject({ name: 'MyFeatures.WackyMessageOption', value: 'Use-silly-font' });
    expect([read.content?.mediaType, read.content?.contentId, read.content?.value.kind]).toEqual([
      'text/xml',
      '1234567890@foo.com',
      'xml',
    ]);
  });

  test('takes escapes off', () => {
    expect(cpim(String.raw`Subject: a\tb\\c\u03A9\"\u12`, '', '', 'x').subjects[0]?.text).toBe('a\tb\\cΩ"u12');
  });

  test('tells of a line that is no header field, and of content that is not there', () => {
    expect(cpim('hello', '', '', '').diagnostics.map(({ code }) => code)).toEqual(['body-cpim-header']);
    expect(cpim('Subject: x').diagnostics.map(({ code }) => code)).toEqual(['body-cpim-content']);
    expect(cpim('Subject: x').content).toBeUndefined();
  });
});
