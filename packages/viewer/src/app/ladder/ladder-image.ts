import { toneColor } from './colour-arrows.ts';
import { inkColor, type Ink, lookOf, type Look } from './drawing-look.ts';
import {
  arrangePicture,
  headHeightOf,
  type LadderPicture,
  layoutSheet,
  type Sheet,
  type ShapeGroup,
} from './ladder-picture.ts';
import { type Run, runWidth, type Shape, textBox } from './shape.ts';

export type ImageOptions = { readonly theme?: 'light' | 'dark' };

/** What canvases of browsers hold: Chromium 16 384 pixels a side, Safari fewer in all. */
const mostSide = 16_000;
const mostPixels = 120_000_000;
const sharpness = 2;
/** From the middle of letters to the line they stand on. */
const baseline = 4;
const fonts = {
  mono: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  sans: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
} as const;

/** A ladder as it is shown, all of it, as one SVG file that needs nothing else: no script, style sheet, font or link. */
export function ladderSvg(picture: LadderPicture, { theme = 'light' }: ImageOptions = {}): string {
  const sheet = wholeSheet(picture);
  const { width, height } = sheet;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${xmlText(picture.headline[0] ?? '')}</title>`,
    `<rect width="${width}" height="${height}" fill="${inkColor('page', theme)}"/>`,
    ...sheet.groups.map((group) => groupText(group, theme)),
    '</svg>',
    '',
  ].join('\n');
}

/** The same as PNG, and how many of its rows there was room for: a browser's canvas ends at some size. */
export async function ladderPng(
  picture: LadderPicture,
  { theme = 'light' }: ImageOptions = {},
): Promise<{ readonly image: Blob; readonly rows: number; readonly ofRows: number }> {
  const arranged = arrangePicture(picture);
  const { rows } = arranged.layout;
  const room = Math.min(mostSide, mostPixels / arranged.layout.width) - headHeightOf(picture.headline) - 20;
  const cut = rows.findIndex(({ top, height }) => top + height > room);
  const drawn = cut === -1 ? rows.length : Math.max(1, cut);
  const sheet = layoutSheet(arranged, { first: 0, last: drawn, lines: picture.headline });
  return { image: await paintSheet(sheet, theme), rows: drawn, ofRows: rows.length };
}

function wholeSheet(picture: LadderPicture): Sheet {
  const arranged = arrangePicture(picture);
  return layoutSheet(arranged, { first: 0, last: arranged.layout.rows.length, lines: picture.headline });
}

function colorOf(ink: Ink, { tone }: ShapeGroup, theme: 'light' | 'dark'): string {
  if (ink === 'tone') return toneColor(tone, theme);
  return inkColor(ink === 'ground' ? 'page' : ink, theme);
}

function groupText(group: ShapeGroup, theme: 'light' | 'dark'): string {
  const shapes = group.shapes.map((shape) => shapeText(shape, group, theme));
  return shapes.length === 0 ? '' : `<g transform="translate(0 ${round(group.y)})">${shapes.join('')}</g>`;
}

function shapeText(shape: Shape, group: ShapeGroup, theme: 'light' | 'dark'): string {
  if (shape.kind === 'path') return `<path d="${shape.d}"${attributes(lookOf(shape.look), group, theme)}/>`;
  const runs = shape.runs.map(
    (run) => `<tspan${attributes(lookOf(run.look), group, theme)}>${xmlText(run.text)}</tspan>`,
  );
  return `<text x="${round(shape.x)}" y="${round(shape.y + baseline)}" text-anchor="${shape.anchor}" xml:space="preserve">${runs.join('')}</text>`;
}

function attributes(look: Look, group: ShapeGroup, theme: 'light' | 'dark'): string {
  const { fill, stroke, width, dash, opacity, size, weight, italic, sans } = look;
  const values: readonly (readonly [string, string | number | undefined])[] = [
    ['fill', fill === undefined ? 'none' : colorOf(fill, group, theme)],
    ['stroke', stroke === undefined ? undefined : colorOf(stroke, group, theme)],
    ['stroke-width', width],
    ['stroke-dasharray', dash],
    ['opacity', opacity],
    ['font-size', size],
    ['font-weight', weight],
    ['font-style', italic === true ? 'italic' : undefined],
    ['font-family', size === undefined ? undefined : sans === true ? fonts.sans : fonts.mono],
  ];
  return values.flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${value}"`])).join('');
}

/** As XML has it; letters are visible already, but a half of a pair is none. */
function xmlText(written: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return written.toWellFormed().replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

async function paintSheet(sheet: Sheet, theme: 'light' | 'dark'): Promise<Blob> {
  const pixels = sheet.width * sheet.height;
  const scale = Math.min(sharpness, mostSide / sheet.height, mostSide / sheet.width, Math.sqrt(mostPixels / pixels));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(sheet.width * scale);
  canvas.height = Math.ceil(sheet.height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no pictures.');
  context.scale(scale, scale);
  context.fillStyle = inkColor('page', theme);
  context.fillRect(0, 0, sheet.width, sheet.height);
  for (const group of sheet.groups) {
    for (const shape of group.shapes) paintShape(context, shape, group, theme);
  }
  return await new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture is too large.')) : resolve(blob)),
      'image/png',
    );
  });
}

function paintShape(context: CanvasRenderingContext2D, shape: Shape, group: ShapeGroup, theme: 'light' | 'dark'): void {
  context.save();
  context.translate(0, group.y);
  if (shape.kind === 'path')
    paintPath(context, new Path2D(shape.d), lookOf(shape.look), (ink) => colorOf(ink, group, theme));
  else {
    let x = textBox(shape).left;
    for (const run of shape.runs) {
      paintRun(context, run, [x, shape.y + baseline], colorOf(lookOf(run.look).fill ?? 'ink', group, theme));
      x += runWidth(run);
    }
  }
  context.restore();
}

function paintPath(
  context: CanvasRenderingContext2D,
  path: Path2D,
  look: Look,
  colorOfInk: (ink: Ink) => string,
): void {
  const { fill, stroke, width = 1, dash, opacity = 1 } = look;
  context.globalAlpha = opacity;
  if (fill !== undefined) {
    context.fillStyle = colorOfInk(fill);
    context.fill(path);
  }
  if (stroke === undefined) return;
  context.strokeStyle = colorOfInk(stroke);
  context.lineWidth = width;
  context.setLineDash(dash === undefined ? [] : dash.split(' ').map(Number));
  context.stroke(path);
}

function paintRun(
  context: CanvasRenderingContext2D,
  run: Run,
  [x, y]: readonly [x: number, y: number],
  color: string,
): void {
  const { size = 12, weight = 400, italic, sans } = lookOf(run.look);
  context.fillStyle = color;
  context.font = `${italic === true ? 'italic ' : ''}${weight} ${size}px ${sans === true ? fonts.sans : fonts.mono}`;
  context.fillText(run.text, x, y);
}
