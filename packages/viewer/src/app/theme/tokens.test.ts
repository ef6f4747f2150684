import { describe, expect, test } from 'vitest';
import { contrastDeclarations, grounds, highContrast, inks, tokenDeclarations } from './tokens.ts';

/** Relative luminance and contrast, WCAG 2.2. */
function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  test.each(Object.keys(inks))('keeps %s readable on every ground', (name) => {
    const ink = inks[name as keyof typeof inks][theme];

    const worst = Math.min(...Object.values(grounds).map((ground) => contrast(ink, ground[theme])));

    expect(worst).toBeGreaterThanOrEqual(4.5);
  });
});

describe.each(['light', 'dark'] as const)('high contrast in %s', (theme) => {
  const worstOf = (ink: string, names: readonly (keyof typeof highContrast)[]): number =>
    Math.min(...names.map((name) => contrast(ink, highContrast[name][theme])));

  test.each(Object.keys(inks) as (keyof typeof inks)[])('keeps %s at 7:1 on every ground', (name) => {
    expect(worstOf(highContrast[name][theme], Object.keys(grounds) as (keyof typeof grounds)[])).toBeGreaterThanOrEqual(
      7,
    );
  });

  test.each(['line', 'edge', 'mark'] as const)('keeps %s at 4.5:1 on the page', (name) => {
    expect(worstOf(highContrast[name][theme], ['page', 'bar'])).toBeGreaterThanOrEqual(4.5);
  });
});

test('high contrast has another value for every colour', () => {
  const names = (text: string): string[] =>
    [...text.matchAll(/^--([\w-]+): light-dark/gm)].map((match) => match[1] ?? '');

  expect(names(contrastDeclarations()).sort()).toEqual(names(tokenDeclarations()).sort());
});

test('contrast() agrees with the figures WCAG gives for black and white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test('tokenDeclarations() names every token once', () => {
  const names = [...tokenDeclarations().matchAll(/^--([\w-]+):/gm)].map((match) => match[1]);

  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('ink');
  expect(names).toContain('row-height');
});
