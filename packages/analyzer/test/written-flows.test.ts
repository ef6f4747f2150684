/** The flow that is written of a call is met by the capture that it was written of. */

import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { formatReport } from '../src/expect/format-report.ts';
import { readScript } from '../src/expect/script/read-script.ts';
import { writeFlow } from '../src/expect/write-flow.ts';
import { expectInCapture } from './flow/expect-in-capture.ts';
import { findFlows, openFlow } from './flow/find-flows.ts';

describe('the flow written of each call matches it', () => {
  for (const { file, title } of findFlows()) {
    test(`${title} (${file})`, async () => {
      const { capture } = openFlow(file);
      const written = await writeFlows(capture);

      const reports = [];
      for (const [call, text] of written) {
        reports.push(await expectInCapture(readScript('written.flow', text), capture, { call }));
      }

      const departed = reports.filter(({ matches }) => !matches);
      expect(departed.map(formatReport).join('\n')).toBe('');
    });
  }
});

async function writeFlows(capture: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const texts: Uint8Array[] = [];
  const analysis = await analyze([capture], { onMessage: (message, bytes) => (texts[message] = bytes.slice()) });
  const textOf = (message: number) => texts[message] ?? new Uint8Array();
  return new Map(
    [...analysis.calls()].map((call) => {
      const messages = analysis.messagesOfCall(call.id).map((message) => {
        const bytes = textOf(message);
        return { row: analysis.messageRow(message, bytes), index: analysis.frame(message).index, bytes };
      });
      return [call.id, writeFlow(call, messages)];
    }),
  );
}
