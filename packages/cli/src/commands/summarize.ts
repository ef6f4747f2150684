import { csvRecord, jsonText } from '@sipscope/analyzer';
import type { Summary } from '@sipscope/analyzer';
import { readCaptureFile } from '../capture-input.ts';
import type { CommandRun } from '../command-table.ts';
import { exitStatus, worse, type ExitStatus } from '../exit-status.ts';
import type { RowFormat } from '../rows/row-formats.ts';
import { leavesWithPaths } from '../rows/leaves-with-paths.ts';
import { summaryText } from '../rows/summary-text.ts';
import type { Palette } from '../terminal/palette.ts';

/** Prints what is in each capture, in figures: a text, an object (a list of them for several captures), or pairs. */
export async function summarize({ files, format, output, notices, palette }: CommandRun): Promise<ExitStatus> {
  const summaries: { readonly file: string; readonly summary: Summary }[] = [];
  let status: ExitStatus = exitStatus.ok;
  for (const file of files) {
    const use = (analysis: { summary(): Summary }): void => void summaries.push({ file, summary: analysis.summary() });
    status = worse(status, await readCaptureFile(file, { output, notices, readTexts: true, use }));
  }
  // The format is one of the command's, and those are the formats of rows.
  if (summaries.length > 0) output.write(summariesText(summaries, format as RowFormat, palette));
  return status;
}

function summariesText(
  summaries: readonly { readonly file: string; readonly summary: Summary }[],
  format: RowFormat,
  palette: Palette,
): string {
  switch (format) {
    case 'table':
      return summaries.map(({ file, summary }) => summaryText(summary, file, palette)).join('\n');
    case 'json': {
      const [first, ...others] = summaries.map(({ summary }) => summary);
      return `${jsonText(others.length === 0 ? first : [first, ...others], 2)}\n`;
    }
    case 'ndjson':
      return summaries.map(({ summary }) => `${jsonText(summary)}\n`).join('');
    case 'csv':
      return csvRecord(['file', 'figure', 'value']) + summaries.map(csvRecords).join('');
  }
}

function csvRecords({ file, summary }: { readonly file: string; readonly summary: Summary }): string {
  return leavesWithPaths(summary)
    .map(([path, value]) => csvRecord([file, path, value]))
    .join('');
}
