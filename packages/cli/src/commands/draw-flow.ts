import { AddressNames, buildLadder, formatLadder, type LadderFormat, jsonText } from '@sipscope/analyzer';
import { readCapture } from '../capture-input.ts';
import type { CommandRun } from '../command-table.ts';
import type { ExitStatus } from '../exit-status.ts';
import { readAliasOptions } from '../read-aliases.ts';
import { chooseCall, readCallMessages } from './read-call.ts';

/** Prints the ladder of one call. */
export async function drawFlow({
  files,
  format,
  options,
  output,
  notices,
  terminalWidth,
}: CommandRun): Promise<ExitStatus> {
  const aliases = readAliasOptions(options);
  return readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    media: options['no-media'] !== true,
    rereads: true,
    use: async (analysis, source) => {
      const call = chooseCall(analysis, options.call);
      const names = new AddressNames(aliases, analysis.facts.names);
      const messages = await readCallMessages(call, analysis, source);
      const ladder = buildLadder(call, messages, names, analysis.streamsOfCall(call.id));
      const drawing = {
        ascii: options.ascii ?? false,
        ...(terminalWidth === undefined ? {} : { columns: terminalWidth }),
      };
      // The format is one of the command's: JSON, or one of the ladder's.
      output.write(
        format === 'json' ? `${jsonText(ladder, 2)}\n` : formatLadder(ladder, format as LadderFormat, drawing),
      );
    },
  });
}
