import { describe, expect, test } from 'vitest';
import { noKeys } from '../../message/key-reader.ts';
import type { Delivery } from '../../transport/delivery.ts';
import { PendingMessages } from './pending-messages.ts';

const encoder = new TextEncoder();

/** A message with that body behind ten bytes of something else. */
function add(pending: PendingMessages, callId: number, body: string, carries = true): void {
  const bytes = encoder.encode(`0123456789${body}`);
  const delivery = { bytes, start: 0, end: bytes.length, timeNs: callId * 1e9, frame: callId } as Delivery;
  pending.add(delivery, { ...noKeys, callId, cseq: 7, bodyStart: 10 }, carries);
}

function taken(pending: PendingMessages): (readonly [number, string])[] {
  return [...pending.take()].map(({ callId, bytes }) => [callId, new TextDecoder().decode(bytes)] as const);
}

describe('messages that wait to be read', () => {
  test('are taken in order, with their bodies, and then none is left', () => {
    const pending = new PendingMessages(100, 1000);
    add(pending, 1, 'one');
    add(pending, 2, 'two', false);
    add(pending, 3, 'three');

    expect(taken(pending)).toEqual([
      [1, 'one'],
      [2, ''],
      [3, 'three'],
    ]);
    expect(taken(pending)).toEqual([]);
  });

  test.each([
    ['messages', 10, 1_000_000],
    ['bytes', 1000, 100],
  ])('the latest are kept where there are too many %s, and the others counted', (_what, entries, bytes) => {
    const pending = new PendingMessages(entries, bytes);
    for (let callId = 1; callId <= 500; callId++) add(pending, callId, `body ${callId}`);

    const left = taken(pending);

    expect(left.length).toBeLessThanOrEqual(Math.min(entries, bytes));
    expect(left.length + pending.forgotten).toBe(500);
    expect(left).toEqual(left.map((_, at) => [501 - left.length + at, `body ${501 - left.length + at}`]));
  });

  test('one that is larger than all may be together is not kept', () => {
    const pending = new PendingMessages(10, 100);
    add(pending, 1, 'x'.repeat(200));

    expect(taken(pending)).toEqual([]);
  });
});
