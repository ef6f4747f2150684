import { isProvisional, sinceStartText } from './arrow-text.ts';
import { ladderTitle } from './ladder-title.ts';
import { laneTitle } from './lane-title.ts';
import { clipToWidth } from './display-width.ts';
import type { LadderFormatOptions } from './format-ladder.ts';
import { type LadderRow, ladderRows } from './ladder-rows.ts';
import type { Ladder, LadderLane } from '../rows.ts';
import { visibleText } from './visible-text.ts';

const longestLabel = 256;

/** A Mermaid `sequenceDiagram`: participants `P1` to `Pn`, one line a message, a note where a stream of media begins. */
export function formatLadderMermaid(ladder: Ladder, { source }: LadderFormatOptions = {}): string {
  const lines = ['sequenceDiagram'];
  // In a comment a line ends it, and a brace begins a directive.
  if (source !== undefined) lines.push(`    %% ${mermaidText(ladderTitle(ladder, source))}`);
  for (const [index, lane] of ladder.lanes.entries()) {
    lines.push(`    participant P${index + 1} as ${laneText(lane)}`);
  }
  for (const row of ladderRows(ladder)) lines.push(`    ${rowLine(row)}`);
  return `${lines.join('\n')}\n`;
}

function laneText(lane: LadderLane): string {
  const address = mermaidText(lane.address);
  const title = laneTitle(lane);
  return title === undefined ? address : `${mermaidText(title)}<br/>${address}`;
}

function rowLine(row: LadderRow): string {
  const [from, to, text] = [`P${row.from + 1}`, `P${row.to + 1}`, `${sinceStartText(row)} ${row.text}`];
  if (row.arrow === undefined)
    return `Note over ${from},${to}: ${mermaidText(row.from < row.to ? `${text} →` : `← ${text}`)}`;
  return `${from}${isProvisional(row.arrow) ? '-->>' : '->>'}${to}: ${mermaidText(text)}`;
}

/**
 * Text as Mermaid shows it and never as Mermaid reads it: what is not a letter, digit, blank or one of a few harmless
 * signs becomes an entity code, `#59;` for `;`.
 */
function mermaidText(text: string): string {
  const shown = clipToWidth(visibleText(text), longestLabel);
  // A whole match is one code point.
  return shown.replace(/[^\p{L}\p{N} .,()·⟲…←→]/gu, (character) => `#${character.codePointAt(0)!};`);
}
