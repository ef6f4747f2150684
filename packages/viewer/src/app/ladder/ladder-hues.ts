import type { ColorToken } from '../theme/tokens.ts';

/** Colours that tell one dialog, hop or leg from another; each is shown with a letter of its own. Readable on every ground, as the tokens are. */
export const hues: readonly ColorToken[] = [
  { light: '#0b559f', dark: '#79b8ff' },
  { light: '#8a4300', dark: '#f0ad5e' },
  { light: '#00606a', dark: '#5fcfd6' },
  { light: '#8f1d6a', dark: '#ff8fd0' },
  { light: '#4d5a00', dark: '#c3cc62' },
  { light: '#5b3a94', dark: '#c3a7f2' },
  { light: '#9c2b20', dark: '#ff9c8c' },
  { light: '#2c5d2e', dark: '#7fce92' },
];

/** `A` … `Z`, `AA` …: the letter of a group, by its place among all. */
export function groupLetter(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  const before = Math.floor(place / 26);
  return before === 0 ? letter : groupLetter(before - 1) + letter;
}
