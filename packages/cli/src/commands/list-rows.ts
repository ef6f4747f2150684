import { matchesFilter, type Analysis } from '@sipscope/analyzer';
import { readCapture } from '../capture-input.ts';
import type { CommandRun } from '../command-table.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { readLimit } from '../read-option.ts';
import type { RowFormat } from '../rows/row-formats.ts';
import { rowPrinter } from '../rows/row-printer.ts';
import type { RowKind, TableRows } from '../rows/table-columns.ts';

/** Rows printed before the reader is given time to take them. */
const rowsBetweenPauses = 1000;

/** Prints the rows of one kind: messages as they come, the others when all is known. */
export async function listRows(kind: RowKind, run: CommandRun): Promise<ExitStatus> {
  const { output, notices, files, options } = run;
  // Its grammar is loaded where there is one: it takes as long as reading a small capture.
  const filter =
    options.filter === undefined ? undefined : (await import('../read-filter.ts')).readFilter(options, kind);
  const limit = readLimit(options);
  // The format is one of the command's, and those are the formats of rows.
  const printer = rowPrinter(kind, run.format as RowFormat, {
    output,
    palette: run.palette,
    ...(run.terminalWidth === undefined ? {} : { terminalWidth: run.terminalWidth }),
  });
  const enough = new AbortController();
  let printed = 0;
  const print = (row: TableRows[RowKind]): void => {
    if (printed >= limit || (filter !== undefined && !matchesFilter(filter, row))) return;
    // The rows printed here are of the kind the printer was made for.
    printer.print(row as TableRows[typeof kind]);
    if (++printed >= limit) enough.abort();
  };
  if (limit === 0) {
    printer.end();
    return exitStatus.ok;
  }

  const status = await readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    onPause: () => printer.flush(),
    ...(kind === 'messages'
      ? { enough: enough.signal, onMessage: (message, bytes, analysis) => print(analysis.messageRow(message, bytes)) }
      : {}),
    use: async (analysis) => {
      if (kind !== 'messages') await printAll(rowsOf(analysis, kind), print, run, enough.signal);
    },
  });
  printer.end();
  return status;
}

async function printAll<Row>(
  rows: Iterable<Row>,
  print: (row: Row) => void,
  { output }: CommandRun,
  enough: AbortSignal,
): Promise<void> {
  let untilPause = rowsBetweenPauses;
  for (const row of rows) {
    print(row);
    if (enough.aborted || output.closed.aborted) return;
    if (--untilPause > 0) continue;
    untilPause = rowsBetweenPauses;
    await output.drain();
  }
}

function rowsOf(analysis: Analysis, kind: Exclude<RowKind, 'messages'>): Iterable<TableRows[RowKind]> {
  switch (kind) {
    case 'transactions':
      return analysis.transactions();
    case 'dialogs':
      return analysis.dialogs();
    case 'calls':
      return analysis.calls();
  }
}
