import type { Ladder, LadderArrow, LadderMedia } from '@sipscope/analyzer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forkedLadder, longLadder } from '../../../test/fake/fake-ladders.ts';
import type { LadderRow } from './ladder-row.ts';
import {
  heightAt,
  layoutLadder,
  type LadderLayoutOptions,
  lineOf,
  pixelsPerSecond,
  rowAt,
  rowHeights,
  rowOfMessage,
  rowsBetween,
} from './layout-ladder.ts';

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

function media(stream: string, sinceStartMs: number, durationMs = 900): LadderMedia {
  return {
    stream,
    from: 1,
    to: 0,
    frame: 7,
    lastFrame: 70,
    time: '2026-11-22T05:50:59.678796Z',
    ended: '2026-11-22T05:51:00.678796Z',
    sinceStartMs,
    durationMs,
    label: 'RTP PCMA 900 ms, lost 0 %',
    quality: 'good',
    packets: 45,
  };
}

/** What a row is of, in a word. */
function wordOf({ item }: LadderRow): string {
  return item.kind === 'arrow' ? item.arrow.label : item.kind === 'media' ? item.media.stream : item.kind;
}

describe('layoutLadder()', () => {
  test('keeps lanes apart and grows sideways where there are many', () => {
    const { lanes, width, laneGap } = layoutLadder(ladder([arrow(1)], 20), room);

    expect(laneGap).toBe(160);
    expect((lanes[19]?.x ?? 0) - (lanes[18]?.x ?? 0)).toBe(160);
    expect(width).toBe(120 + 20 * 160);
  });

  test('gives a silence of seconds a line of its own', () => {
    const { rows } = layoutLadder(ladder([arrow(1), arrow(2, { sinceStartMs: 31_010 })]), room);

    expect(rows[0]?.pauseMs).toBeUndefined();
    expect(rows[1]?.pauseMs).toBe(31_000);
    expect(rows[1]?.height).toBeGreaterThan(rows[0]?.height ?? 0);
  });

  test('says of a pause that media flowed in it', () => {
    const drawing = { ...ladder([arrow(1), arrow(2, { sinceStartMs: 9000 })]), media: [media('x1', 15, 60_000)] };

    const { rows } = layoutLadder(drawing, room);

    expect(rows.map((row) => row.hasMedia)).toEqual([undefined, undefined, true]);
  });

  test('folds what was sent again into the first sending', () => {
    const sent = [1, 2, 3].map((frame) => arrow(frame, frame === 1 ? {} : { retransmission: true }));

    const layout = layoutLadder(ladder([...sent, arrow(4, { from: 1, to: 0, label: '100 Trying' })]), room);

    expect(layout.rows.map(wordOf)).toEqual(['INVITE', '100 Trying']);
    expect(layout.rows[0]?.item).toMatchObject({ repeats: [{ frame: 2 }, { frame: 3 }] });
    expect(rowOfMessage(layout, 3)).toBe(0);
    expect(rowOfMessage(layout, 99)).toBe(-1);
  });

  test('folds a repeat over what came between', () => {
    const between = arrow(2, { from: 1, to: 0, kind: 'response', status: 100, label: '100 Trying' });

    const { rows } = layoutLadder(ladder([arrow(1), between, arrow(3, { retransmission: true })]), room);

    expect(rows.map(wordOf)).toEqual(['INVITE', '100 Trying']);
  });

  test('shows the repeats of one message at their places when that is asked for', () => {
    const between = arrow(2, { from: 1, to: 0, kind: 'response', status: 100, label: '100 Trying' });
    const others = [arrow(4, { cseq: 9 }), arrow(5, { cseq: 9, retransmission: true })];
    const all = ladder([arrow(1), between, arrow(3, { retransmission: true }), ...others]);

    const { rows } = layoutLadder(all, { ...room, open: new Set(['1']) });

    expect(rows.map(({ item }) => (item.kind === 'arrow' ? item.arrow.frame : 0))).toEqual([1, 2, 3, 4]);
    expect(rows[0]?.item).toMatchObject({ unfolded: 1, repeats: [] });
    expect(rows[3]?.item).toMatchObject({ repeats: [{ frame: 5 }] });
  });

  test('stays fast where one message was sent thousands of times', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => arrow(at + 1, at === 0 ? {} : { retransmission: true }));
    const started = performance.now();

    const { rows } = layoutLadder(ladder(many), { ...room, open: new Set(['1']) });

    expect(rows.length).toBeGreaterThan(400);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('shows each repeat on its own when asked to', () => {
    const { rows } = layoutLadder(ladder([arrow(1), arrow(2, { retransmission: true })]), { ...room, isFolded: false });

    expect(rows).toHaveLength(2);
  });

  test('counts the time since the row before, not since a repeat that is folded', () => {
    const sent = [arrow(1), arrow(50, { retransmission: true }), arrow(60, { from: 1, to: 0, label: '200 OK' })];

    const { rows } = layoutLadder(ladder(sent), room);

    expect(rows[1]?.item).toMatchObject({ deltaMs: 590 });
  });

  test('puts media, timers, what is missing and keys at their times, and what follows the last message after it', () => {
    const { rows } = layoutLadder(forkedLadder(), room);

    const words = rows.map(wordOf);
    expect(words.slice(words.indexOf('digits') - 2, words.indexOf('digits') + 2)).toEqual([
      'x2',
      'x3',
      'digits',
      'INVITE',
    ]);
    expect(words.slice(words.indexOf('302 Moved Temporarily'))).toEqual([
      '302 Moved Temporarily',
      'ghost',
      'timers',
      'BYE',
      'ghost',
      'timers',
    ]);
    // Two lanes' timers of nearly one time.
    expect(rows.at(-1)?.item).toMatchObject({ timers: [{ name: 'F' }, { name: 'session' }] });
  });

  test('stacks rows without a gap, so that every height falls in one', () => {
    const many = Array.from({ length: 500 }, (_, at) => arrow(at + 1, { sinceStartMs: at * at * 20, cseq: at }));
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom('even', 'time'), (share, spacing) => {
        const { rows, height } = layoutLadder(ladder(many), { ...room, spacing });
        const y = share * (height - 1);
        const row = rows[rowAt(rows, y)];

        expect(row?.top).toBeLessThanOrEqual(y);
        expect((row?.top ?? 0) + (row?.height ?? 0)).toBeGreaterThan(y);
      }),
      { numRuns: 30 },
    );
  });

  test('keeps the distances of time, but none shorter than a row, and a long pause compressed', () => {
    const times = [0, 1, 1001, 61_001];
    const arrows = times.map((sinceStartMs, at) => arrow(at + 1, { sinceStartMs, cseq: at }));

    const { rows } = layoutLadder(ladder(arrows), { ...room, spacing: 'time' });

    const [first = 0, second = 0, third = 0, fourth = 0] = rows.map(lineOf);
    expect(second - first).toBe(rowHeights.arrow);
    expect(third - second).toBeCloseTo(pixelsPerSecond, 6);
    expect(fourth - third).toBeLessThan(4 * pixelsPerSecond);
    expect(rows.map(({ isBreak }) => isBreak)).toEqual([undefined, undefined, undefined, true]);
  });

  test('finds the height of a time between two messages', () => {
    const layout = layoutLadder(ladder([arrow(1), arrow(2, { sinceStartMs: 30 })]), room);
    const [first = 0, second = 0] = layout.rows.map(lineOf);

    expect(heightAt(layout, 20)).toBeCloseTo((first + second) / 2, 6);
    expect(heightAt(layout, 31)).toBe(layout.height);
  });

  test('takes little time for twenty thousand arrows', () => {
    const long = longLadder(20_000);
    layoutLadder(long, room);
    const started = performance.now();

    const { rows } = layoutLadder(long, room);

    expect(rows).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(2000);
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
