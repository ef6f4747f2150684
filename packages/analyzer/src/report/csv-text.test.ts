import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRecord, csvText } from './csv-text.ts';

describe('csvRecord()', () => {
  test('quotes as RFC 4180 §2 asks', () => {
    expect(csvRecord(['a', 'b,c', 'say "hi"', 7, true, undefined])).toBe('a,"b,c","say ""hi""",7,true,\r\n');
  });

  test.each(['=1+1', '+441234', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
    'keeps a spreadsheet from calculating %j',
    (text) => {
      expect(csvRecord([text])).toMatch(/^"?'/);
    },
  );

  test('puts a list into one cell, and what has structure as JSON', () => {
    expect(csvRecord([[180, 183], [], { kind: 'blind' }, [{ dialog: 'd1' }]])).toBe(
      '180 183,,"{""kind"":""blind""}","[{""dialog"":""d1""}]"\r\n',
    );
  });

  test('is one line with as many cells as values, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (values) => {
        const record = csvRecord(values);

        expect(record.endsWith('\r\n')).toBe(true);
        expect(record.slice(0, -2)).not.toMatch(/[\p{Cc}]/u);
        expect(readCells(record.slice(0, -2))).toHaveLength(values.length);
      }),
    );
  });
});

describe('csvText()', () => {
  test('begins with the names of the columns', () => {
    expect(csvText(['a', 'b'], [{ a: 1 }, { b: 'x' }])).toBe('a,b\r\n1,\r\n,x\r\n');
  });
});

/** The cells of a record, read by RFC 4180's grammar. */
function readCells(record: string): readonly string[] {
  const cells: string[] = [];
  let rest = `,${record}`;
  while (rest !== '') {
    const cell = /^,(?:"((?:[^"]|"")*)"|([^",]*))/.exec(rest);
    if (cell === null) throw new Error(`no CSV record: ${record}`);
    cells.push(cell[1] ?? cell[2] ?? '');
    rest = rest.slice(cell[0].length);
  }
  return cells;
}
