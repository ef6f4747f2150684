import { compile } from './compile.ts';
import { captureOf, startSeconds } from './flow-capture.ts';
import { type Labels, problemsOf } from '../../src/expect/compare-rows.ts';
import type { FlowRows } from './read-flow-rows.ts';
import { readScript } from '../../src/expect/script/read-script.ts';
import { type Script, ScriptError } from '../../src/expect/script/script.ts';
import type { Stories } from './tell-stories.ts';

export type Flow = { readonly script: Script; readonly capture: Uint8Array; readonly labels: Labels };

/** `readBeside` gives the text of another file in the flow's folder. */
export function readFlow(file: string, text: string, readBeside?: (name: string) => string): Flow {
  const script = readScript(file, text, readBeside);
  const packets = compile(script);
  const labels = new Map<string, { frame: number; seconds: number }>();
  for (const [index, { label, seconds }] of packets.entries()) {
    if (label !== undefined && !labels.has(label)) labels.set(label, { frame: index + 1, seconds });
  }
  return { script, capture: captureOf(packets), labels };
}

/** What is not as the script says, a line each: file, line, expected, got. */
export function problemsOfFlow({ script, labels }: Flow, { lists, summary }: FlowRows, stories: Stories): string[] {
  const all: Readonly<Record<string, readonly object[]>> = { ...lists, ...stories, summary: [summary] };
  return script.expectations.flatMap((expectation) => {
    const { list, line } = expectation;
    const rows = all[list];
    if (rows === undefined) throw new ScriptError(script.file, line, `there is no list of ${list}`);
    return problemsOf(expectation, rows, { labels, startSeconds }).map(
      (one) => `${script.file}:${one.line}: ${one.what}`,
    );
  });
}
