import { csvRecord, jsonText } from '@sipscope/analyzer';
import type { Summary } from '@sipscope/analyzer';
import { readCapture } from '../capture-input.ts';
import type { CommandRun } from '../command-table.ts';
import type { ExitStatus } from '../exit-status.ts';
import { readAliasOptions } from '../read-aliases.ts';
import { readPasswords } from '../read-passwords.ts';
import type { RowFormat } from '../rows/row-formats.ts';
import { leavesWithPaths } from '../rows/leaves-with-paths.ts';
import { summaryText } from '../rows/summary-text.ts';
import type { Palette } from '../terminal/palette.ts';

/** Prints what is in the capture, in figures: a text, an object, or pairs. */
export async function summarize({ files, format, options, output, notices, palette }: CommandRun): Promise<ExitStatus> {
  return readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    media: options['no-media'] !== true,
    passwords: readPasswords(options),
    aliases: readAliasOptions(options),
    readTexts: true,
    tellsOtherTraffic: true,
    // The format is one of the command's, and those are the formats of rows.
    use: (analysis) => output.write(summaryIn(format as RowFormat, analysis.summary(), files, palette)),
  });
}

function summaryIn(format: RowFormat, summary: Summary, files: readonly string[], palette: Palette): string {
  const title = files.length === 1 ? (files[0] ?? '') : `${files.length} files`;
  switch (format) {
    case 'table':
      return summaryText(summary, title, palette);
    case 'json':
      return `${jsonText(summary, 2)}\n`;
    case 'ndjson':
      return `${jsonText(summary)}\n`;
    case 'csv':
      return csvRecord(['file', 'figure', 'value']) + csvRecords(title, summary);
  }
}

function csvRecords(file: string, summary: Summary): string {
  return leavesWithPaths(summary)
    .map(([path, value]) => csvRecord([file, path, value]))
    .join('');
}
