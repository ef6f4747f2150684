import type { Words } from './read-options.ts';
import type { Time } from './script.ts';

const anyTime: Time = { seconds: 0, isRelative: true, isAny: true };

/**
 * `1.5`, `+0.5`; of an expectation also `+0.1..0.5`, `+0.1..`, `1..2`, `within 2.0`, each with `of @label` to count from another line than the one before. Without any of
 * these, any time.
 */
export function readTime(words: Words): Time {
  const time = readWhen(words);
  if (time.isAny === true || !words.skip('of')) return time;
  const label = /^@(\S+)$/.exec(words.next('label'))?.[1];
  if (label === undefined) throw new Error('expected `of @label`');
  return { ...time, isRelative: true, since: label };
}

function readWhen(words: Words): Time {
  if (words.skip('within')) return { seconds: 0, isRelative: true, until: words.number('seconds') };
  const [, plus, from = '', dots, to = ''] = timePattern.exec(words.peek() ?? '') ?? [];
  if (from === '' && /^\+?\d/.test(words.peek() ?? '')) throw new Error(`no time: ${words.peek()}`);
  if (from === '') return anyTime;
  words.next('time');
  const time = { seconds: Number(from), isRelative: plus === '+' };
  if (dots === undefined) return time;
  const until = to === '' ? Number.POSITIVE_INFINITY : Number(to);
  if (until < time.seconds) throw new Error(`no time is from ${from} to ${to}`);
  return { ...time, until };
}

const timePattern = /^(\+?)(\d+(?:\.\d+)?)(?:(\.\.)(\d+(?:\.\d+)?)?)?$/;

/** Whether a line begins like a step: what it says of time, and who sends to whom. */
export function startsLikeStep(text: string): boolean {
  return /^(\S+:\s+)?(\+?\d\S*|within\s+\S+)\s+(of\s+\S+\s+)?\S+\s+(->|<-)\s/.test(text);
}
