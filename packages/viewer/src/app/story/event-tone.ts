import type { StoryEventKind } from '@sipscope/analyzer';
import type { IconName } from '../parts/icons.ts';
import type { Tone } from '../parts/outcome.ts';

type Mark = readonly [icon: IconName | undefined, tone: Tone];

const quiet: Mark = [undefined, 'quiet'];

/** Glyph and colour of what stands out; most of what happens in a call does not. */
const marks: Readonly<Partial<Record<StoryEventKind, Mark>>> = {
  answered: ['answered', 'good'],
  failed: ['failed', 'bad'],
  'no-answer': ['no-answer', 'warn'],
  cancelled: ['cancelled', 'quiet'],
  refused: ['declined', 'warn'],
  'unanswered-offer': ['warning', 'warn'],
  description: ['warning', 'warn'],
  glare: ['warning', 'warn'],
  rollback: ['previous', 'warn'],
  retransmissions: ['repeat', 'warn'],
  authentication: ['unauthorized', 'quiet'],
  forwarded: ['redirected', 'moved'],
  transfer: ['redirected', 'moved'],
  takeover: ['redirected', 'moved'],
  hold: ['hold', 'accent'],
  resume: ['resume', 'accent'],
  'media-problem': ['warning', 'warn'],
  hangup: ['ended', 'quiet'],
};

export function eventMark(kind: StoryEventKind): Mark {
  return marks[kind] ?? quiet;
}
