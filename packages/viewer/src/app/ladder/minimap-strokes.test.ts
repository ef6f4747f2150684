import { expect, test } from 'vitest';
import { forkedLadder, longLadder } from '../../../test/fake/fake-ladders.ts';
import { colourArrows } from './colour-arrows.ts';
import { layoutLadder } from './layout-ladder.ts';
import { minimapStrokes } from './minimap-strokes.ts';

const size = { width: 64, height: 800 };
const room = { width: 900, margin: 132, leastGap: 140, isFolded: true };

test('minimapStrokes() draws each arrow where it is in the whole, what failed in its colour, findings and matches at the sides', () => {
  const forked = forkedLadder();
  const layout = layoutLadder(forked, room);
  const strokes = minimapStrokes(layout, colourArrows(forked, 'outcome'), [3], size);

  expect(strokes.every(({ y, x, width }) => y >= -2 && y <= size.height && x >= 0 && x + width <= size.width)).toBe(
    true,
  );
  expect(strokes.filter(({ ink }) => ink === 'accent')).toMatchObject([{ x: 0 }]);
  expect(strokes.filter(({ ink, width }) => ink === 'bad' && width < 6).length).toBeGreaterThan(1);
  expect(strokes.filter(({ ink }) => ink === 'good').length).toBeGreaterThan(0);
});

test('minimapStrokes() draws every failure of twenty thousand arrows, over what lies in the same pixel', () => {
  const long = longLadder(20_000);
  const layout = layoutLadder(long, room);
  const colours = colourArrows(long, 'outcome');

  const strokes = minimapStrokes(layout, colours, [], size);

  const failures = long.arrows.filter(({ status = 0 }) => status >= 400).length;
  expect(strokes.filter(({ ink, width }) => ink === 'bad' && width > 5)).toHaveLength(failures);
  expect(strokes.filter(({ ink }) => ink === 'ink').length).toBeLessThan(size.height * 6);
});
