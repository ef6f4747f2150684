import { describe, expect, test } from 'vitest';
import { parseHeader } from '../index.ts';

const codes = (reading: { diagnostics: readonly { code: string }[] }) => reading.diagnostics.map(({ code }) => code);

describe('MediaType', () => {
  test('has boundary and charset', () => {
    const [type] = parseHeader('Content-Type', 'Multipart/Mixed; boundary="a b"; charset=utf-8').values;

    expect([type?.essence, type?.boundary, type?.charset]).toEqual(['multipart/mixed', 'a b', 'utf-8']);
  });

  test('has no parameter without a value', () => {
    expect(codes(parseHeader('Content-Type', 'text/plain;charset'))).toEqual(['media-type-syntax']);
  });

  test.each([`boundary=${'x'.repeat(71)}`, 'boundary="a "', 'boundary="é"'])('is told of where %s is none', (param) => {
    expect(codes(parseHeader('Content-Type', `multipart/mixed;${param}`))).toEqual(['parameter-form']);
  });
});

describe('MediaRange', () => {
  test('has its preference, 1 where nothing is said', () => {
    const { values, diagnostics } = parseHeader('Accept', 'application/sdp;level=1, text/*;q=0.5, */*;q=0.1;x');

    expect(values.map(({ essence, q }) => [essence, q])).toEqual([
      ['application/sdp', 1],
      ['text/*', 0.5],
      ['*/*', 0.1],
    ]);
    expect(diagnostics).toEqual([]);
    expect(codes(parseHeader('Accept', 'a/b;q=2'))).toEqual(['parameter-form']);
    expect(codes(parseHeader('Accept', ''))).toEqual([]);
  });
});

describe('Preference', () => {
  test('is a coding or a range of languages', () => {
    expect(parseHeader('Accept-Encoding', 'gzip;q=1.0, *;q=0').values.map(({ value, q }) => [value, q])).toEqual([
      ['gzip', 1],
      ['*', 0],
    ]);
    const languages = parseHeader('Accept-Language', 'da, en-gb;q=0.8, es-419, *');
    expect(languages.values.map(({ value }) => value)).toEqual(['da', 'en-gb', 'es-419', '*']);
    expect(codes(languages)).toEqual([]);
    expect(codes(parseHeader('Accept-Language', 'en_US'))).toEqual(['language-tag']);
  });
});

describe('ContentDisposition', () => {
  test('is required unless handling says optional', () => {
    const required = (value: string) => parseHeader('Content-Disposition', value).values[0]?.isRequired;

    expect(['session', 'session;handling=required', 'render;handling=OPTIONAL'].map(required)).toEqual([
      true,
      true,
      false,
    ]);
    const [attachment] = parseHeader('Content-Disposition', 'attachment;filename="a.s7m";handling=optional').values;
    expect([attachment?.value, attachment?.filename, attachment?.handling]).toEqual([
      'attachment',
      'a.s7m',
      'optional',
    ]);
  });
});

describe('Content-ID', () => {
  test('is what stands between the brackets', () => {
    expect(parseHeader('Content-ID', '<1234@[2001:db8::1]>')).toMatchObject({
      values: ['1234@[2001:db8::1]'],
      diagnostics: [],
    });
    for (const text of ['a@b', '<a>', '<a@b', '<.a@b>', '<a@b c>'])
      expect(codes(parseHeader('Content-ID', text))).toEqual(['content-id-syntax']);
  });
});
