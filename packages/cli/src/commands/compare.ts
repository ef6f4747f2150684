import {
  type CallComparison,
  type CallToCompare,
  type CaptureComparison,
  type CaptureToCompare,
  compareCalls,
  compareCaptures,
  jsonText,
} from '@sipscope/analyzer';
import { readCapture } from '../capture-input.ts';
import { usageError } from '../command-error.ts';
import type { CommandRun } from '../command-table.ts';
import { exitStatus, type ExitStatus, worse } from '../exit-status.ts';
import { usualRules } from '../usual-rules.ts';
import { callComparisonText, captureComparisonText } from './comparison-text.ts';
import { chooseCall, oneCall, readCallMessages } from './read-call.ts';

/**
 * Holds two captures against each other; with `--call` or `--with`, a call of the first against one of the second, or of the same where one file is given. The exit
 * status is 1 where something differs that matters.
 */
export async function compare(run: CommandRun): Promise<ExitStatus> {
  const { files, options, format, output } = run;
  const [left = '', right = left] = files;
  const isOfCalls = options.call !== undefined || options.with !== undefined;
  if (!isOfCalls && files.length < 2)
    throw usageError('compare needs two captures, or two calls of one: sipscope compare a.pcap --call c1 --with c2');
  if (left === '-' && right === '-') throw usageError('Only one of two captures can come from stdin.');
  const [one, other] = [new Held(), new Held()];
  const rules = await usualRules();
  const first = await read(run, left, { held: one, call: options.call, isOfCalls, rules });
  const second = await read(run, right, {
    held: other,
    call: options.with === undefined ? options.call : [options.with],
    isOfCalls,
    rules,
  });
  const status = worse(first, second);
  const comparison = compared(one, other);
  if (comparison === undefined) return status;
  const isJson = format === 'json';
  if ('messages' in comparison) output.write(isJson ? `${jsonText(comparison, 2)}\n` : callComparisonText(comparison));
  else output.write(isJson ? `${jsonText(comparison, 2)}\n` : captureComparisonText(comparison));
  return comparison.isSame ? status : worse(status, exitStatus.found);
}

/** What was read of one side. */
class Held {
  call: CallToCompare | undefined;
  capture: CaptureToCompare | undefined;
}

function compared(one: Held, other: Held): CallComparison | CaptureComparison | undefined {
  if (one.call !== undefined && other.call !== undefined) return compareCalls(one.call, other.call);
  if (one.capture === undefined || other.capture === undefined) return undefined;
  return compareCaptures(one.capture, other.capture);
}

type Side = {
  readonly held: Held;
  readonly call: readonly string[] | undefined;
  readonly isOfCalls: boolean;
  readonly rules: Awaited<ReturnType<typeof usualRules>>;
};

async function read({ options, output, notices }: CommandRun, file: string, side: Side): Promise<ExitStatus> {
  const { held, isOfCalls, rules } = side;
  return readCapture([file], {
    output,
    notices,
    keyLog: options.keylog,
    media: options['no-media'] !== true,
    ...(isOfCalls && { rereads: true as const }),
    readTexts: true,
    rules,
    use: async (analysis, source) => {
      if (!isOfCalls) {
        held.capture = { summary: analysis.summary(), findings: analysis.findingGroups() };
        return;
      }
      const wanted = oneCall(side.call);
      const call = chooseCall(analysis, wanted === undefined ? undefined : [wanted]);
      held.call = {
        call,
        messages: await readCallMessages(call, analysis, source),
        findings: [...analysis.findings()].filter((finding) => finding.call === call.id),
        streams: analysis.streamsOfCall(call.id),
      };
    },
  });
}
