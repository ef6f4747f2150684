import { type Given, type Rule, sourceRule, type Watch } from '../rule.ts';
import { byCapture } from '../source-names.ts';
import type { Seen } from '../seen.ts';
import { secondsText } from '../told.ts';

/** A clock is right where it differs by no more: signatures over a Date may be as old (RFC 8224 §6.2.4). */
const rightMs = 60_000;
/** Senders told apart. */
const mostSenders = 4096;

/** Rules of what Date says of the sender's clock. */
export const clockRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-SYN-032',
    title: 'Date differs from the time of the capture',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '20.17',
    why: 'With a wrong clock signatures of callers are refused, certificates seem invalid, and records of calls do not fit together.',
    advice: 'Let the device set its clock by NTP.',
    right: 'Date: Sat, 13 Nov 2010 23:29:00 GMT, at 23:29:01',
    wrong: 'Date: Thu, 01 Jan 1970 00:05:00 GMT',
    abnf: 'SIP-date',
    headers: ['Date'],
    on: { requests: 'any', responses: 'any', has: ['Date'] },
    // All together: that of another sender shows whether the clock of the capture is right.
    by: byCapture,
    watch: watchDates,
  }),
];

function watchDates({ unixMs }: Given): Watch {
  const told = new Set<string>();
  const right = new Set<string>();
  return (seen) => {
    const date = seen.message.get('Date')?.getTime();
    if (date === undefined || Number.isNaN(date)) return undefined;
    const now = unixMs(seen);
    if (now === undefined) return 'G-CLOCK';
    const sender = senderOf(seen);
    const offMs = date - now;
    if (Math.abs(offMs) <= rightMs) {
      if (right.size < mostSenders) right.add(sender);
      return 'kept';
    }
    if (told.has(sender) || told.size >= mostSenders) return undefined;
    if (right.size === 0) return 'G-CLOCK';
    told.add(sender);
    const span = seen.message.valueSpan('Date');
    return {
      seen: `The Date is ${secondsText(Math.abs(offMs) * 1e6)} ${offMs < 0 ? 'before' : 'after'} the time of the capture, which the Date of ${[...right][0]} confirms.`,
      span,
    };
  };
}

/** A message on its first hop: further on the Date is another's. */
function senderOf({ srcIp }: Seen): string {
  return srcIp;
}
