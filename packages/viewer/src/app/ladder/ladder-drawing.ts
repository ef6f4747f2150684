import type { Ladder } from '@sipscope/analyzer';
import { type ArrowColours, colourArrows, type Colouring } from './colour-arrows.ts';
import type { LadderLayout } from './ladder-row.ts';
import type { LadderScene } from './ladder-window.ts';
import { layoutLadder, type LadderLayoutOptions, rowsBetween } from './layout-ladder.ts';
import { type Connector, layoutConnectors } from './link-shapes.ts';
import { layoutStrips, type Strip } from './strips.ts';

/** Drawn beyond what is seen, so that a movement finds something there; drawn anew after so many pixels. */
const around = 300;
const step = 150;
/** Heights in a drawing begin anew after so many pixels. */
export const originStep: number = 2 ** 19;

/** What is seen, and what is told of it by colour. */
export type Seen = Pick<
  LadderScene,
  'times' | 'zone' | 'chosen' | 'hovered' | 'matches' | 'current' | 'followed' | 'marked'
> & {
  readonly top: number;
  readonly viewport: number;
};

/** Where everything of a ladder stands, and the part of it that is drawn: kept until it is another. */
export class LadderDrawing {
  readonly layout: LadderLayout;
  readonly #connectors: readonly Connector[];
  #colouring: Colouring | undefined;
  #colours: ArrowColours | undefined;
  #strips: readonly Strip[] = [];
  #scene: LadderScene | undefined;

  constructor(ladder: Ladder, options: LadderLayoutOptions) {
    this.layout = layoutLadder(ladder, options);
    this.#connectors = layoutConnectors(this.layout);
  }

  colours(colouring: Colouring): ArrowColours {
    if (this.#colours === undefined || this.#colouring !== colouring) {
      this.#colouring = colouring;
      this.#colours = colourArrows(this.layout.ladder, colouring);
      this.#strips = layoutStrips(this.layout, this.#colours);
    }
    return this.#colours;
  }

  /** The same one as long as the same is to be drawn, so that a small movement draws nothing. */
  scene({ top: seenTop, viewport, times, ...seen }: Seen, colouring: Colouring): LadderScene {
    const colours = this.colours(colouring);
    const top = Math.floor(seenTop / step) * step;
    const before = this.#scene;
    const scene: LadderScene = {
      ...seen,
      layout: this.layout,
      colours,
      strips: this.#strips,
      connectors: this.#connectors,
      times: before !== undefined && isSame(before.times, times) ? before.times : times,
      ...rowsBetween(this.layout.rows, top - around, top + step + viewport + around),
      origin: Math.floor(Math.max(0, top - around) / originStep) * originStep,
    };
    if (before !== undefined && isSame(scene, before)) return before;
    this.#scene = scene;
    return scene;
  }
}

/** Of two of one shape: each of their values is the same. */
function isSame<T extends object>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every((name) => one[name] === other[name]);
}
