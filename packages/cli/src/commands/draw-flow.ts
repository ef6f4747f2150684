import {
  type AddressNames,
  buildLadder,
  formatLadder,
  formatSipp,
  type LadderFormat,
  jsonText,
  SippError,
  type ToldCall,
} from '@sipscope/analyzer';
import path from 'node:path';
import { readCapture } from '../capture-input.ts';
import { usageError } from '../command-error.ts';
import type { CommandRun } from '../command-table.ts';
import type { ExitStatus } from '../exit-status.ts';
import { toldCall } from '../told-call.ts';
import { chooseCall } from './read-call.ts';

/** Prints the ladder of one call, or one side of it as a scenario. */
export async function drawFlow(run: CommandRun): Promise<ExitStatus> {
  const { files, options, output, notices } = run;
  if (options.hop !== undefined && !run.format.startsWith('sipp-'))
    throw usageError('--hop is of a SIPp scenario: it goes with --format sipp-uac or sipp-uas.');
  return readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    media: options['no-media'] !== true,
    rereads: true,
    use: async (analysis, source) => {
      const call = chooseCall(analysis, options.call);
      const { told, names } = await toldCall(call, { analysis, source, options });
      output.write(written(told, names, run));
    },
  });
}

/** The format is one of the command's: JSON, one of SIPp, or one of the ladder's. */
function written(told: ToldCall, names: AddressNames, { format, options, files, terminalWidth }: CommandRun): string {
  if (format === 'sipp-uac' || format === 'sipp-uas') return scenario(told, format, { options, files });
  const ladder = buildLadder(told.call, told.messages, names, told.streams);
  if (format === 'json') return `${jsonText(ladder, 2)}\n`;
  return formatLadder(ladder, format as LadderFormat, {
    ascii: options.ascii ?? false,
    ...(terminalWidth === undefined ? {} : { columns: terminalWidth }),
  });
}

function scenario(
  { call, messages }: ToldCall,
  format: 'sipp-uac' | 'sipp-uas',
  { options, files }: Pick<CommandRun, 'options' | 'files'>,
): string {
  const { hop = '1' } = options;
  if (!/^[1-9]\d{0,3}$/.test(hop)) throw usageError(`--hop is a number from 1 on; it cannot be "${hop}".`);
  const [file] = files;
  try {
    return formatSipp(call, messages, {
      side: format === 'sipp-uac' ? 'uac' : 'uas',
      hop: Number(hop),
      source: options.anonymize === true || file === undefined || file === '-' ? undefined : path.basename(file),
    });
  } catch (error) {
    if (error instanceof SippError) throw usageError(error.message);
    throw error;
  }
}
