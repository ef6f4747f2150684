import type { ComparedPair, ComparedState } from '@sipscope/analyzer';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { compareWords as said } from './compare-words.ts';

export const signs: Readonly<Record<ComparedState, string>> = { same: '', differs: '~', left: '−', right: '+' };

export function stateTitle(state: ComparedState): string {
  switch (state) {
    case 'left':
      return said.onlyLeft;
    case 'right':
      return said.onlyRight;
    case 'differs':
      return said.differs;
    case 'same':
      return said.same;
  }
}

/** Durations in their unit, truth in words; wire text made safe. */
export function factText(fact: string, value: string | number | boolean | undefined): string {
  if (value === undefined) return '–';
  if (typeof value === 'boolean') return value ? said.yes : said.no;
  if (typeof value === 'string') return label(value, 200);
  if (fact.endsWith('Ms')) return formatDuration(value);
  return fact === 'status' || !Number.isInteger(value) ? String(value) : formatCount(value);
}

/** With its sign. */
export function signed(figure: number): string {
  return figure > 0 ? `+${figure}` : figure < 0 ? `−${Math.abs(figure)}` : '0';
}

/** An element by its place in the path. */
export function elementName(place: number, count: number): string {
  if (place === 0) return said.caller;
  return place === count - 1 ? said.callee : said.element(place);
}

/** A pair, or how many that are the same stand here. */
export type ShownPair = { readonly pair: ComparedPair; readonly at: number } | { readonly folded: number };

export function shownPairs(pairs: readonly ComparedPair[], hidesSame: boolean): readonly ShownPair[] {
  const shown: ShownPair[] = [];
  let folded = 0;
  for (const [at, pair] of pairs.entries()) {
    if (hidesSame && pair.state === 'same') {
      folded++;
      continue;
    }
    if (folded > 0) shown.push({ folded });
    folded = 0;
    shown.push({ pair, at });
  }
  return folded > 0 ? [...shown, { folded }] : shown;
}
