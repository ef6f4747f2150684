import { isProvisional, sinceStartText } from './arrow-text.ts';
import { ladderTitle } from './ladder-title.ts';
import { laneTitle } from './lane-title.ts';
import { clipToWidth } from './display-width.ts';
import type { LadderFormatOptions } from './format-ladder.ts';
import { type LadderRow, ladderRows } from './ladder-rows.ts';
import type { Ladder, LadderLane } from '../rows.ts';
import { visibleText } from './visible-text.ts';

const longestLabel = 256;

/** A PlantUML sequence diagram: participants `P1` to `Pn`, one line a message or a stream of media, whose arrow is bold. */
export function formatLadderPlantuml(ladder: Ladder, { source }: LadderFormatOptions = {}): string {
  const lines = ['@startuml', 'hide footbox'];
  if (source !== undefined) lines.push(`title ${plantumlText(ladderTitle(ladder, source))}`);
  for (const [index, lane] of ladder.lanes.entries()) {
    lines.push(`participant "${laneText(lane)}" as P${index + 1}`);
  }
  for (const row of ladderRows(ladder)) lines.push(rowLine(row));
  lines.push('@enduml');
  return `${lines.join('\n')}\n`;
}

function laneText(lane: LadderLane): string {
  const address = plantumlText(lane.address);
  const title = laneTitle(lane);
  return title === undefined ? address : `${plantumlText(title)}\\n${address}`;
}

function rowLine(row: LadderRow): string {
  const line = row.arrow === undefined ? '-[bold]>' : isProvisional(row.arrow) ? '-->' : '->';
  const label = plantumlText(`${sinceStartText(row)} ${row.text}`);
  return `P${row.from + 1} ${line} P${row.to + 1} : ${label}`;
}

/**
 * Text as PlantUML shows it and never as its preprocessor or its markup reads it: what is not a letter, digit, blank
 * or one of a few harmless signs becomes `<U+003A>`.
 */
function plantumlText(text: string): string {
  const shown = clipToWidth(visibleText(text), longestLabel);
  return shown.replace(/[^\p{L}\p{N} .,()·⟲…]/gu, (character) => {
    // A whole match is one code point.
    const code = character.codePointAt(0)!;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}
