import { rowFields, csvRecord, jsonText } from '@sipscope/analyzer';
import type { Output } from '../terminal/output.ts';
import type { Palette } from '../terminal/palette.ts';
import type { RowFormat } from './row-formats.ts';
import { tableColumns, type RowKind, type TableRows } from './table-columns.ts';
import { TablePrinter } from './table-printer.ts';

/** Prints rows as they come. */
export type RowPrinter<Row> = {
  print(row: Row): void;
  /** The next row may be long in coming: what was kept back to look better goes out now. */
  flush(): void;
  /** There are no more rows. */
  end(): void;
};

export type RowPrinterOptions = {
  readonly output: Output;
  readonly palette: Palette;
  readonly terminalWidth?: number;
};

export function rowPrinter<Kind extends RowKind>(
  kind: Kind,
  format: RowFormat,
  { output, ...options }: RowPrinterOptions,
): RowPrinter<TableRows[Kind]> {
  const write = (text: string): void => output.write(text);
  switch (format) {
    case 'table':
      return new TablePrinter(tableColumns[kind], { ...options, write });
    case 'json':
      return jsonPrinter(write);
    case 'ndjson':
      return { print: (row) => write(`${jsonText(row)}\n`), flush() {}, end() {} };
    case 'csv':
      return csvPrinter(kind, write);
  }
}

/** One array, a row a line. */
function jsonPrinter(write: (text: string) => void): RowPrinter<unknown> {
  let before = '[\n';
  return {
    print(row) {
      write(before + jsonText(row));
      before = ',\n';
    },
    flush() {},
    end: () => write(before === ',\n' ? '\n]\n' : '[]\n'),
  };
}

/** A header line, then a record a row, with every field the kind of row can have. */
function csvPrinter<Kind extends RowKind>(kind: Kind, write: (text: string) => void): RowPrinter<TableRows[Kind]> {
  const fields = Object.keys(rowFields[kind]);
  write(csvRecord(fields));
  return {
    print(row) {
      const values = new Map<string, unknown>(Object.entries(row));
      write(csvRecord(fields.map((field) => values.get(field))));
    },
    flush() {},
    end() {},
  };
}
