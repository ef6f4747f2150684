import type { RailroadElement } from './railroad-element.ts';

/** Pixels. */
const letterWidth = 7.25;
const boxPadding = 10;
const boxHalf = 12;
const gap = 10;
const bend = 10;

/** What a diagram is drawn of, in pixels from its upper left corner: `path` as SVG has it. */
export type RailroadShape =
  | { readonly kind: 'line'; readonly path: string }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly text: string;
      /** A rule of its own; else a terminal. */
      readonly isRule: boolean;
      /** One of those that were expected. */
      readonly isMarked: boolean;
    };

/** A piece with its size, and how it is drawn with its line entering at a point. Pixels; `up` and `down` from that line. */
export type RailroadLayout = {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  readonly draw: (x: number, y: number) => readonly RailroadShape[];
};

/** Places a piece. `isMarked` says of a box whether it is one of those that were expected. */
export function railroadLayout(element: RailroadElement, isMarked: (words: string) => boolean): RailroadLayout {
  switch (element.kind) {
    case 'box':
      return box(element.text, element.isRule, isMarked(element.words));
    case 'row':
      return row(element.elements.map((one) => railroadLayout(one, isMarked)));
    case 'choice':
      return choice(element.ways.map((one) => railroadLayout(one, isMarked)));
    case 'loop':
      return loop(railroadLayout(element.element, isMarked));
  }
}

export function line(path: string): RailroadShape {
  return { kind: 'line', path };
}

function box(text: string, isRule: boolean, isMarked: boolean): RailroadLayout {
  const width = text.length * letterWidth + 2 * boxPadding;
  return {
    width,
    up: boxHalf,
    down: boxHalf,
    draw: (x, y) => [
      {
        kind: 'box',
        x: rounded(x),
        y: rounded(y - boxHalf),
        width: rounded(width),
        height: 2 * boxHalf,
        text,
        isRule,
        isMarked,
      },
    ],
  };
}

function row(parts: readonly RailroadLayout[]): RailroadLayout {
  const width = parts.reduce((sum, part) => sum + part.width, 0) + gap * Math.max(0, parts.length - 1);
  return {
    width,
    up: Math.max(0, ...parts.map((part) => part.up)),
    down: Math.max(0, ...parts.map((part) => part.down)),
    draw(x, y) {
      let from = x;
      const shapes = parts.length === 0 ? [line(`M${at(x)} ${at(y)}h0`)] : [];
      for (const [index, part] of parts.entries()) {
        if (index > 0) shapes.push(line(`M${at(from - gap)} ${at(y)}h${gap}`));
        shapes.push(...part.draw(from, y));
        from += part.width + gap;
      }
      return shapes;
    },
  };
}

/** The first way is straight on; the others branch off below it. */
function choice(ways: readonly RailroadLayout[]): RailroadLayout {
  const inner = Math.max(...ways.map((way) => way.width));
  const offsets: number[] = [0];
  for (let at = 1; at < ways.length; at++)
    offsets.push(offsets[at - 1]! + Math.max(ways[at - 1]!.down, bend) + gap + Math.max(ways[at]!.up, bend));
  return {
    width: inner + 4 * bend,
    up: ways[0]!.up,
    down: offsets.at(-1)! + ways.at(-1)!.down,
    draw(x, y) {
      const right = x + 2 * bend + inner;
      return ways.flatMap((way, index) => {
        const level = y + offsets[index]!;
        const rest = `M${at(x + 2 * bend + way.width)} ${at(level)}H${at(right)}`;
        const middle = way.draw(x + 2 * bend, level);
        if (index === 0) return [line(`M${at(x)} ${at(y)}h${2 * bend}`), ...middle, line(`${rest}h${2 * bend}`)];
        const drop = offsets[index]! - 2 * bend;
        const down = `M${at(x)} ${at(y)}q${bend} 0 ${bend} ${bend}v${at(drop)}q0 ${bend} ${bend} ${bend}`;
        const back = `q${bend} 0 ${bend} -${bend}v-${at(drop)}q0 -${bend} ${bend} -${bend}`;
        return [line(down), ...middle, line(rest + back)];
      });
    },
  };
}

/** Straight through, and back above. */
function loop(part: RailroadLayout): RailroadLayout {
  const rise = part.up + gap;
  return {
    width: part.width + 2 * bend,
    up: rise,
    down: part.down,
    draw(x, y) {
      const back =
        `M${at(x + bend + part.width)} ${at(y)}q${bend} 0 ${bend} -${bend}v-${at(Math.max(0, rise - 2 * bend))}q0 -${bend} -${bend} -${bend}` +
        `h-${at(part.width)}q-${bend} 0 -${bend} ${bend}v${at(Math.max(0, rise - 2 * bend))}q0 ${bend} ${bend} ${bend}`;
      return [
        line(`M${at(x)} ${at(y)}h${bend}`),
        ...part.draw(x + bend, y),
        line(`M${at(x + bend + part.width)} ${at(y)}h${bend}`),
        line(back),
      ];
    },
  };
}

function at(pixels: number): string {
  return String(rounded(pixels));
}

function rounded(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
