import type { ExplainedPart } from '../../rows.ts';
import { visibleText } from '../visible-text.ts';
import type { Told } from './explain-context.ts';

/** Letters of one piece of wire text within a sentence. */
const lettersAtMost = 120;
const partsAtMost = 60;

/** Text from the wire within a sentence: nothing in it steers or hides, and it is not long. */
export function quoted(text: string): string {
  const shown = visibleText(text);
  return shown.length > lettersAtMost ? `${shown.slice(0, lettersAtMost)}…` : shown;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `90 s`, `32 min`, `1 h 30 min`, `2 days`: as it is said, whole units only. */
export function secondsText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const units = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const;
  const words: string[] = [];
  let rest = seconds;
  for (const [size, name] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${name}`);
  }
  return words.join(' ');
}

/** `104 ms`, `2.1 s`. */
export function durationText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(ms < 10_000 ? 2 : 1))} s`;
}

/** What the wire's clock cannot say is no time. */
export function timeAfter(time: string, seconds: number): string | undefined {
  const at = Date.parse(time) + seconds * 1000;
  return Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : undefined;
}

export function milliseconds(earlier: string, later: string): number {
  return Date.parse(later) - Date.parse(earlier);
}

/** The parts of a value as a fact has them. */
export function partsOf(parts: readonly ExplainedPart[]): Pick<Told, 'parts' | 'moreParts'> {
  if (parts.length === 0) return {};
  const more = parts.length - partsAtMost;
  return { parts: parts.slice(0, partsAtMost), ...(more > 0 && { moreParts: more }) };
}

/** Leaves out what is not known. */
export function part(
  name: string,
  value: string | undefined,
  means?: string,
  cite?: { readonly rfc?: number; readonly section?: string },
): ExplainedPart {
  return {
    name,
    ...(value !== undefined && { value: quoted(value) }),
    ...(means !== undefined && { means }),
    ...(cite?.rfc !== undefined && { rfc: cite.rfc }),
    ...(cite?.section !== undefined && { section: cite.section }),
  };
}

/** Frames without repeats, in order. */
export function framesOf(...rows: readonly ({ readonly frame: number } | undefined)[]): Pick<Told, 'frames'> {
  const frames = [...new Set(rows.flatMap((row) => (row === undefined ? [] : [row.frame])))].toSorted((a, b) => a - b);
  return frames.length === 0 ? {} : { frames };
}
