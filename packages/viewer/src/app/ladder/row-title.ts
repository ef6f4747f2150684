import type { LadderMedia } from '@sipscope/analyzer';
import type { Zone } from '../format/time.ts';
import { formatDuration } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { arrowTitle } from './describe-arrow.ts';
import type { LadderItem } from './ladder-row.ts';
import { ladderWords } from './ladder-words.ts';

/** What the pointer is told of a row: its packets, and all there was no room for. */
export function rowTitle(item: LadderItem, zone: Zone): string {
  switch (item.kind) {
    case 'arrow':
      return arrowTitle(item, zone);
    case 'media':
      return mediaTitle(item.media);
    case 'early':
      return `${ladderWords.earlyMedia} ${formatDuration(item.early.durationMs)} ${frames(item.early.frames)}`;
    case 'timers':
      return item.timers.map((timer) => `${label(timer.label, 400)} ${frames(timer.frames)}`).join('\n');
    case 'ghost':
      return `${label(item.ghost.why, 400)} ${frames(item.ghost.frames)}`;
    case 'more':
      return ladderWords.more(item.count);
    case 'digits':
      return item.digits.map((one) => `${label(one.digits, 40)} (${one.source}) ${frames(one.frames)}`).join('\n');
  }
}

function mediaTitle({ frame, lastFrame, label: text, problems }: LadderMedia): string {
  const told = problems === undefined ? '' : ` (${problems.join(', ').replaceAll('-', ' ')})`;
  return label(`#${frame}–${lastFrame} ${text}${told}`, 400);
}

/** Of what proves it, the first few. */
function frames(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 8).map((frame) => `#${frame}`);
  return [...shown, ...(numbers.length > 8 ? ['…'] : [])].join(' ');
}
