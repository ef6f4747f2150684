import { expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { captureDamage } from '../src/report/capture-damage.ts';
import { alice, bob, SipFlow, sipMessage } from './sip-flow.ts';

const faulty = sipMessage('OPTIONS').replace('CSeq: 1 OPTIONS', 'CSeq: 1 INVITE');
const capture = new SipFlow().send(0, alice, bob, faulty).send(1, alice, bob, sipMessage('OPTIONS')).capture();

test('captureDamage() tells where the capture was cut, not what is wrong with its messages', async () => {
  const summary = (await analyze([capture.subarray(0, -10)], { readTexts: true })).summary();

  expect(summary.diagnostics.length).toBeGreaterThan(1);
  expect(captureDamage(summary).map(({ code }) => code)).toEqual(['capture-truncated']);
});

test('captureDamage() of a whole capture is nothing', async () => {
  const summary = (await analyze([capture], { readTexts: true })).summary();

  expect(captureDamage(summary)).toEqual([]);
});
