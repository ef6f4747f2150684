import { describe, expect, test } from 'vitest';
import { forkedLadder, longLadder } from '../../../test/fake/fake-ladders.ts';
import { grounds } from '../theme/tokens.ts';
import { colourArrows } from './colour-arrows.ts';
import { groupLetter, hues } from './ladder-hues.ts';

describe('colourArrows()', () => {
  test('tells requests and the classes of responses, and which there are', () => {
    const { toneOf, letterOf, legend } = colourArrows(forkedLadder(), 'outcome');
    const [first] = forkedLadder().arrows;
    if (first === undefined) throw new Error('the ladder has arrows');

    expect([toneOf(first), letterOf(first)]).toEqual(['ink', undefined]);
    expect(legend.map(({ tone, line }) => `${tone} ${line}`)).toEqual([
      'ink request',
      'quiet provisional',
      'good response',
      'moved response',
      'bad response',
    ]);
  });

  test('gives each dialog a colour and a letter; what is of none is quiet', () => {
    const { arrows } = forkedLadder();
    const { toneOf, letterOf, legend } = colourArrows(forkedLadder(), 'dialog');
    const ringing = arrows.find(({ label }) => label === '180 Ringing');
    const [first] = arrows;
    if (ringing === undefined || first === undefined) throw new Error('the ladder has arrows');

    expect([toneOf(ringing), letterOf(ringing)]).toEqual(['hue-0', 'A']);
    expect([toneOf(first), letterOf(first)]).toEqual(['quiet', undefined]);
    expect(legend.map(({ letter }) => letter)).toEqual(['A', 'B', 'C', undefined]);
  });

  test('tells hops whichever way a message goes, and legs by their Call-IDs', () => {
    expect(colourArrows(forkedLadder(), 'hop').legend.map(({ label }) => label)).toEqual([
      'Alice ↔ proxy.example',
      'proxy.example ↔ Bob',
      'proxy.example ↔ Carol',
      'Alice ↔ Bob',
      'Bob ↔ 10.0.5.5:5060',
    ]);
    expect(colourArrows(forkedLadder(), 'leg').legend).toMatchObject([
      { letter: 'A' },
      { letter: 'B', label: 'other@10.0.3.5' },
    ]);
  });

  test('tells hundreds of dialogs by their letters, where colours come again', () => {
    const { legend } = colourArrows(longLadder(2000), 'dialog');

    expect(new Set(legend.map(({ letter }) => letter)).size).toBe(legend.length);
  });
});

test('groupLetter() counts on after Z', () => {
  expect([0, 25, 26, 27, 702].map(groupLetter)).toEqual(['A', 'Z', 'AA', 'AB', 'AAA']);
});

/** Relative luminance and contrast, WCAG 2.2. */
function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each(hues.flatMap((hue, at) => (['light', 'dark'] as const).map((theme) => [at, theme, hue[theme]] as const)))(
  'hue %d of the %s theme is readable on every ground',
  (_, theme, color) => {
    const contrasts = Object.values(grounds).map((ground) => {
      const [dark = 0, light = 0] = [luminance(color), luminance(ground[theme])].toSorted((one, other) => one - other);
      return (light + 0.05) / (dark + 0.05);
    });

    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
  },
);
