import { describe, expect, test } from 'vitest';
import { describeDiagnostic, parseHeader } from '../index.ts';
import { grammarRule, grammarRules } from './grammar-rules.ts';
import { stops } from './stops.gen.ts';

describe('grammarRules()', () => {
  test("have the ABNF's name, its text and its place in an RFC", () => {
    expect(grammarRule('via-parm')).toMatchObject({
      name: 'via-parm',
      rule: 'viaParm',
      rfc: 3261,
      section: '25.1',
      abnf: expect.stringContaining('sent-protocol LWS sent-by *( SEMI via-params )'),
    });
  });

  test('are found by the name a diagnostic gives', () => {
    const text = 'SIP/2.0/UDP';
    const [diagnostic] = parseHeader('Via', text).diagnostics;
    const { rule } = describeDiagnostic(diagnostic!, new TextEncoder().encode(text));

    expect(grammarRule(rule!)?.abnf).toMatch(/^host /);
  });

  test('have a rule for every place at which reading can stop', () => {
    const unknown = stops.map(([rule]) => rule).filter((rule) => rule !== '' && grammarRule(rule) === undefined);

    expect(unknown).toEqual([]);
  });

  test('are each there once', () => {
    const names = grammarRules().map(({ name }) => name);

    expect(names.length).toBe(new Set(names).size);
  });
});
