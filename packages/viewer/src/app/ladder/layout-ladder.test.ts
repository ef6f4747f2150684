import type { Ladder, LadderArrow, LadderMedia } from '@sipscope/analyzer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  barHeight,
  layoutLadder,
  type LadderLayoutOptions,
  rowAt,
  rowOfMessage,
  rowsBetween,
} from './layout-ladder.ts';

/** Of an arrow, as it is drawn: never under the text. */
const tipLength = 9;
const room: LadderLayoutOptions = { width: 800, margin: 120, leastGap: 160, isFolded: true };

function arrow(frame: number, change: Partial<LadderArrow> = {}): LadderArrow {
  return {
    frame,
    from: 0,
    to: 1,
    time: '2026-11-22T05:50:59.678796Z',
    sinceStartMs: frame * 10,
    deltaMs: 10,
    kind: 'request',
    method: 'INVITE',
    label: 'INVITE',
    transport: 'UDP',
    ...change,
  };
}

function ladder(arrows: readonly LadderArrow[], laneCount = 2): Ladder {
  const lanes = Array.from({ length: laneCount }, (_, at) => ({
    id: `l${at}`,
    address: `192.0.2.${at}:5060`,
    messages: 1,
  }));
  return { call: 'c1', started: '2026-11-22T05:50:59.678796Z', lanes, arrows };
}

describe('layoutLadder()', () => {
  test('draws an arrow from its sender’s lane to its receiver’s', () => {
    const { lanes, rows } = layoutLadder(ladder([arrow(1), arrow(2, { from: 1, to: 0 })]), room);

    expect(rows[0]).toMatchObject({ from: lanes[0]?.x, to: lanes[1]?.x });
    expect(rows[1]).toMatchObject({ from: lanes[1]?.x, to: lanes[0]?.x });
  });

  test('keeps lanes apart and grows sideways where there are many', () => {
    const { lanes, width, laneGap } = layoutLadder(ladder([arrow(1)], 20), room);

    expect(laneGap).toBe(160);
    expect((lanes[19]?.x ?? 0) - (lanes[18]?.x ?? 0)).toBe(160);
    expect(width).toBe(120 + 20 * 160);
  });

  test('gives a silence of seconds a line of its own', () => {
    const { rows } = layoutLadder(ladder([arrow(1), arrow(2, { sinceStartMs: 31_010 })]), room);

    expect(rows[0]?.pause).toBeUndefined();
    expect(rows[1]?.pause).toBe('31.0 s');
    expect(rows[1]?.height).toBeGreaterThan(rows[0]?.height ?? 0);
  });

  test('folds what was sent again into the first sending', () => {
    const sent = [1, 2, 3].map((frame) => arrow(frame, frame === 1 ? {} : { retransmission: true }));

    const { rows } = layoutLadder(ladder([...sent, arrow(4, { from: 1, to: 0, label: '100 Trying' })]), room);

    expect(rows.map((row) => row.label)).toEqual(['INVITE', '100 Trying']);
    expect(rows[0]?.count).toBe('×3 ⟲');
    expect(rowOfMessage(rows, 3)).toBe(0);
  });

  test('folds a repeat over what came between', () => {
    const between = arrow(2, { from: 1, to: 0, kind: 'response', status: 100, label: '100 Trying' });

    const { rows } = layoutLadder(ladder([arrow(1), between, arrow(3, { retransmission: true })]), room);

    expect(rows.map((row) => row.count)).toEqual(['×2 ⟲', undefined]);
  });

  test('counts copies of a packet apart from repeats', () => {
    const { rows } = layoutLadder(ladder([arrow(1), arrow(2, { duplicate: true })]), room);

    expect(rows[0]?.count).toBe('2 copies');
  });

  test('shows each repeat on its own when asked to', () => {
    const { rows } = layoutLadder(ladder([arrow(1), arrow(2, { retransmission: true })]), { ...room, isFolded: false });

    expect(rows).toHaveLength(2);
  });

  test('shortens the session description before the label', () => {
    const sdp = {
      role: 'offer' as const,
      media: [
        { kind: 'audio', port: 49_170, direction: 'sendrecv' as const, codecs: ['PCMA', 'PCMU', 'telephone-event'] },
      ],
    };

    const wide = layoutLadder(ladder([arrow(1, { sdp })]), { ...room, width: 1000 }).rows[0];
    const tight = layoutLadder(ladder([arrow(1, { sdp })], 8), { ...room, leastGap: 130 }).rows[0];

    expect(wide?.sdp).toBe('SDP offer PCMA PCMU telephone-event');
    expect(tight?.label).toBe('INVITE');
    expect(tight?.sdp).toBe('SDP');
  });

  test('never lets a label be wider than its arrow', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 300 }), fc.boolean(), (text, isOdd) => {
        const one = arrow(1, { label: text, ...(isOdd && { problems: ['via-branch-cookie'] }) });
        const { rows } = layoutLadder(ladder([one]), room);
        const row = rows[0];
        if (row === undefined) throw new Error('a ladder of one arrow has one row');

        expect(row.plate.width).toBeLessThanOrEqual(Math.abs(row.to - row.from) - 2 * tipLength);
        expect(row.plate.x).toBeGreaterThanOrEqual(Math.min(row.from, row.to) + tipLength);
      }),
    );
  });

  test('stacks rows without a gap, so that every height falls in one', () => {
    const many = Array.from({ length: 500 }, (_, at) => arrow(at + 1, { sinceStartMs: at * at * 20, cseq: at }));
    const { rows, height } = layoutLadder(ladder(many), room);

    fc.assert(
      fc.property(fc.double({ min: 0, max: height - 1, noNaN: true }), (y) => {
        const row = rows[rowAt(rows, y)];

        expect(row?.top).toBeLessThanOrEqual(y);
        expect((row?.top ?? 0) + (row?.height ?? 0)).toBeGreaterThan(y);
      }),
    );
  });
});

test('rowsBetween() draws only what is seen', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => arrow(at + 1, { cseq: at }));
  const { rows } = layoutLadder(ladder(many), room);

  const { first, last } = rowsBetween(rows, 26 * 1000, 26 * 1020);

  expect(first).toBe(1000);
  expect(last).toBeLessThanOrEqual(1022);
});

test('rowsBetween() is empty for a ladder without arrows', () => {
  expect(rowsBetween([], 0, 500)).toEqual({ first: 0, last: 0 });
});

test('media stands above the message that follows its beginning, between its lanes', () => {
  const bar = (stream: string, sinceStartMs: number): LadderMedia => ({
    stream,
    from: 1,
    to: 0,
    frame: 7,
    lastFrame: 70,
    time: '2026-11-22T05:50:59.678796Z',
    ended: '2026-11-22T05:51:00.678796Z',
    sinceStartMs,
    durationMs: 900,
    label: 'RTP PCMA 900 ms, lost 0 %',
    quality: 'good',
    packets: 45,
  });
  const drawing = { ...ladder([arrow(1), arrow(2), arrow(3)]), media: [bar('x2', 1e9), bar('x1', 15)] };

  const { rows, height } = layoutLadder(drawing, room);

  expect(rows.map(({ bars }) => bars.map(({ media }) => media.stream))).toEqual([[], ['x1'], ['x2']]);
  expect(rows[1]?.bars[0]).toMatchObject({ from: rows[1]?.to, to: rows[1]?.from });
  expect(rows[1]?.lineY).toBeGreaterThan(barHeight);
  expect(height).toBe(layoutLadder(ladder(drawing.arrows), room).height + 2 * barHeight);
});
