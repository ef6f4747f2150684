import {
  type AddressNames,
  type Analysis,
  Anonymizer,
  buildFlow,
  buildLadder,
  formatLadder,
  formatSipp,
  type KnownToLadder,
  type Ladder,
  type LadderFormat,
  jsonText,
  SippError,
  type ToldCall,
} from '@sipscope/analyzer';
import path from 'node:path';
import { type CaptureSource, readCapture } from '../capture-input.ts';
import { usageError } from '../command-error.ts';
import type { CommandRun } from '../command-table.ts';
import type { ExitStatus } from '../exit-status.ts';
import { toldCall } from '../told-call.ts';
import { chooseCall } from './read-call.ts';

/** Prints the ladder of one call, of several in one picture, or one side of a call as a scenario. */
export async function drawFlow(run: CommandRun): Promise<ExitStatus> {
  const { files, options, output, notices, format } = run;
  const isScenario = format === 'sipp-uac' || format === 'sipp-uas';
  if (options.hop !== undefined && !isScenario)
    throw usageError('--hop is of a SIPp scenario: it goes with --format sipp-uac or sipp-uas.');
  const asked = [...new Set(options.call)];
  if (asked.length > 1 && isScenario) throw usageError('A SIPp scenario is of one call: name one with --call.');
  return readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    media: options['no-media'] !== true,
    rereads: true,
    use: async (analysis, source) => {
      const anonymizer = new Anonymizer();
      const { told, names } = await toldCalls(asked, { analysis, source, options, anonymizer });
      const [only] = told;
      if (isScenario && only !== undefined) output.write(scenario(only, format, { options, files }));
      else output.write(written(ladderOf(told, names, knownOf(told, analysis, run, anonymizer)), run));
    },
  });
}

type Source = {
  readonly analysis: Analysis;
  readonly source: CaptureSource;
  readonly options: CommandRun['options'];
  readonly anonymizer: Anonymizer;
};

/** Those that were asked for, each once, in the order of the capture. */
async function toldCalls(
  asked: readonly string[],
  given: Source,
): Promise<{ readonly told: readonly ToldCall[]; readonly names: AddressNames }> {
  const wanted = asked.length === 0 ? [undefined] : asked.map((call) => [call]);
  const calls = new Map(wanted.map((call) => chooseCall(given.analysis, call)).map((call) => [call.id, call]));
  const ordered = [...calls.values()].toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
  const all = await Promise.all(ordered.map(async (call) => toldCall(call, given)));
  const [first] = all;
  if (first === undefined) throw new RangeError('At least one call is told.');
  return { told: all.map(({ told }) => told), names: first.names };
}

function ladderOf(told: readonly ToldCall[], names: AddressNames, known: KnownToLadder): Ladder {
  const [only, ...others] = told;
  if (only !== undefined && others.length === 0)
    return buildLadder(only.call, only.messages, names, only.streams, known);
  const messages = told
    .flatMap((one) => one.messages)
    .toSorted((a, b) => a.row.frame - b.row.frame || a.index - b.index);
  const calls = told.map(({ call }) => call);
  return buildFlow(calls, messages, { ...known, names, streams: told.flatMap(({ streams }) => streams) });
}

/** What the analysis tells of the messages beside their texts. */
function knownOf(
  told: readonly ToldCall[],
  analysis: Analysis,
  { options }: CommandRun,
  anonymizer: Anonymizer,
): KnownToLadder {
  const ids = new Set(told.flatMap(({ messages }) => messages.flatMap(({ row }) => row.transaction ?? [])));
  const transactions = [...ids].flatMap((id) => analysis.transaction(id) ?? []);
  return {
    transactions: options.anonymize === true ? transactions.map((row) => anonymizer.row(row)) : transactions,
    captured: analysis.facts,
  };
}

/** The format is JSON, or one of the ladder's. */
function written(ladder: Ladder, { format, options, terminalWidth }: CommandRun): string {
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
