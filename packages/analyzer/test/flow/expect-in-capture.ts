import { analyze } from '../../src/analyze.ts';
import { expectFlow, type ExpectOptions } from '../../src/expect/expect-flow.ts';
import type { FlowReport } from '../../src/expect/flow-report.ts';
import type { Script } from '../../src/expect/script/script.ts';
import type { SessionRow } from '../../src/rows.ts';

/** Looks for a flow in a capture. */
export async function expectInCapture(
  script: Script,
  capture: Uint8Array,
  options: ExpectOptions = {},
): Promise<FlowReport> {
  const texts: Uint8Array[] = [];
  const sessions: SessionRow[] = [];
  const analysis = await analyze([capture], {
    ...script.given,
    readTexts: true,
    onMessage: (message, bytes) => (texts[message] = bytes.slice()),
    onSession: (row) => sessions.push(row),
  });
  return expectFlow(script, { analysis, sessions, read: (message) => texts[message] ?? new Uint8Array() }, options);
}
