import { type AnalyzeOptions, Anonymizer, matchesFilter } from '@sipscope/analyzer';
import { readCapture, type TellerName } from '../capture-input.ts';
import type { CommandRun } from '../command-table.ts';
import { FilterTimes } from '../filter-times.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { readLimit } from '../read-option.ts';
import { readPasswords } from '../read-passwords.ts';
import { usualRules } from '../usual-rules.ts';
import type { RowFormat } from '../rows/row-formats.ts';
import { rowPrinter } from '../rows/row-printer.ts';
import { RowsInOrder } from '../rows/rows-in-order.ts';
import type { RowKind, TableRows } from '../rows/table-columns.ts';

/** Prints the rows of one kind: messages as they come, the others when nothing more is expected of them. */
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
  const anonymizer = options.anonymize === true ? new Anonymizer() : undefined;
  const times = new FilterTimes(filter);
  const enough = new AbortController();
  let printed = 0;
  const print = (row: TableRows[RowKind]): void => {
    if (printed >= limit || (times.filter !== undefined && !matchesFilter(times.filter, row))) return;
    // The rows printed here are of the kind the printer was made for.
    printer.print((anonymizer?.row(row) ?? row) as TableRows[typeof kind]);
    if (++printed >= limit) enough.abort();
  };
  if (limit === 0) {
    printer.end();
    return exitStatus.ok;
  }

  const inOrder = new RowsInOrder(print);
  const hold = (row: TableRows[Exclude<RowKind, 'messages' | 'findings'>]): void =>
    inOrder.add(Number(row.id.slice(1)), row);
  const status = await readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    media: options['no-media'] !== true && tellsMedia.has(kind),
    passwords: readPasswords(options),
    ...(kind === 'findings' ? { rules: await usualRules() } : {}),
    maskDigits: options['mask-digits'] === true,
    enough: enough.signal,
    onPause: () => printer.flush(),
    ...times.before(tellers[kind](print, hold)),
    use: (analysis) => {
      inOrder.end();
      if (kind === 'kpis') for (const row of analysis.kpis()) print(row);
    },
  });
  printer.end();
  return status;
}

/** Kinds of rows in which there is something of media: for the others it need not be read. */
const tellsMedia: ReadonlySet<RowKind> = new Set(['calls', 'streams', 'findings']);

type Told = Pick<AnalyzeOptions, TellerName>;
type Print = (row: TableRows[RowKind]) => void;
type Hold = (row: TableRows[Exclude<RowKind, 'messages' | 'findings'>]) => void;

/** What is to be told for the rows of a kind: messages go out as they come, the others in the order in which they began. */
const tellers: Readonly<Record<RowKind, (print: Print, hold: Hold) => Told>> = {
  messages: (print) => ({ onMessage: (message, bytes, analysis) => print(analysis.messageRow(message, bytes)) }),
  transactions: (_, hold) => ({ onTransaction: hold }),
  dialogs: (_, hold) => ({ onDialog: hold }),
  calls: (_, hold) => ({ onCall: hold }),
  registrations: (_, hold) => ({ onRegistration: hold }),
  subscriptions: (_, hold) => ({ onSubscription: hold }),
  publications: (_, hold) => ({ onPublication: hold }),
  conversations: (_, hold) => ({ onConversation: hold }),
  streams: (_, hold) => ({ onStream: hold }),
  // Known when everything was read.
  kpis: () => ({}),
  findings: (print) => ({ onFinding: print }),
};
