import { describe, expect, test } from 'vitest';
import { bodyOf, crlf, messageWith, valueOf } from '../../test/body.ts';
import type { Multipart } from './multipart.ts';

const codes = (mediaType: string, content: string): readonly string[] =>
  bodyOf(mediaType, content).diagnostics.map(({ code }) => code);
const multipart = (mediaType: string, content: string): Multipart => valueOf('multipart', bodyOf(mediaType, content));
const texts = ({ parts }: Multipart): readonly string[] => parts.map(({ text }) => text);

describe('a multipart', () => {
  /** RFC 2046 §5.1.1, the example. */
  const simple = crlf(
    'This is the preamble.  It is to be ignored, though it',
    'is a handy place for composition agents to include an',
    'explanatory note to non-MIME conformant readers.',
    '',
    '--simple boundary',
    '',
    'This is implicitly typed plain US-ASCII text.',
    'It does NOT end with a linebreak.',
    '--simple boundary',
    'Content-type: text/plain; charset=us-ascii',
    '',
    'This is explicitly typed plain US-ASCII text.',
    'It DOES end with a linebreak.',
    '',
    '--simple boundary--',
    '',
    'This is the epilogue.  It is also to be ignored.',
  );

  test('has the parts between its boundary lines, whose line breaks are not theirs', () => {
    const value = multipart('multipart/mixed; boundary="simple boundary"', simple);

    expect(texts(value)).toEqual([
      'This is implicitly typed plain US-ASCII text.\r\nIt does NOT end with a linebreak.',
      'This is explicitly typed plain US-ASCII text.\r\nIt DOES end with a linebreak.\r\n',
    ]);
    expect(value.parts.map(({ mediaType }) => mediaType)).toEqual(['text/plain', 'text/plain']);
    expect([value.closed, value.subtype, value.diagnostics]).toEqual([true, 'mixed', []]);
  });

  test.each([
    ['LF alone', '--b\nContent-Type: text/plain\n\none\n--b\n\ntwo\n--b--\n', ['one', 'two'], ['mime-line-end']],
    ['no closing line', '--b\r\n\r\none\r\n--b\r\n\r\ntwo', ['one', 'two'], ['mime-close-missing']],
    ['blanks behind the boundary', '--b \t\r\n\r\none\r\n--b-- \r\n', ['one'], []],
    ['an empty part', '--b\r\n--b--', [''], []],
    ['a part with header fields alone', '--b\r\nX: y\r\n\r\n\r\n--b--', [''], []],
    ['a longer boundary within', '--b\r\n\r\none\r\n--bb\r\n--b--', ['one\r\n--bb'], []],
    ['its boundary within a line', '--b\r\n\r\none --b\r\n--b--', ['one --b'], []],
    ['a boundary line behind the closing one', '--b\r\n\r\none\r\n--b--\r\n--b\r\n\r\ntwo\r\n--b--', ['one'], []],
    ['no line that is its boundary', 'one\r\n--c\r\n', [], ['mime-boundary-unused']],
  ])('with %s', (_, content, parts, told) => {
    expect(texts(multipart('multipart/mixed;boundary=b', content))).toEqual(parts);
    expect(codes('multipart/mixed;boundary=b', content)).toEqual(told);
  });

  test('without a boundary has no parts', () => {
    expect(codes('multipart/mixed', '--b\r\n\r\n--b--')).toEqual(['mime-boundary-missing']);
    expect(bodyOf('multipart/mixed', '--b\r\n\r\n--b--').parts).toEqual([]);
  });

  test.each([
    ["a'()+_,-./:=?b", []],
    ['a b', []],
    ['a ', ['mime-boundary']],
    ['a{', ['mime-boundary']],
    ['a'.repeat(70), []],
    ['a'.repeat(71), ['mime-boundary']],
  ])('is found by the boundary %j', (boundary, told) => {
    const type = `multipart/mixed;boundary="${boundary}"`;
    const content = `--${boundary}\r\n\r\none\r\n--${boundary}--`;

    expect(texts(multipart(type, content))).toEqual(['one']);
    expect(codes(type, content)).toEqual(told);
  });

  test('takes parts from their boundaries, whatever their Content-Length says', () => {
    const content = '--b\r\nContent-Length: 1\r\n\r\none\r\n--b--';

    expect(texts(multipart('multipart/mixed;boundary=b', content))).toEqual(['one']);
    expect(codes('multipart/mixed;boundary=b', content)).toEqual(['mime-part-content-length']);
  });

  test('gives the bytes of an encoded part, and what they say', () => {
    const [first, second] = bodyOf(
      'multipart/mixed;boundary=b',
      crlf(
        '--b',
        'Content-Type: application/simple-message-summary',
        'Content-Transfer-Encoding: base64',
        '',
        'TWVzc2FnZXMtV2FpdGluZzogeWVz',
        '--b',
        'Content-Transfer-Encoding: Quoted-Printable',
        '',
        'gr=C3=BC=',
        '=C3=9F dich',
        '--b--',
      ),
    ).parts;

    expect(first?.bytes).toHaveLength(28);
    expect(valueOf('messageSummary', first).waiting).toBe(true);
    expect(second?.text).toBe('grüß dich');
  });

  test('tells the faults of encoded content at the place of the whole part', () => {
    const { body } = messageWith(
      'multipart/mixed;boundary=b',
      crlf('--b', 'Content-Type: application/sdp', 'Content-Transfer-Encoding: base64', '', 'eHg=', '--b--'),
    );

    const spans = new Set(body?.diagnostics.map(({ span }) => span.join()));
    expect(spans).toEqual(new Set([body?.parts[0]?.span.join()]));
    expect(body?.sdp).toBeUndefined();
  });

  test('that nests deeper than the limit is read down to it', () => {
    let content = 'text';
    for (let depth = 500; depth > 0; depth--)
      content = `--b${depth}\r\nContent-Type: multipart/mixed;boundary=b${depth + 1}\r\n\r\n${content}\r\n--b${depth}--`;
    const body = bodyOf('multipart/mixed;boundary=b1', content);

    let levels = 0;
    for (let part = body.parts[0]; part !== undefined; part = part.parts[0]) levels++;
    expect(levels).toBe(8);
    expect(body.diagnostics.map(({ code }) => code)).toEqual(['limit-body-depth']);
  });

  test('with more parts than the limit keeps those before it', () => {
    const value = multipart('multipart/mixed;boundary=b', '--b\r\n\r\n'.repeat(1000));

    expect(value.parts).toHaveLength(256);
    expect(value.diagnostics.map(({ code }) => code)).toEqual(['limit-body-parts']);
  });
});

describe('the root of a multipart', () => {
  const parts = crlf(
    '--b',
    'Content-Type: text/plain',
    'Content-ID: <1@h>',
    '',
    'plain',
    '--b',
    'Content-Type: text/html',
    'Content-ID: <2@h>',
    '',
    'html',
    '--b',
    'Content-Type: image/png',
    '',
    '',
    '--b--',
  );

  test.each([
    ['multipart/related;boundary=b;start="<2@h>"', 'html'],
    ['multipart/related;boundary=b;start="<3@h>"', 'plain'],
    ['multipart/related;boundary=b', 'plain'],
    ['multipart/alternative;boundary=b', 'html'],
    ['multipart/signed;boundary=b', 'plain'],
    ['multipart/mixed;boundary=b', 'plain'],
  ])('of %s is the %s part', (type, text) => {
    expect(multipart(type, parts).root?.text).toBe(text);
  });
});
