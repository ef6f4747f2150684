import { clipToWidth, displayWidth, padToWidth, visibleText } from '@sipscope/analyzer';
import type { Palette, Tint } from '../terminal/palette.ts';
import type { RowPrinter } from './row-printer.ts';
import type { TableColumn } from './table-columns.ts';

/** Rows seen before the widths of the columns are settled. */
const sampleRows = 500;
/** A column asks for no more than this, whatever stands in it. */
const widest = 60;
const gap = '  ';

type TablePrinterOptions = {
  readonly write: (text: string) => void;
  readonly palette: Palette;
  /** Columns of the terminal; absent where the table goes elsewhere and nothing needs to be cut. */
  readonly terminalWidth?: number;
};

type Cell = { readonly text: string; readonly tint: Tint | undefined };

/** Rows as a table: the widths of its columns come from the first rows and from the room there is. */
export class TablePrinter<Row> implements RowPrinter<Row> {
  readonly #columns: readonly TableColumn<Row>[];
  readonly #options: TablePrinterOptions;
  #waiting: Cell[][] = [];
  #widths: readonly number[] | undefined;

  constructor(columns: readonly TableColumn<Row>[], options: TablePrinterOptions) {
    this.#columns = columns;
    this.#options = options;
  }

  print(row: Row): void {
    const cells = this.#columns.map(({ text, tint }) => {
      return { text: visibleText(String(text(row) ?? '')), tint: tint?.(row) };
    });
    if (this.#widths !== undefined) {
      this.#writeRow(cells, this.#widths);
      return;
    }
    this.#waiting.push(cells);
    if (this.#waiting.length >= sampleRows) this.flush();
  }

  flush(): void {
    if (this.#waiting.length === 0) return;
    const rows = this.#waiting;
    this.#waiting = [];
    this.#widths = this.#settleWidths(rows);
    this.#writeRow(
      this.#columns.map(({ title }) => ({ text: title, tint: 'strong' })),
      this.#widths,
    );
    for (const cells of rows) this.#writeRow(cells, this.#widths);
  }

  end(): void {
    this.flush();
  }

  #settleWidths(rows: readonly (readonly Cell[])[]): readonly number[] {
    const widths = this.#columns.map(({ title }, index) => {
      // Every row has a cell a column.
      const cells = rows.map((cells) => displayWidth(cells[index]!.text));
      return Math.min(
        widest,
        cells.reduce((a, b) => Math.max(a, b), displayWidth(title)),
      );
    });
    const { terminalWidth } = this.#options;
    if (terminalWidth !== undefined) this.#shrink(widths, terminalWidth - gap.length * (widths.length - 1));
    return widths;
  }

  /** Takes a column at a time from the widest column that can give, until the row fits or none can. */
  #shrink(widths: number[], room: number): void {
    let excess = widths.reduce((a, b) => a + b, 0) - room;
    while (excess > 0) {
      let chosen = -1;
      for (const [index, { shrinksTo = widest }] of this.#columns.entries()) {
        // There is one width a column.
        if (widths[index]! > shrinksTo && (chosen < 0 || widths[index]! > widths[chosen]!)) chosen = index;
      }
      if (chosen < 0) return;
      widths[chosen]!--;
      excess--;
    }
  }

  #writeRow(cells: readonly Cell[], widths: readonly number[]): void {
    const { write, palette, terminalWidth } = this.#options;
    const line = cells.map(({ text, tint }, index) => {
      // There is one width and one column a cell.
      const width = widths[index]!;
      const isLast = index === cells.length - 1;
      const clipped = terminalWidth === undefined ? text : clipToWidth(text, width);
      const padded =
        isLast && this.#columns[index]!.align === undefined
          ? clipped
          : padToWidth(clipped, width, this.#columns[index]!.align);
      return tint === undefined || clipped === '' ? padded : palette(padded, tint);
    });
    write(`${line.join(gap).trimEnd()}\n`);
  }
}
