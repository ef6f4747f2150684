import { describe, expect, test } from 'vitest';
import { excerptOf, underlined } from './excerpt.ts';

const text = 'BYE sip:a SIP/2.0\r\nVia: \u001b[31m é <x>\r\n folded\r\nTo: é\r\n\r\n';
const bytes = new TextEncoder().encode(text);

function shown(marked: string, columns: number = 80): readonly string[] {
  const start = Buffer.byteLength(text.slice(0, text.indexOf(marked)));
  const excerpt = excerptOf(bytes, [start, start + Buffer.byteLength(marked)]);
  return excerpt === undefined ? [] : [`${excerpt.line}:${excerpt.column}`, ...underlined(excerpt, columns)];
}

describe('excerptOf()', () => {
  test('gives the line, with the characters underlined, control characters written out', () => {
    expect(shown('<x>')).toEqual(['2:14', 'Via: \\x1b[31m é <x>', '                ^^^']);
    expect(shown('\u001b[31m')).toEqual(['2:6', 'Via: \\x1b[31m é <x>', '     ^^^^^^^^']);
  });

  test('shows the end of the line where that is meant', () => {
    expect(shown('a SIP/2.0\r\n')).toEqual(['1:9', 'BYE sip:a SIP/2.0\\r\\n', '        ^^^^^^^^^^^^^']);
  });

  test('counts further lines', () => {
    const start = text.indexOf('<x>') + 1;

    expect(excerptOf(bytes, [start, start + 13])).toMatchObject({ marked: '<x>\\r\\n', moreLines: 1 });
  });

  test('marks a place between two characters', () => {
    const excerpt = excerptOf(bytes, [3, 3])!;

    expect(underlined(excerpt, 80)).toEqual(['BYE sip:a SIP/2.0', '   ^']);
  });

  test.each([
    ['no place', undefined],
    ['a place behind the end', [bytes.length + 5, bytes.length + 9] as const],
  ])('takes %s', (_, span) => {
    expect(() => excerptOf(bytes, span)).not.toThrow();
  });
});

describe('underlined()', () => {
  const long = { line: 1, column: 1, before: 'b'.repeat(200), marked: 'MARKED', after: 'a'.repeat(200), moreLines: 0 };

  test.each([20, 40, 80])('clips to %i columns, what is underlined being seen', (columns) => {
    const [line, marks] = underlined(long, columns);

    expect(line.length).toBeLessThanOrEqual(columns);
    expect(line.slice(marks.indexOf('^'))).toMatch(/^MARKED/);
    expect(line).toMatch(/^…b.*a…$/);
  });

  test('clips what is underlined where it is longer than the line', () => {
    const [line, marks] = underlined({ ...long, marked: 'M'.repeat(300) }, 30);

    expect(line.length).toBeLessThanOrEqual(30);
    expect(marks.length).toBeLessThanOrEqual(30);
  });
});
