import { checkPassports, formatStory, jsonText, tellCall } from '@sipscope/analyzer';
import { readCapture } from '../capture-input.ts';
import type { CommandRun } from '../command-table.ts';
import type { ExitStatus } from '../exit-status.ts';
import { readCertificateOptions } from '../read-certificates.ts';
import { readPasswords } from '../read-passwords.ts';
import { toldCall } from '../told-call.ts';
import { chooseCall } from './read-call.ts';

/** Prints the story of one call. */
export async function tellStory({ files, format, options, output, notices }: CommandRun): Promise<ExitStatus> {
  const certificates = readCertificateOptions(options);
  const passwords = readPasswords(options);
  return readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    media: options['no-media'] !== true,
    rereads: true,
    use: async (analysis, source) => {
      const { told, names } = await toldCall(chooseCall(analysis, options.call), { analysis, source, options });
      const { call, messages, streams } = told;
      const verdicts = await checkPassports(messages, certificates);
      const story = tellCall(call, messages, {
        names,
        verdicts,
        passwords,
        streams,
        maskDigits: options['mask-digits'] === true || options.anonymize === true,
      });
      output.write(format === 'json' ? `${jsonText(story, 2)}\n` : formatStory(call, story));
    },
  });
}
