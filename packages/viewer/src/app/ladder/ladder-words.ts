import { formatCount } from '../format/number.ts';
import { words } from '../words/words.ts';

/** What is written into the drawing. */
export const ladderWords = words('ladder', {
  silence: (duration: string) => `${duration} of silence`,
  media: (duration: string) => `${duration} without a message, media flows`,
  copies: (count: number) => `${formatCount(count)} copies`,
  copy: 'copy',
  more: (count: number) =>
    count === 1 ? '1 more message is not drawn' : `${formatCount(count)} more messages are not drawn`,
  lost: 'lost',
  agreed: 'agreed',
  hold: 'hold',
  earlyMedia: 'early media',
  offerBack: 'offer taken back',
  keys: 'DTMF',
  expected: (what: string) => `${what} expected`,
  timer: (name: string) => `Timer ${name}`,
  sessionTimer: 'session timer',
  session: 'session',
  noDialog: 'no dialog',
  leg: (place: number) => `leg ${place}`,
});
