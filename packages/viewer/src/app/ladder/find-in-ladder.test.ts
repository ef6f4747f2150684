import { expect, test } from 'vitest';
import { forkedLadder, longLadder } from '../../../test/fake/fake-ladders.ts';
import { findInLadder, nextMatch } from './find-in-ladder.ts';
import type { LadderLayout } from './ladder-row.ts';
import { layoutLadder } from './layout-ladder.ts';

const room = { width: 900, margin: 132, leastGap: 140, isFolded: true };

/** What is written on the rows that were found. */
function found(layout: LadderLayout, query: string): readonly string[] {
  return findInLadder(layout, query).map((at) => {
    const item = layout.rows[at]?.item;
    return item?.kind === 'arrow' ? item.arrow.label : '';
  });
}

test('findInLadder() finds labels, Call-IDs, session descriptions and frames', () => {
  const layout = layoutLadder(forkedLadder(), room);

  expect(found(layout, 'moved')).toEqual(['302 Moved Temporarily']);
  expect(found(layout, 'OTHER@10.0')).toEqual(['INVITE', '302 Moved Temporarily']);
  expect(found(layout, '31000')).toHaveLength(5);
  expect(found(layout, 'sendonly')).toEqual(['INVITE']);
  expect(found(layout, '#1')).toEqual(['INVITE']);
  expect(found(layout, '   ')).toEqual([]);
});

test('findInLadder() finds a folded repeat in the row it is folded into', () => {
  const layout = layoutLadder(forkedLadder(), room);
  const repeat = layout.ladder.arrows.find(({ retransmission }) => retransmission === true);

  expect(found(layout, `#${repeat?.frame}`)).toEqual(['INVITE']);
});

test('nextMatch() goes round and round', () => {
  expect(nextMatch([3, 8, 20], 8, 1)).toBe(20);
  expect(nextMatch([3, 8, 20], 20, 1)).toBe(3);
  expect(nextMatch([3, 8, 20], 3, -1)).toBe(20);
  expect(nextMatch([], 3, 1)).toBeUndefined();
});

test('findInLadder() answers while one writes, of twenty thousand arrows too', () => {
  const layout = layoutLadder(longLadder(20_000), room);
  findInLadder(layout, 'x');
  const started = performance.now();

  const matches = findInLadder(layout, '503 service');

  expect(matches.length).toBeGreaterThan(500);
  expect(performance.now() - started).toBeLessThan(1000);
});
