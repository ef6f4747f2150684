import { messageDetail, jsonText } from '@sipscope/analyzer';
import { readMessageFile } from '../message-input.ts';
import type { CommandRun } from '../command-table.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { treeText } from '../rows/tree-text.ts';

/** Prints one message as a tree, and what of its text departs from the grammar. */
export async function parseMessage({ files, format, output, palette }: CommandRun): Promise<ExitStatus> {
  // The command takes exactly one file.
  const bytes = await readMessageFile(files[0]!);
  const detail = await messageDetail(bytes);
  output.write(format === 'json' ? `${jsonText(detail, 2)}\n` : treeText(detail, bytes, palette));
  return exitStatus.ok;
}
