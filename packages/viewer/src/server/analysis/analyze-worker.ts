/**
 * The process of one analysis: reads a capture, writes its rows, tells how far it is. Started by `run-analysis.ts` with
 * a task as its argument; ends when the server that started it is gone.
 */
import { type AnalyzeProgress, type Analysis, type Summary } from '@sipscope/analyzer';
import { chooseRules, rules } from '@sipscope/analyzer/conformance';
import { analyzeCapture, CaptureError, openCapture, readKeyLogFile } from '@sipscope/analyzer/node';
import { captureCounts, captureProblems } from '../../api/capture-contents.ts';
import type { CaptureProblem } from '../../api/captures.ts';
import { RowWriter } from '../rows/row-writer.ts';
import type { AnalysisMessage, AnalysisTask } from './analysis-messages.ts';

// What stands below the wait for the analysis is not there while it runs.
const progressEveryMs = 200;

const outOfTimeProblem: CaptureProblem = {
  code: 'limit-time',
  message: 'The analysis took longer than allowed and was stopped: what was read until then is shown.',
};

const cancelledProblem: CaptureProblem = {
  code: 'analysis-cancelled',
  message: 'The analysis was stopped before its end: what was read until then is shown.',
};

process.on('disconnect', () => process.exit(0));
const enough = new AbortController();
// There is but one request.
process.on('message', () => enough.abort());

// The server hands over exactly this argument.
const task = JSON.parse(process.argv[2] ?? '{}') as AnalysisTask;
try {
  await tell(await analyzeInto(task));
} catch (error) {
  await tell(
    error instanceof CaptureError
      ? { kind: 'refused', problem: { code: error.code, message: error.message } }
      : { kind: 'crashed', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) },
  );
}
process.disconnect();

async function analyzeInto(given: AnalysisTask): Promise<AnalysisMessage> {
  const { captureFile, keyLogFile, partFile, rowsFile, judges, media, budgetMs } = given;
  const outOfTime = AbortSignal.timeout(budgetMs);
  const capture = await openCapture(captureFile);
  try {
    const rows = await RowWriter.create(partFile);
    const analysis = await analyzeCapture(capture, {
      signal: AbortSignal.any([outOfTime, enough.signal]),
      keep: false,
      readTexts: true,
      rules: judges ? chooseRules(rules, {}) : undefined,
      media,
      keyLog: keyLogFile === undefined ? undefined : await readKeyLogFile(keyLogFile),
      // Of a compressed capture, the stored bytes: those are what the file's size counts.
      onProgress: progressTeller(() => capture.bytesRead),
      onMessage: (message, bytes, soFar) => {
        const row = soFar.messageRow(message, bytes);
        rows.addMessage(row, soFar.frame(message).index, soFar.place(message));
      },
      onTransaction: (row) => rows.add('transactions', row, placeInList(row)),
      onDialog: (row) => rows.add('dialogs', row, placeInList(row)),
      onCall: (row) => rows.add('calls', row, placeInList(row)),
      onRegistration: (row) => rows.add('registrations', row, placeInList(row)),
      onSubscription: (row) => rows.add('subscriptions', row, placeInList(row)),
      onPublication: (row) => rows.add('publications', row, placeInList(row)),
      onConversation: (row) => rows.add('conversations', row, placeInList(row)),
      onFinding: (row) => rows.add('findings', row),
      onStream: (row, series) => rows.addStream(row, series, placeInList(row)),
    });
    for (const row of analysis.kpis()) rows.add('kpis', row);
    const summary = analysis.summary();
    await rows.finish(summary, analysis.findingGroups(), rowsFile);
    return outcome(analysis, summary, outOfTime.aborted);
  } finally {
    await capture.close();
  }
}

/** Rows come when nothing more is expected of them; their ids count from 1 in the order in which they began. */
function placeInList({ id }: { readonly id: string }): number {
  return Number(id.slice(1)) - 1;
}

function outcome(analysis: Analysis, summary: Summary, stopped: boolean): AnalysisMessage {
  return {
    kind: 'done',
    facts: analysis.facts,
    counts: captureCounts(summary, analysis.findingGroups()),
    problems: [
      ...(stopped ? [outOfTimeProblem] : []),
      ...(enough.signal.aborted ? [cancelledProblem] : []),
      ...captureProblems(summary),
    ],
  };
}

function progressTeller(bytesRead: () => number): (progress: AnalyzeProgress) => void {
  let toldAt = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - toldAt < progressEveryMs) return;
    toldAt = now;
    process.send?.({ kind: 'progress', progress: { ...progress, bytesRead: bytesRead() } } satisfies AnalysisMessage);
  };
}

async function tell(message: AnalysisMessage): Promise<void> {
  await new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
}
