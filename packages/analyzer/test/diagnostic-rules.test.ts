/** What the parser finds wrong by an RFC is told by a rule. */

import { type DiagnosticCode, diagnosticTable } from '@sipscope/parser';
import { expect, test } from 'vitest';
import { rules } from '../src/conformance.ts';

/** Not of the text of a message: how else they are told. */
const otherwise: ReadonlySet<DiagnosticCode> = new Set([
  // Bytes between messages: `Seen.skipped` has them, SIP-TRP-005 tells them.
  'framing-junk',
  // Nothing is said of a message whose end was not captured: G-TRUNC.
  'framing-cut-off',
  // There is no message to tell them of: diagnostics of the capture.
  'websocket-not-sip',
  'websocket-encoding',
] as const);

test('each diagnostic of a message that is an error is told by a rule', () => {
  const told = new Set(rules.flatMap((rule) => (rule.of === 'message' ? (rule.codes ?? []) : [])));
  const codes = Object.keys(diagnosticTable) as DiagnosticCode[];
  const isMessage = (code: DiagnosticCode): boolean => !diagnosticTable[code].class.startsWith('sdp');
  const untold = codes.filter(
    (code) => diagnosticTable[code].severity === 'error' && isMessage(code) && !told.has(code) && !otherwise.has(code),
  );

  expect(untold).toEqual([]);
});
