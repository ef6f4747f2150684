/** The engine that asks the rules: what it holds, what it tells, and what it does with rules that fail. */

import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { Analysis, AnalyzeOptions } from '../src/analysis.ts';
import { caseRule, exchangeRule, messageRule, type Rule, type RuleText } from '../src/conformance.ts';
import type { CallRow, FindingRow } from '../src/rows.ts';
import { readFlow } from './flow/run-flow.ts';

const people = `# Test
alice  192.0.2.1   "Phone 1.0"
proxy  192.0.2.10  proxy record-route
bob    192.0.2.2
`;

const call = `${people}
0.0   alice -> bob  INVITE sip:bob@example.com
0.1   alice <- bob  180
1.0   alice <- bob  200
1.1   alice -> bob  ACK
9.0   alice -> bob  BYE
9.1   alice <- bob  200
`;

const text: RuleText = {
  id: 'TEST-1',
  title: 'A test',
  level: 'must',
  severity: 'error',
  rfc: 3261,
  section: '8.1.1',
  why: 'It matters.',
  advice: 'Mend it.',
  right: '',
  wrong: '',
};

const everyRequest = messageRule({
  ...text,
  on: { requests: 'any' },
  check: ({ name }) => ({ seen: `A ${name} came.` }),
});

describe('findings', () => {
  test('say what was seen, why it matters and what to do, where, and of whom', async () => {
    const { rows } = await judge(call, [everyRequest]);

    expect(rows[0]).toMatchObject({
      rule: 'TEST-1',
      level: 'must',
      message: 'A INVITE came. It matters. Mend it.',
      seen: 'A INVITE came.',
      rfc: 3261,
      section: '8.1.1',
      frame: 1,
      call: 'c1',
      transaction: 't1',
      source: '192.0.2.1:5060',
      destination: '192.0.2.2:5060',
      userAgent: 'Phone 1.0',
    });
  });

  test('say where in the capture their message begins', async () => {
    const { rows, capture } = await judge(call, [everyRequest]);

    const text = new TextDecoder('latin1').decode(capture);
    expect(rows.map(({ offset = -1 }) => text.slice(offset, offset + 8))).toEqual(['INVITE s', 'ACK sip:', 'BYE sip:']);
  });

  test('are told up to a limit for each rule, and counted all', async () => {
    const { rows, analysis } = await judge(call, [everyRequest], { limits: { conformance: { findingsOfRule: 2 } } });

    expect(rows.map(({ frame }) => frame)).toEqual([1, 4]);
    expect(analysis.findingGroups()).toMatchObject([{ rule: 'TEST-1', device: 'Phone 1.0', count: 3, frame: 1 }]);
  });

  test('are counted in the summary, by level, where rules are asked', async () => {
    const robustness: Rule = { ...everyRequest, id: 'TEST-2', level: 'robustness', on: { requests: ['BYE'] } };

    const asked = await judge(call, [everyRequest, robustness]);
    const unasked = await analyze([asked.capture]);

    expect(asked.analysis.summary().findings).toEqual({ must: 3, robustness: 1 });
    expect(unasked.summary()).not.toHaveProperty('findings');
  });

  test('are counted for their call, by level', async () => {
    const robustness: Rule = { ...everyRequest, id: 'TEST-2', level: 'robustness', on: { requests: ['BYE'] } };

    const { calls } = await judge(call, [everyRequest, robustness]);

    expect(calls.map(({ findings }) => findings)).toEqual([{ must: 3, robustness: 1 }]);
  });

  test('of a message that is forwarded are told where it was seen first', async () => {
    const forwarded = `${people}
0.0   alice -> proxy  OPTIONS sip:bob@example.com
0.1   proxy -> bob    OPTIONS
0.2   proxy <- bob    200
0.3   alice <- proxy  200
`;

    const { rows } = await judge(forwarded, [everyRequest]);

    expect(rows.map(({ frame }) => frame)).toEqual([1]);
  });

  test('of a message that is sent again are told once', async () => {
    const again = `${people}
0.0   alice -> bob  OPTIONS sip:bob@example.com again after 0.5 1.5
2.0   alice <- bob  200
`;

    const { rows } = await judge(again, [everyRequest]);

    expect(rows.map(({ frame }) => frame)).toEqual([1]);
  });

  test('that are kept are those that were told', async () => {
    const { script, capture } = readFlow('test.flow', call);
    const told: FindingRow[] = [];
    const onFinding = (row: FindingRow): unknown => told.push(row);

    const analysis = await analyze([capture], { ...script.given, rules: [everyRequest], onFinding });

    expect([...analysis.findings()]).toEqual(told);
    expect(told).toHaveLength(3);
  });
});

describe('a rule', () => {
  test('that throws is disabled and told as our fault, and the others go on', async () => {
    let asked = 0;
    const failing: Rule = {
      ...everyRequest,
      id: 'TEST-2',
      check() {
        asked++;
        throw new RangeError('of the rule');
      },
    };

    const { rows, analysis } = await judge(call, [failing, everyRequest]);

    expect(asked).toBe(1);
    expect(rows).toHaveLength(3);
    expect(analysis.ruleOutcomes().find(({ rule }) => rule === 'TEST-2')?.fault).toBe('RangeError: of the rule');
    expect(analysis.summary().diagnostics).toMatchObject([
      { code: 'rule-failed', count: 1, samples: [{ detail: 'TEST-2: RangeError: of the rule' }] },
    ]);
  });

  test('of messages is asked only of those it is about', async () => {
    const asked: string[] = [];
    const rule = messageRule({
      ...text,
      on: { requests: ['BYE'], responses: ['1xx', 200], responsesTo: ['INVITE'], has: ['Contact', 'To'] },
      check({ name }) {
        asked.push(name);
        return 'kept';
      },
    });

    const { analysis } = await judge(call, [rule]);

    expect(asked).toEqual(['180 (INVITE)', '200 (INVITE)', 'BYE']);
    expect(analysis.ruleOutcomes()).toMatchObject([{ rule: 'TEST-1', kept: 3, failed: 0 }]);
  });

  test('of transactions has their messages, their copies and the ACK', async () => {
    const seen: unknown[] = [];
    const rule = exchangeRule({
      ...text,
      methods: ['INVITE'],
      check({ request, responses, ack, copies }) {
        seen.push([request?.name, ...responses.map(({ name }) => name), ack?.name, copies.map(({ of }) => of.name)]);
        return undefined;
      },
    });

    await judge(call.replace('bob  200\n', 'bob  200 again after 0.05\n'), [rule]);

    expect(seen).toEqual([['INVITE', '180 (INVITE)', '200 (INVITE)', 'ACK', ['200 (INVITE)']]]);
  });

  test('of dialogs is asked of each hop on which the dialog began', async () => {
    const seen: unknown[] = [];
    const rule = caseRule('dialog', {
      ...text,
      check({ exchanges, isBeginSeen }) {
        seen.push([isBeginSeen, ...exchanges.map(({ method, first }) => `${method} ${first?.srcIp}`)]);
        return undefined;
      },
    });
    const proxied = `${people}
0.0   alice -> proxy  INVITE sip:bob@example.com
0.1   proxy -> bob    INVITE
1.0   proxy <- bob    200
1.1   alice <- proxy  200
1.2   alice -> proxy  ACK
1.3   proxy -> bob    ACK
`;

    await judge(proxied, [rule]);

    expect(seen).toEqual([
      [true, 'INVITE 192.0.2.1', 'ACK 192.0.2.1'],
      [true, 'INVITE 192.0.2.10', 'ACK 192.0.2.10'],
    ]);
  });

  test('of dialogs says nothing where more text came than is held', async () => {
    const rule = caseRule('dialog', { ...text, check: () => ({ seen: 'A dialog came.' }) });
    const limits = { conformance: { textBytes: 128 * 1024 } };

    const { rows } = await judge(call, [rule], { limits });
    const { rows: ofMany } = await judge(manyCalls(400), [rule], { limits });

    expect(rows).toHaveLength(1);
    expect(ofMany.length).toBeLessThan(400);
    expect(ofMany.length).toBeGreaterThan(0);
  });

  test('is not asked of a message whose end was not captured', async () => {
    const { script, capture } = readFlow('test.flow', call);
    // The packet says it was longer: its last byte is missing.
    const cut = capture.slice();
    new DataView(cut.buffer).setUint32(36, new DataView(cut.buffer).getUint32(36, true) + 1, true);

    const analysis = await analyze([cut], { ...script.given, keep: false, rules: [everyRequest] });

    expect(analysis.ruleOutcomes()).toMatchObject([{ kept: 0 }]);
  });
});

/** One after the other, none of which ends. */
function manyCalls(count: number): string {
  const steps = Array.from(
    { length: count },
    (_, i) => `${i}.0 alice -> bob INVITE sip:b${i}@example.com\n+0.1 alice <- bob 200\n`,
  );
  return `${people}\n${steps.join('')}`;
}

type Judged = {
  readonly capture: Uint8Array;
  readonly rows: readonly FindingRow[];
  readonly calls: readonly CallRow[];
  readonly analysis: Analysis;
};

async function judge(flow: string, rules: readonly Rule[], options: AnalyzeOptions = {}): Promise<Judged> {
  const { script, capture } = readFlow('test.flow', flow);
  const rows: FindingRow[] = [];
  const calls: CallRow[] = [];
  const analysis = await analyze([capture], {
    ...script.given,
    ...options,
    keep: false,
    rules,
    onFinding: (row) => rows.push(row),
    onCall: (row) => calls.push(row),
  });
  return { rows, calls, analysis, capture };
}
