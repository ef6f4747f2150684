import { grammarRule } from '../grammar-rules.ts';
import { line, railroadLayout, type RailroadShape } from './railroad-layout.ts';
import { railroadElement } from './railroad-element.ts';

/** What a railroad diagram is to show beside the rule. */
export type DiagramOptions = {
  /** Boxes to be marked: what a diagnostic's `expected` says. */
  readonly expected?: readonly string[];
};

/** A rule as a railroad diagram, for who draws it. Pixels. */
export type Railroad = {
  /** As the ABNF writes it. */
  readonly rule: string;
  readonly width: number;
  readonly height: number;
  /** In the order in which they are drawn. */
  readonly shapes: readonly RailroadShape[];
};

const margin = 16;

/** What the diagram of a rule is drawn of. Undefined where the grammar has no rule of that name. */
export function railroad(name: string, options: DiagramOptions = {}): Railroad | undefined {
  const rule = grammarRule(name);
  if (rule === undefined) return undefined;
  const marked = new Set(options.expected);
  const body = railroadLayout(railroadElement(rule.production), (words) => marked.has(words));
  const width = Math.ceil(body.width + 4 * margin);
  const height = Math.ceil(body.up + body.down + 2 * margin);
  const y = body.up + margin;
  const end = 2 * margin + body.width;
  const shapes = [
    line(`M${margin} ${y - 6}v12m0 -6h${margin}`),
    ...body.draw(2 * margin, y),
    line(`M${end} ${y}h${margin}m0 -6v12`),
  ];
  return { rule: rule.name, width, height, shapes };
}

/**
 * A rule as a railroad diagram, in SVG with the colour of the text round it: no script, no style, no font but a fixed-width one. Terminals
 * are round, rules square. Undefined where the grammar has no rule of that name.
 */
export function railroadDiagram(name: string, options: DiagramOptions = {}): string | undefined {
  const diagram = railroad(name, options);
  if (diagram === undefined) return undefined;
  const { rule, width, height, shapes } = diagram;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="monospace" font-size="12">` +
    `<title>${escapeXml(rule)}</title>${shapes.map(shapeSvg).join('')}</svg>`
  );
}

function shapeSvg(shape: RailroadShape): string {
  if (shape.kind === 'line') return `<path d="${shape.path}" fill="none" stroke="currentColor" stroke-width="1.5"/>`;
  const { x, y, width, height, text, isRule, isMarked } = shape;
  const kind = (isRule ? 'rule' : 'terminal') + (isMarked ? ' expected' : '');
  return (
    `<g class="${kind}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${isRule ? 2 : height / 2}" ` +
    `fill="${isMarked ? 'currentColor' : 'none'}" fill-opacity="0.18" stroke="currentColor" stroke-width="${isMarked ? 2.5 : 1}"/>` +
    `<text x="${middle(x, width)}" y="${Math.round((y + height / 2 + 4) * 10) / 10}" text-anchor="middle" fill="currentColor">${escapeXml(text)}</text></g>`
  );
}

function middle(x: number, width: number): number {
  return Math.round((x + width / 2) * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
