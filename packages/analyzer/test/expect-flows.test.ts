/** Each flow in `fixtures/flows`, read as an expectation, is met by the capture that is made of it, and by no capture that lacks a message of it. */

import { describe, expect, test } from 'vitest';
import { formatReport } from '../src/expect/format-report.ts';
import type { Step } from '../src/expect/script/script.ts';
import { compile } from './flow/compile.ts';
import { expectInCapture } from './flow/expect-in-capture.ts';
import { findFlows, openFlow } from './flow/find-flows.ts';
import { captureOf } from './flow/flow-capture.ts';

describe('a flow matches its own capture', () => {
  for (const { file, title } of findFlows()) {
    test(`${title} (${file})`, async () => {
      const { script, capture } = openFlow(file);

      const report = await expectInCapture(script, capture);

      expect(report.matches ? '' : formatReport(report)).toBe('');
    });
  }
});

describe('a flow does not match a capture that lacks one of its messages', () => {
  for (const { file, title } of findFlows()) {
    test(`${title} (${file})`, async () => {
      const { script } = openFlow(file);
      // What is seen of messages is at stake, not what is told of them.
      const flow = { ...script, expectations: [] };
      const packets = compile(script);
      const lines = new Set(script.steps.filter(isSentOnce).map(({ line }) => line));
      const sent = packets.filter(({ line }) => lines.has(line));
      // Another place in each flow, the same in every run.
      const lacking = sent[file.length % Math.max(1, sent.length)];
      if (lacking === undefined) return;

      const report = await expectInCapture(flow, captureOf(packets.filter((packet) => packet !== lacking)));

      expect(report.matches ? formatReport(report) : '').toBe('');
    });
  }
});

/** What is sent several times may be lost once. */
function isSentOnce({ what, options }: Step): boolean {
  if (what.kind === 'raw' || what.kind === 'rtp') return false;
  return options.againAfter === undefined && options.twiceAfter === undefined;
}
