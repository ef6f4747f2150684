import { expect, test } from 'vitest';
import { forkedLadder } from '../../../test/fake/fake-ladders.ts';
import { colourArrows } from './colour-arrows.ts';
import { layoutLadder, lineOf } from './layout-ladder.ts';
import { layoutConnectors } from './link-shapes.ts';
import { endRoom } from './row-shapes.ts';
import { layoutStrips, stripsBetween } from './strips.ts';

const forked = forkedLadder();
const layout = layoutLadder(forked, { width: 1200, margin: 132, leastGap: 140, isFolded: true });
const strips = layoutStrips(layout, colourArrows(forked, 'dialog'));

/** The middle of the row of an arrow. */
function heightOf(arrow: number): number {
  const row = layout.rows[layout.rowOfArrow[arrow] ?? -1];
  return row === undefined ? Number.NaN : lineOf(row);
}

test('a dialog stands at both its lanes, early until it is confirmed, in the colour of its arrows', () => {
  const dialog = forked.dialogs?.[0];
  const bands = strips.filter(({ tone }) => tone === 'hue-0');

  expect(bands.map(({ look }) => look)).toEqual(['band-early', 'band', 'band-early', 'band']);
  expect(bands[0]).toMatchObject({ top: heightOf(dialog?.first ?? -1), bottom: heightOf(dialog?.confirmed ?? -1) });
  expect(bands[0]?.x).toBeGreaterThan(layout.lanes[0]?.x ?? 0);
  expect(bands[2]?.x).toBeLessThan(layout.lanes[2]?.x ?? 0);
});

test('strips of dialogs of one time stand beside each other, all clear of what is written', () => {
  const atAlice = strips.filter(({ x }) => Math.abs(x - (layout.lanes[0]?.x ?? 0)) < endRoom);

  expect(new Set(atAlice.map(({ x }) => x)).size).toBeGreaterThan(1);
  expect(strips.every(({ x }) => layout.lanes.some((lane) => Math.abs(lane.x - x) < endRoom))).toBe(true);
});

test('what was agreed on stands at both sides, hatched while it is held, with what it is', () => {
  const held = strips.filter(({ look }) => look === 'held');

  expect(held).toHaveLength(2);
  expect(held[0]?.title).toBe('audio PCMA sendonly held by the side that called');
  expect(held[0]?.bottom).toBe(layout.height);
  expect(strips.filter(({ look }) => look === 'agreed')).toHaveLength(2);
});

test('stripsBetween() gives the pieces that are seen', () => {
  const seen = stripsBetween(strips, 300, 400);

  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every(({ top, bottom }) => top >= 300 && bottom <= 400)).toBe(true);
});

test('links go along the lane at which one message led to the other, and are told once a row', () => {
  const connectors = layoutConnectors(layout);

  expect(connectors.map(({ title }) => title)).toEqual([
    'fork: branch 1 of 2',
    'fork: branch 2 of 2',
    'transfer: REFER to sip:dora@example.com',
  ]);
  expect(connectors[0]).toMatchObject({ top: heightOf(0), bottom: heightOf(2) });
  expect(connectors.flatMap(({ shapes }) => shapes.filter(({ kind }) => kind === 'text'))).toHaveLength(3);
});
