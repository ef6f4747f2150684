import { formatStory, jsonText, tellCall } from '@sipscope/analyzer';
import { readCapture } from '../capture-input.ts';
import type { CommandRun } from '../command-table.ts';
import type { ExitStatus } from '../exit-status.ts';
import { chooseCall, readCallMessages } from './read-call.ts';

/** Prints the story of one call. */
export async function tellStory({ files, format, options, output, notices }: CommandRun): Promise<ExitStatus> {
  return readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    rereads: true,
    use: async (analysis, source) => {
      const call = chooseCall(analysis, options.call);
      const story = tellCall(call, await readCallMessages(call, analysis, source));
      output.write(format === 'json' ? `${jsonText(story, 2)}\n` : formatStory(call, story));
    },
  });
}
