import { words } from '../../words/words.ts';

export const listWords = words('ladder-list', {
  title: 'Messages of the call',
  time: 'time',
  since: 'start',
  delta: 'Δ',
  from: 'from',
  to: 'to',
  message: 'message',
  sdp: 'SDP',
  marks: 'marks',
  findings: 'findings',
  again: 'sent again',
  byTimer: (timer: string): string => `sent again, Timer ${timer}`,
  copy: 'captured again',
  lost: 'lost',
  earlyMedia: 'early media follows',
  rolledBack: 'all stays as it was',
  agreed: (what: string): string => `→ ${what}`,
  held: (by: string): string => `held by ${by}`,
});
