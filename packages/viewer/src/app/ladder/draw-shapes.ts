import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Run, Shape } from './shape.ts';

/** From the middle of letters to the line they stand on. */
const baseline = 4;

/** Shapes as elements of a page, which has the style rules for them. */
export function drawShapes(shapes: readonly Shape[]): readonly SVGTemplateResult[] {
  return shapes.map(drawShape);
}

function drawShape(shape: Shape): SVGTemplateResult {
  if (shape.kind === 'path') return svg`<path class="l-${shape.look}" d=${shape.d}></path>`;
  return svg`<text x=${shape.x} y=${shape.y + baseline} text-anchor=${shape.anchor}>${shape.runs.map(drawRun)}</text> `;
}

function drawRun({ text, look, part }: Run): SVGTemplateResult {
  return svg`<tspan class="l-${look}" data-part=${part ?? nothing}>${text}</tspan>`;
}
