import type { Spread } from '../../packages/parser/bench/measure/statistics.ts';

/** Three digits that count, or all before the point. */
export function figure(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : 2);
}

/** The median, and where there are several, the ends. */
export function spreadText({ median, min, max }: Spread, format: (value: number) => string = figure): string {
  if (Number.isNaN(median)) return '–';
  return min === max ? format(median) : `${format(median)} [${format(min)}–${format(max)}]`;
}

export const bytesText = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;

export const count = (value: number): string => value.toLocaleString('en');
