import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { CallMessage } from '../src/message/call-message.ts';
import type { SessionRow } from '../src/rows.ts';
import { tellCall } from '../src/story/tell-call.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { findFlows, openFlow } from './flow/find-flows.ts';

/** As they are told while the capture comes. */
async function followed(capture: Uint8Array, keep: boolean): Promise<readonly SessionRow[]> {
  const rows: SessionRow[] = [];
  await analyze([capture], { keep, onSession: (row) => rows.push(row) });
  return rows;
}

/** Those of the stories of all calls. */
async function told(capture: Uint8Array): Promise<readonly SessionRow[]> {
  const messages: CallMessage[] = [];
  const analysis = await analyze([capture], {
    onMessage: (number, bytes, soFar) =>
      messages.push({ row: soFar.messageRow(number, bytes), index: soFar.frame(number).index, bytes: bytes.slice() }),
  });
  return [...analysis.calls()].flatMap((call) => {
    const ofCall = analysis.messagesOfCall(call.id).flatMap((number) => messages[number] ?? []);
    return tellCall(call, ofCall).legs.map(({ session }) => session);
  });
}

/** What tells sessions apart in a list of those that have any state. */
const shown = (rows: readonly SessionRow[]): unknown[] =>
  rows
    .filter(({ states }) => states.length > 0)
    .map(({ dialog, callId, states }) => ({ dialog, callId, states }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const flows = findFlows().filter(({ file }) => /\/(?:offer-answer|transfer|calls|story)\//.test(file));

describe('sessions', () => {
  test.each(flows.map(({ file }) => file))(
    'are told of %s alike while the capture comes and out of a call’s texts',
    async (file) => {
      const { capture } = openFlow(file);

      const whileItComes = await followed(capture, false);

      expect(whileItComes).toEqual(await followed(capture, true));
      expect(shown(whileItComes)).toEqual(shown(await told(capture)));
    },
  );

  test('close with their dialogs', async () => {
    const { capture } = openFlow('fixtures/flows/calls/hold-and-resume.flow');

    const rows = await followed(capture, false);

    expect(rows).toMatchObject([{ dialog: 'd1', states: [{}, { media: [{ hold: 'local' }] }, {}] }]);
    expect(rows[0]?.states.every(({ ended }) => ended !== undefined)).toBe(true);
  });
});

const load = path.join(corpus, 'generated/load-200calls.pcap');
test.skipIf(!hasCorpus)('sessions of two hundred calls are told, each with its answer', async () => {
  const rows = await followed(await readFile(load), false);

  expect(rows.length).toBeGreaterThanOrEqual(200);
  expect(rows.every(({ exchanges }) => exchanges.every(({ outcome }) => outcome !== 'open'))).toBe(true);
});
