import { analyze } from '../../src/analyze.ts';
import type { AnalyzeOptions } from '../../src/analysis.ts';
import type { MessageRow, Summary } from '../../src/rows.ts';
import { compile } from './compile.ts';
import { captureOf } from './flow-capture.ts';
import { type Labels, problemsOf } from './compare-rows.ts';
import { readScript } from './read-script.ts';
import { type Script, ScriptError } from './script.ts';

export type Flow = { readonly script: Script; readonly capture: Uint8Array; readonly labels: Labels };

/** Rows of all lists by name. */
export type FlowRows = { readonly lists: ReadonlyMap<string, readonly object[]>; readonly summary: Summary };

export function readFlow(file: string, text: string): Flow {
  const script = readScript(file, text);
  const packets = compile(script);
  const labels = new Map<string, { frame: number; seconds: number }>();
  for (const [index, { label, seconds }] of packets.entries()) {
    if (label !== undefined && !labels.has(label)) labels.set(label, { frame: index + 1, seconds });
  }
  return { script, capture: captureOf(packets), labels };
}

/** What is not as the script says, a line each: file, line, expected, got. */
export function problemsOfFlow({ script, labels }: Flow, rows: FlowRows): string[] {
  return script.expectations.flatMap((expectation) => {
    const list = expectation.list === 'summary' ? [rows.summary] : rows.lists.get(expectation.list);
    if (list === undefined)
      throw new ScriptError(script.file, expectation.line, `there is no list of ${expectation.list}`);
    const problems = problemsOf(expectation, list, labels);
    return problems.map(({ line, what }) => `${script.file}:${line}: ${what}`);
  });
}

/** As the analysis that keeps everything tells them when it is asked. */
export async function keptRows(capture: Uint8Array): Promise<FlowRows> {
  const messages: MessageRow[] = [];
  const analysis = await analyze([capture], {
    readTexts: true,
    onMessage: (message, bytes, soFar) => messages.push(soFar.messageRow(message, bytes)),
  });
  const lists = new Map<string, readonly object[]>([
    ['messages', messages],
    ['transactions', [...analysis.transactions()]],
    ['dialogs', [...analysis.dialogs()]],
    ['calls', [...analysis.calls()]],
  ]);
  return { lists, summary: analysis.summary() };
}

/** As the analysis that keeps nothing tells them when they are over, put in the order in which they began. */
export async function toldRows(capture: Uint8Array): Promise<FlowRows> {
  const lists = {
    messages: [] as object[],
    transactions: [] as { id: string }[],
    dialogs: [] as { id: string }[],
    calls: [] as { id: string }[],
  };
  const options: AnalyzeOptions = {
    keep: false,
    readTexts: true,
    onMessage: (message, bytes, soFar) => lists.messages.push(soFar.messageRow(message, bytes)),
    onTransaction: (row) => lists.transactions.push(row),
    onDialog: (row) => lists.dialogs.push(row),
    onCall: (row) => lists.calls.push(row),
  };
  const analysis = await analyze([capture], options);
  const number = ({ id }: { id: string }) => Number(id.replace(/\D/g, ''));
  for (const list of [lists.transactions, lists.dialogs, lists.calls]) list.sort((a, b) => number(a) - number(b));
  return { lists: new Map<string, readonly object[]>(Object.entries(lists)), summary: analysis.summary() };
}
