import { grammarRule } from '../grammar-rules.ts';
import { escapeXml, line, railroadLayout } from './railroad-layout.ts';
import { railroadElement } from './railroad-element.ts';

/** What a railroad diagram is to show beside the rule. */
export type DiagramOptions = {
  /** Boxes to be marked: what a diagnostic's `expected` says. */
  readonly expected?: readonly string[];
};

const margin = 16;

/**
 * A rule as a railroad diagram, in SVG with the colour of the text round it: no script, no style, no font but a fixed-width one. Terminals
 * are round, rules square. Undefined where the grammar has no rule of that name.
 */
export function railroadDiagram(name: string, options: DiagramOptions = {}): string | undefined {
  const rule = grammarRule(name);
  if (rule === undefined) return undefined;
  const marked = new Set(options.expected);
  const body = railroadLayout(railroadElement(rule.production), (words) => marked.has(words));
  const width = Math.ceil(body.width + 4 * margin);
  const height = Math.ceil(body.up + body.down + 2 * margin);
  const y = body.up + margin;
  const end = 2 * margin + body.width;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="monospace" font-size="12">` +
    `<title>${escapeXml(rule.name)}</title>` +
    line(`M${margin} ${y - 6}v12m0 -6h${margin}`) +
    body.draw(2 * margin, y) +
    line(`M${end} ${y}h${margin}m0 -6v12`) +
    '</svg>'
  );
}
