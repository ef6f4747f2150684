import { csvRecord, type FieldType, jsonText, rowFields } from '@sipscope/analyzer';
import type { ListName } from '../lists.ts';
import type { RowFileFormat } from './row-export.ts';

export type Rows = Iterable<readonly object[]> | AsyncIterable<readonly object[]>;

/** What a file of rows is written of. */
export type RowsToWrite = {
  readonly list: ListName;
  /** Fields of the list, in the order of the columns; all, and of JSON what else a row has, where missing. */
  readonly columns?: readonly string[] | undefined;
  /** In their order, some at a time. */
  readonly rows: Rows;
  /** Name of the capture they are of; absent where nobody is to know. */
  readonly capture?: string | undefined;
};

type Fields = Readonly<Record<string, unknown>>;

const encoder = new TextEncoder();

/** A file of rows, piece after piece: as much is held as came at a time. Cells of CSV are safe to open in a spreadsheet. */
export async function* writeRows(
  format: RowFileFormat,
  what: RowsToWrite,
): AsyncGenerator<Uint8Array, void, undefined> {
  switch (format) {
    case 'csv':
      return yield* writeCsv(what);
    case 'json':
      return yield* writeJson(what);
    case 'ndjson':
      for await (const rows of what.rows) yield lines(rows.map((row) => `${jsonText(chosen(row, what))}\n`));
      return;
    case 'parquet': {
      const { writeParquet } = await import('./write-parquet.ts');
      return yield* writeParquet(what, columnsOf(what));
    }
  }
}

/** The columns, each with what its values are. */
function columnsOf({ list, columns }: RowsToWrite): readonly (readonly [name: string, type: FieldType])[] {
  const fields: Readonly<Record<string, FieldType>> = rowFields[list];
  const names = columns ?? Object.keys(fields);
  return names.flatMap((name) => (Object.hasOwn(fields, name) ? [[name, fields[name]!] as const] : []));
}

async function* writeCsv(what: RowsToWrite): AsyncGenerator<Uint8Array, void, undefined> {
  const columns = columnsOf(what).map(([name]) => name);
  yield encoder.encode(csvRecord(columns));
  for await (const rows of what.rows)
    yield lines(rows.map((row) => csvRecord(columns.map((column) => (row as Fields)[column]))));
}

/** One object: of which capture, and the rows, one a line. */
async function* writeJson(what: RowsToWrite): AsyncGenerator<Uint8Array, void, undefined> {
  const { capture, list } = what;
  const name = capture === undefined ? '' : `"capture":${jsonText(capture)},`;
  yield encoder.encode(`{${name}"list":"${list}","rows":[`);
  let before = '\n';
  for await (const rows of what.rows) {
    if (rows.length === 0) continue;
    yield lines([before, rows.map((row) => jsonText(chosen(row, what))).join(',\n')]);
    before = ',\n';
  }
  yield encoder.encode('\n]}\n');
}

function lines(texts: readonly string[]): Uint8Array {
  return encoder.encode(texts.join(''));
}

/** Only the columns, where some were chosen. */
function chosen(row: object, { columns }: RowsToWrite): object {
  if (columns === undefined) return row;
  const fields = row as Fields;
  return Object.fromEntries(columns.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
}
