import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { messageDetail } from '../src/report/message-detail.ts';

const capture = readFileSync(path.join(import.meta.dirname, '../../../fixtures/captures/websocket/websocket.pcap'));

test('messages whose text cannot be kept are analysed all the same', async () => {
  const all = await analyze([capture]);
  const some = await analyze([capture], { limits: { messages: { keptBytes: 1000 } } });

  // A client masks what it sends, so that it does not stand in the capture as it is.
  const messages = Array.from({ length: all.messageCount }, (_, message) => message);
  const isKept = (message: number): boolean => all.place(message).some(({ bytes }) => bytes !== undefined);
  const unkept = messages.filter((message) => some.place(message).length === 0);
  expect(messages.filter(isKept)).toEqual(expect.arrayContaining(unkept));
  expect(unkept.length).toBeGreaterThan(0);
  expect([...some.calls()]).toEqual([...all.calls()]);
  expect([...some.transactions()]).toEqual([...all.transactions()]);
  expect(some.summary().diagnostics).toMatchObject([{ code: 'limit-memory', count: 1 }]);
  expect(all.summary().diagnostics).toEqual([]);
});

test('the row of a message whose text was not kept has what is known without it', async () => {
  const rows: unknown[] = [];
  const analysis = await analyze([capture], {
    limits: { messages: { keptBytes: 0 } },
    onMessage: (message, bytes, soFar) => void rows.push(soFar.messageRow(message, bytes)),
  });
  const message = Array.from(rows.keys()).find((number) => analysis.place(number).length === 0) ?? -1;

  const row = analysis.messageRow(message, new Uint8Array(0));

  expect(rows[message]).toMatchObject(row);
  expect(row).toMatchObject({ kind: 'request', method: 'REGISTER', transport: 'WS', cseq: 1, transaction: 't1' });
  expect(row.callId).toBeDefined();
  expect(row.problems).toBeUndefined();

  const detail = await messageDetail(new Uint8Array(0), { row });
  expect([detail.raw, detail.diagnostics]).toEqual(['', []]);
});
