import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterScroll, maxSpacer, positionAt, rowsSeen, spacerHeight, topToShow } from './scrolled-window.ts';

const small = { content: 26_000, viewport: 700 };
const huge = { content: 26 * 5_000_000, viewport: 700 };

test('spacerHeight() stays under what browsers can draw', () => {
  expect(spacerHeight(small)).toBe(26_000);
  expect(spacerHeight(huge)).toBe(maxSpacer);
});

describe('afterScroll()', () => {
  test('follows the element where nothing is scaled', () => {
    expect(afterScroll({ scrollTop: 0, contentTop: 0 }, 12_345, small)).toEqual({
      scrollTop: 12_345,
      contentTop: 12_345,
    });
  });

  test('moves pixel by pixel on the wheel however long the list', () => {
    const before = positionAt(65_000_000, huge);

    const after = afterScroll(before, before.scrollTop + 100, huge);

    expect(after.contentTop - before.contentTop).toBe(100);
  });

  test('reaches the last row when the scrollbar is dragged to its end', () => {
    const after = afterScroll({ scrollTop: 0, contentTop: 0 }, maxSpacer - huge.viewport, huge);

    expect(after.contentTop).toBe(huge.content - huge.viewport);
  });

  test('never leaves the content', () => {
    const geometry = fc.record({
      content: fc.integer({ min: 0, max: 1e9 }),
      viewport: fc.integer({ min: 1, max: 3000 }),
    });
    fc.assert(
      fc.property(geometry, fc.array(fc.integer({ min: 0, max: maxSpacer })), (size, scrolls) => {
        let position = { scrollTop: 0, contentTop: 0 };
        for (const scrollTop of scrolls) position = afterScroll(position, scrollTop, size);

        expect(position.contentTop).toBeGreaterThanOrEqual(0);
        expect(position.contentTop).toBeLessThanOrEqual(Math.max(0, size.content - size.viewport));
      }),
    );
  });
});

test('positionAt() puts every row of five million within reach', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_999_999 }), (row) => {
      const position = positionAt(row * 26, huge);
      const seen = rowsSeen(position.contentTop, huge.viewport, { height: 26, count: 5_000_000 });

      expect(position.scrollTop).toBeLessThanOrEqual(maxSpacer);
      expect(seen.first).toBeLessThanOrEqual(row);
      expect(seen.last).toBeGreaterThan(row);
    }),
  );
});

test('topToShow() moves only as far as needed', () => {
  expect(topToShow(1000, [1100, 1126], small)).toBe(1000);
  expect(topToShow(1000, [900, 926], small)).toBe(900);
  expect(topToShow(1000, [1690, 1716], small)).toBe(1016);
});

test('topToShow() shows the start of what is higher than the window', () => {
  expect(topToShow(0, [2000, 2026], { content: 26_000, viewport: 10 })).toBe(2000);
});

test('rowsSeen() is bounded by the rows there are', () => {
  expect(rowsSeen(0, 700, { height: 26, count: 3 })).toEqual({ first: 0, last: 3 });
  expect(rowsSeen(0, 700, { height: 26, count: 0 })).toEqual({ first: 0, last: 0 });
  expect(rowsSeen(2600, 260, { height: 26, count: 1000, around: 2 })).toEqual({ first: 98, last: 112 });
});
