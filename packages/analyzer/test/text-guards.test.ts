/** What a log cannot prove: how it was sent, and when. */

import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { Analysis } from '../src/analysis.ts';
import { rules } from '../src/conformance.ts';
import { judgeMessage } from '../src/judge-message.ts';

const passport = [
  { alg: 'ES256', ppt: 'shaken', typ: 'passport', x5u: 'https://certificates.example.com/a.cer' },
  { attest: 'A', dest: { tn: ['12025550142'] }, iat: 1_700_000_000, orig: { tn: '12025550141' }, origid: 'a' },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

const invite = [
  'INVITE sip:12025550142@example.com SIP/2.0',
  'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
  'From: <sip:12025550141@example.com>;tag=1',
  'To: <sip:12025550142@example.com>',
  'Call-ID: a',
  'CSeq: 1 INVITE',
  'Contact: <sip:12025550141@192.0.2.1>',
  'Date: Thu, 01 Jan 1970 00:00:00 GMT',
  `Identity: ${passport}.c2ln;info=<https://certificates.example.com/a.cer>;alg=ES256;ppt=shaken`,
  'Content-Length: 0',
  '',
  '',
].join('\r\n');
const cut = invite.replaceAll('\r\n', '\n');

async function judge(text: string): Promise<Analysis> {
  return analyze([new TextEncoder().encode(text)], { rules });
}

function outcomeOf(analysis: Analysis, rule: string): unknown {
  return analysis.ruleOutcomes().find((one) => one.rule === rule);
}

describe('a log', () => {
  test('whose lines lost their CRs proves nothing of the ends of lines, in no list', async () => {
    const analysis = await judge(cut);

    const found = [...analysis.findings()].map(({ rule }) => rule);
    expect(found).toContain('SIP-MF-001');
    expect(found).not.toContain('SIP-SYN-004');
    expect(analysis.findingGroups().map(({ rule }) => rule)).not.toContain('SIP-SYN-004');
    expect(outcomeOf(analysis, 'SIP-SYN-004')).toMatchObject({ failed: 0, undetermined: { 'G-TEXT': 1 } });
  });

  test('that has the ends of lines as they were sent proves one that is wrong', async () => {
    const analysis = await judge(invite.replace('CSeq: 1 INVITE\r\n', 'CSeq: 1 INVITE\n'));

    expect([...analysis.findings()].map(({ rule }) => rule)).toContain('SIP-SYN-004');
  });

  test('without times proves nothing of Dates and of ages of signatures', async () => {
    const analysis = await judge(invite);

    for (const rule of ['SIP-SYN-032', 'SIP-IDY-004'])
      expect(outcomeOf(analysis, rule)).toMatchObject({ kept: 0, failed: 0, undetermined: { 'G-CLOCK': 1 } });
  });
});

describe('a message by itself', () => {
  test('proves the ends of its lines only where its first line has the right one', async () => {
    const [whole, without] = await Promise.all(
      [invite.replace('CSeq: 1 INVITE\r\n', 'CSeq: 1 INVITE\n'), cut].map((text) =>
        judgeMessage(new TextEncoder().encode(text), rules),
      ),
    );

    expect(whole?.map(({ rule }) => rule)).toContain('SIP-SYN-004');
    expect(without?.map(({ rule }) => rule)).toContain('SIP-MF-001');
    expect(without?.map(({ rule }) => rule)).not.toContain('SIP-SYN-004');
  });
});
