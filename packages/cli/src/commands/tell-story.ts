import { AddressNames, checkPassports, formatStory, jsonText, tellCall } from '@sipscope/analyzer';
import { readCapture } from '../capture-input.ts';
import type { CommandRun } from '../command-table.ts';
import type { ExitStatus } from '../exit-status.ts';
import { readAliasOptions } from '../read-aliases.ts';
import { readCertificateOptions } from '../read-certificates.ts';
import { readPasswords } from '../read-passwords.ts';
import { chooseCall, readCallMessages } from './read-call.ts';

/** Prints the story of one call. */
export async function tellStory({ files, format, options, output, notices }: CommandRun): Promise<ExitStatus> {
  const [aliases, certificates] = [readAliasOptions(options), readCertificateOptions(options)];
  const passwords = readPasswords(options);
  return readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    media: options['no-media'] !== true,
    rereads: true,
    use: async (analysis, source) => {
      const call = chooseCall(analysis, options.call);
      const messages = await readCallMessages(call, analysis, source);
      const names = new AddressNames(aliases, analysis.facts.names);
      const verdicts = await checkPassports(messages, certificates);
      const streams = analysis.streamsOfCall(call.id);
      const story = tellCall(call, messages, {
        names,
        verdicts,
        passwords,
        streams,
        maskDigits: options['mask-digits'],
      });
      output.write(format === 'json' ? `${jsonText(story, 2)}\n` : formatStory(call, story));
    },
  });
}
