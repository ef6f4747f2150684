import { describe, expect, test } from 'vitest';
import type { CapturedMessage } from '../../message/captured-message.ts';
import { parseMessage } from '@sipscope/parser';
import { StateReader } from './state-reader.ts';

/** All that the reader asks of a message. */
function message(type: string, body: string): CapturedMessage {
  const text = `NOTIFY sip:a@x SIP/2.0\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const parsed = parseMessage(new TextEncoder().encode(text));
  return { parsed: () => parsed } as unknown as CapturedMessage;
}

const summary = message('application/simple-message-summary', 'Messages-Waiting: no');
const presence = message('application/pidf+xml', '<presence xmlns="urn:ietf:params:xml:ns:pidf"/>');

describe('StateReader', () => {
  test('reads at once what needs no reader of XML', () => {
    const told: string[] = [];
    const reader = new StateReader();

    reader.read(summary, (reading) => told.push(reading?.documents[0]?.what ?? 'nothing'));

    expect(told).toEqual(['no messages waiting']);
    expect(reader.isWaiting).toBe(false);
  });

  test('lets all that follows an XML body wait, and reads it in order', async () => {
    const told: string[] = [];
    const reader = new StateReader();
    const tell = (name: string) => () => told.push(name);

    reader.read(presence, tell('first'));
    reader.read(summary, tell('second'));
    reader.read(presence, tell('third'));
    const before = [...told];
    await reader.readWaiting();
    reader.read(presence, tell('fourth'));

    expect(before).toEqual([]);
    expect(told).toEqual(['first', 'second', 'third', 'fourth']);
    expect(reader.isWaiting).toBe(false);
  });

  test('keeps no more waiting than its limit, and says what it did not read', async () => {
    const told: boolean[] = [];
    const reader = new StateReader(300);

    for (let i = 0; i < 4; i++) reader.read(presence, (reading) => told.push(reading !== undefined));
    await reader.readWaiting();

    expect(told.filter(Boolean)).toHaveLength(2);
    expect(told).toHaveLength(4);
  });

  test('tells no keys where digits are masked', async () => {
    const told: (string | undefined)[] = [];
    const keys = message(
      'application/kpml-response+xml',
      '<kpml-response xmlns="urn:ietf:params:xml:ns:kpml-response" version="1.0" code="200" text="OK" digits="43#"/>',
    );

    for (const isMasked of [false, true]) {
      const reader = new StateReader(undefined, isMasked);
      reader.read(keys, (reading) => told.push(reading?.documents[0]?.what));
      await reader.readWaiting();
    }

    expect(told).toEqual(['keys "43#"', 'keys "xxx"']);
  });
});
