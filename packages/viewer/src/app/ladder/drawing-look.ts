import { grounds, inks, lines, type ColorToken } from '../theme/tokens.ts';

/** A colour of the page, or one of the arrow a thing belongs to: what it is drawn in, what it lies on. */
export type Ink = keyof typeof grounds | keyof typeof inks | keyof typeof lines | 'tone' | 'ground';

export type Look = {
  readonly fill?: Ink;
  readonly stroke?: Ink;
  readonly width?: number;
  readonly dash?: string;
  readonly opacity?: number;
  /** Of text: its size; letters of one width unless `sans`. */
  readonly size?: number;
  readonly weight?: 600 | 700;
  readonly italic?: true;
  readonly sans?: true;
};

/** How each thing of a ladder looks, once for the page, pictures and paper. */
const looks = {
  lane: { stroke: 'edge', width: 1 },
  chosen: { fill: 'chosen' },
  hovered: { fill: 'hover' },
  match: { fill: 'lit' },
  current: { fill: 'lit', stroke: 'mark', width: 2 },
  plate: { fill: 'ground' },
  request: { stroke: 'tone', width: 1.8 },
  response: { stroke: 'tone', width: 1.1 },
  provisional: { stroke: 'tone', width: 1.1, dash: '5 4' },
  repeat: { stroke: 'tone', width: 1.4, dash: '1.5 3' },
  tip: { fill: 'tone' },
  name: { fill: 'tone', size: 12 },
  'name-request': { fill: 'tone', size: 12, weight: 700 },
  'name-repeat': { fill: 'tone', size: 12, italic: true },
  letter: { fill: 'tone', size: 10, weight: 700 },
  more: { fill: 'quiet', size: 11 },
  count: { fill: 'warn', size: 12 },
  lost: { fill: 'bad', size: 11, weight: 700 },
  'lost-cross': { stroke: 'bad', width: 1.8 },
  must: { fill: 'bad', size: 10 },
  should: { fill: 'warn', size: 10 },
  ghost: { stroke: 'warn', width: 1.1, dash: '2 5' },
  'ghost-tip': { stroke: 'warn', width: 1.1 },
  'ghost-name': { fill: 'warn', size: 11.5, italic: true },
  timer: { stroke: 'quiet', width: 1 },
  'timer-fired': { stroke: 'bad', width: 2 },
  'timer-name': { fill: 'quiet', size: 11 },
  'timer-name-fired': { fill: 'bad', size: 11, weight: 700 },
  digits: { fill: 'accent', size: 11.5, weight: 700 },
  'digits-mark': { stroke: 'accent', width: 1 },
  'bar-good': { fill: 'good', opacity: 0.2 },
  'bar-fair': { fill: 'warn', opacity: 0.24 },
  'bar-poor': { fill: 'bad', opacity: 0.26 },
  'bar-unknown': { fill: 'edge', opacity: 0.35 },
  'bar-early': { stroke: 'quiet', width: 1, dash: '3 2' },
  'bar-edge-good': { stroke: 'good', width: 1 },
  'bar-edge-fair': { stroke: 'warn', width: 1, dash: '6 3' },
  'bar-edge-poor': { stroke: 'bad', width: 1, dash: '2 2' },
  'bar-edge-unknown': { stroke: 'edge', width: 1 },
  'bar-name': { fill: 'ink', size: 11 },
  pause: { fill: 'quiet', size: 11.5, italic: true, sans: true },
  break: { stroke: 'edge', width: 1 },
  'break-gap': { fill: 'page' },
  second: { stroke: 'edge', width: 1 },
  band: { stroke: 'tone', width: 3, opacity: 0.55 },
  'band-early': { stroke: 'tone', width: 3, dash: '1.5 2.5', opacity: 0.55 },
  agreed: { stroke: 'good', width: 3, opacity: 0.5 },
  preview: { stroke: 'good', width: 3, dash: '1.5 2.5', opacity: 0.6 },
  'one-way': { stroke: 'moved', width: 3, dash: '6 2', opacity: 0.7 },
  held: { stroke: 'warn', width: 4, dash: '2 2', opacity: 0.85 },
  link: { stroke: 'accent', width: 1.2, opacity: 0.8 },
  'link-tip': { fill: 'accent' },
  'link-name': { fill: 'accent', size: 11 },
  bracket: { stroke: 'mark', width: 1.5 },
  'bracket-hovered': { stroke: 'edge', width: 1.5 },
  mark: { fill: 'accent', size: 10, weight: 700 },
  since: { fill: 'ink', size: 11.5 },
  delta: { fill: 'quiet', size: 11.5 },
  heading: { fill: 'ink', size: 13, weight: 600, sans: true },
  address: { fill: 'quiet', size: 11.5 },
} as const satisfies Record<string, Look>;

export type LookName = keyof typeof looks;

export function lookOf(name: LookName): Look {
  return looks[name];
}

const tokens: Readonly<Record<string, ColorToken>> = { ...grounds, ...inks, ...lines };

/** What an ink is in a picture, which has no style sheet. */
export function inkColor(ink: Exclude<Ink, 'tone' | 'ground'>, theme: 'light' | 'dark'): string {
  return tokens[ink]?.[theme] ?? '#000000';
}

/** The style rules of the page for all of them: class `l-name` for what looks like `name`. */
export function lookRules(): string {
  return Object.entries(looks as Readonly<Record<string, Look>>)
    .map(([name, look]) => `.l-${name} { ${declarations(look)} }`)
    .join('\n');
}

function declarations({ fill, stroke, width, dash, opacity, size, weight, italic, sans }: Look): string {
  return [
    `fill: ${fill === undefined ? 'none' : inkValue(fill)}`,
    ...(stroke === undefined ? [] : [`stroke: ${inkValue(stroke)}`]),
    ...(width === undefined ? [] : [`stroke-width: ${width}`]),
    ...(dash === undefined ? [] : [`stroke-dasharray: ${dash}`]),
    ...(opacity === undefined ? [] : [`opacity: ${opacity}`]),
    ...(size === undefined
      ? []
      : [`font: ${italic ? 'italic ' : ''}${weight ?? 400} ${size}px var(--${sans ? 'sans' : 'mono'})`]),
  ].join('; ');
}

function inkValue(ink: Ink): string {
  return ink === 'tone' ? 'currentColor' : `var(--${ink})`;
}
