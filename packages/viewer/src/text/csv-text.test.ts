import { expect, test } from 'vitest';
import { csvText } from './csv-text.ts';

test('csvText() quotes as RFC 4180 asks', () => {
  const rows = [
    { a: 'x,y', b: 'say "hi"', c: 'two\r\nlines' },
    { a: 'plain', c: 5 },
  ];

  expect(csvText(['a', 'b', 'c'], rows)).toBe('a,b,c\r\n"x,y","say ""hi""","two\r\nlines"\r\nplain,,5\r\n');
});

test.each([
  ['=cmd|calc', `"'=cmd|calc"`],
  ['+44', `"'+44"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  [['=a', 'b'], `"'=a b"`],
  [-1.5, '-1.5'],
  [true, 'true'],
])('csvText() writes %j so that no spreadsheet computes it', (value, written) => {
  expect(csvText(['a'], [{ a: value }])).toBe(`a\r\n${written}\r\n`);
});

test('csvText() shows control characters and never writes them', () => {
  expect(csvText(['a'], [{ a: '\u001B[31m\u0000\u009B' }])).toBe('a\r\n\\x1b[31m\\x00\\x9b\r\n');
});

test('csvText() writes lists with spaces and objects as JSON', () => {
  expect(csvText(['a', 'b'], [{ a: [1, 2], b: { c: 1 } }])).toBe('a,b\r\n1 2,"{""c"":1}"\r\n');
});
