import type { LookName } from './drawing-look.ts';
import { lookOf } from './drawing-look.ts';

/** Something drawn, before it is known on what: a page, a picture, paper. Places are CSS pixels. */
export type Shape = PathShape | TextShape;

export type PathShape = { readonly kind: 'path'; readonly look: LookName; readonly d: string };

export type TextShape = {
  readonly kind: 'text';
  readonly x: number;
  /** Of the middle of its letters. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly runs: readonly Run[];
};

/** A piece of a text; `part`: it does something when it is pressed. */
export type Run = { readonly text: string; readonly look: LookName; readonly part?: 'fold' };

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

export function path(look: LookName, d: string): PathShape {
  return { kind: 'path', look, d };
}

/** Runs stand beside each other with a space of their own between them. */
export function text(place: Pick<TextShape, 'x' | 'y'>, anchor: TextShape['anchor'], runs: readonly Run[]): TextShape {
  return { kind: 'text', ...place, anchor, runs };
}

/** Of letters that all have one width, at a size of one pixel. */
const letterWidth = 0.61;
/** Letters of the running text are narrower in the mean; this is safe for most. */
const sansWidth = 0.58;

export function runWidth({ text: written, look }: Run): number {
  const { size = 12, sans } = lookOf(look);
  return columns(written) * size * (sans ? sansWidth : letterWidth);
}

export function runsWidth(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + runWidth(run), 0);
}

/** What a text covers. */
export function textBox(shape: TextShape): Box {
  const width = runsWidth(shape.runs);
  const size = Math.max(...shape.runs.map(({ look }) => lookOf(look).size ?? 12));
  const left = shape.anchor === 'start' ? shape.x : shape.x - (shape.anchor === 'middle' ? width / 2 : width);
  return { left, right: left + width, top: shape.y - size / 2, bottom: shape.y + size / 2 };
}

/** Letters of East Asian scripts take two columns, marks on a letter none. */
export function columns(written: string): number {
  if (!/[^\u0020-\u007E]/.test(written)) return written.length;
  let count = 0;
  for (const letter of written) count += columnsOf(letter.codePointAt(0) ?? 0);
  return count;
}

function columnsOf(codePoint: number): number {
  if (codePoint >= 0x300 && codePoint < 0x370) return 0;
  const isWide =
    (codePoint >= 0x1100 && codePoint < 0x1160) ||
    (codePoint >= 0x2e80 && codePoint < 0xd7b0) ||
    (codePoint >= 0xf900 && codePoint < 0xfb00) ||
    (codePoint >= 0xfe30 && codePoint < 0xfe70) ||
    (codePoint >= 0xff00 && codePoint < 0xff61) ||
    codePoint >= 0x1f000;
  return isWide ? 2 : 1;
}
