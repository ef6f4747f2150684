import type { MediaRange } from '@sipscope/parser';
import { eventPackageRow } from '@sipscope/parser/registry';
import { quoted } from '../quoted.ts';
import { caseRule, messageRule, type Rule } from '../rule.ts';
import { isFirstHop, isSealed, notifiesOf, ofMethod, packageOf, stateOf } from '../subscriptions.ts';
import type { Seen } from '../seen.ts';

const secondNs = 1e9;
/** Clocks and networks make an interval that much shorter. */
const jitter = 0.9;

/** What the bodies of NOTIFY tell, and how often. */
export const notifiedStateRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-SUB-020',
    title: 'Malformed message summary',
    level: 'robustness',
    severity: 'info',
    rfc: 3842,
    section: '5.2',
    why: 'The lamp of the mailbox stays as it was.',
    advice: 'Begin with Messages-Waiting: yes or no; then a line for each class, new/old and urgent ones in brackets.',
    right: 'Messages-Waiting: yes\nVoice-Message: 2/8 (0/2)',
    wrong: 'Messages-Waiting: 2\nVoice-Message: 2',
    headers: ['Content-Type'],
    on: { requests: ['NOTIFY'], has: ['Content-Type'], body: 'any' },
    check({ message }) {
      const summary = message.body?.find('application/simple-message-summary')?.value;
      if (summary?.kind !== 'messageSummary') return undefined;
      const [wrong] = summary.diagnostics;
      if (wrong === undefined) return 'kept';
      const line = new TextDecoder('latin1').decode(message.bytes.subarray(...wrong.span));
      const what =
        wrong.code === 'body-summary-status'
          ? 'The summary does not say Messages-Waiting: yes or no'
          : 'The summary has a line that is none';
      return { seen: line === '' ? `${what}.` : `${what}: ${quoted(line)}.`, span: wrong.span };
    },
  }),
  caseRule('subscription', {
    id: 'SIP-SUB-021',
    title: 'NOTIFY more often than max-rate',
    level: 'must',
    severity: 'error',
    rfc: 6446,
    section: '5.2',
    why: 'The subscriber asked for no more, and the notifier agreed: the subscriber or its network is overloaded.',
    advice:
      'Hold a NOTIFY back until the time of one over max-rate is over, but for the first, the last and what follows a SUBSCRIBE.',
    right: 'max-rate=0.2, a NOTIFY every 5 s',
    wrong: 'max-rate=0.2, a NOTIFY every second',
    headers: ['Event', 'Subscription-State'],
    check(one) {
      if (!isFirstHop(one)) return undefined;
      const subscribed = ofMethod(one.exchanges, 'SUBSCRIBE').flatMap(({ request }) => request?.timeNs ?? []);
      const notifies = notifiesOf(one);
      let isKept = false;
      for (const [at, now] of notifies.entries()) {
        const before = notifies[at - 1];
        const rate = before?.message.subscriptionState?.maxRate;
        if (before === undefined || rate === undefined || rate <= 0 || isExempt(before, now)) continue;
        if (subscribed.some((timeNs) => timeNs > before.timeNs && timeNs <= now.timeNs)) continue;
        const sinceNs = now.timeNs - before.timeNs;
        if (sinceNs >= (jitter * secondNs) / rate) isKept = true;
        else
          return {
            seen: `max-rate is ${rate} a second, and NOTIFY came ${(sinceNs / secondNs).toFixed(2)} s after the one before.`,
            at: now,
            evidence: [before],
          };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  caseRule('subscription', {
    id: 'SIP-SUB-026',
    title: 'NOTIFY body of a type that was not asked for',
    level: 'should',
    severity: 'warning',
    rfc: 6665,
    section: '4.1.2.1',
    why: 'The subscriber cannot read it, and drops the state.',
    advice:
      'Send a type of Accept, or the default of the package where there is no Accept; answer 406 where there is none.',
    right: 'SUBSCRIBE Accept: application/pidf+xml … NOTIFY Content-Type: application/pidf+xml',
    wrong: 'SUBSCRIBE Accept: application/pidf+xml … NOTIFY Content-Type: application/xpidf+xml',
    headers: ['Accept', 'Content-Type'],
    check(one) {
      if (!isFirstHop(one) || one.event === undefined) return undefined;
      const asked = ofMethod(one.exchanges, 'SUBSCRIBE').flatMap(({ request }) => request ?? []);
      if (asked.length === 0 || one.more > 0) return undefined;
      let isKept = false;
      for (const notify of notifiesOf(one)) {
        const type = notify.message.contentType?.essence;
        const { body } = notify.message;
        if (type === undefined || body === undefined || isSealed(body)) continue;
        const last = asked.findLast(({ timeNs }) => timeNs <= notify.timeNs);
        // Parts may be of types that were asked for; lists are agreed on by eventlist (RFC 4662 §4.1).
        if (last === undefined || type.startsWith('multipart/')) continue;
        const accepts = takes(last, packageOf(one.event), type);
        if (accepts === true) isKept = true;
        else if (typeof accepts === 'string')
          return {
            seen: `The NOTIFY has a body of ${quoted(type)}, and ${accepts}.`,
            at: notify,
            span: notify.message.valueSpan('Content-Type'),
            evidence: [last],
          };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
];

/** What says a new state of the subscription may come at any time (RFC 6446 §5.2). */
function isExempt(before: Seen, now: Seen): boolean {
  return stateOf(now) === 'terminated' || (stateOf(before) === 'pending' && stateOf(now) === 'active');
}

/** Whether a subscriber takes a type; a text says what it takes; `undefined`: that is not known. */
function takes({ message }: Seen, event: string, type: string): boolean | string | undefined {
  const span = message.valueSpan('Accept');
  if (span !== undefined) {
    const ranges = message.values('Accept');
    if (ranges.length === 0 || ranges.some((range) => isOfRange(type, range))) return ranges.length > 0 || undefined;
    return `Accept lists ${quoted(message.text(span))}`;
  }
  const row = eventPackageRow(event);
  if (row === undefined || row.type !== 'package' || !('bodyTypes' in row) || !row.bodyTypes.includes('/'))
    return undefined;
  return row.bodyTypes.split(', ').includes(type) ? true : `the package ${event} has ${row.bodyTypes}`;
}

function isOfRange(type: string, range: MediaRange): boolean {
  const { essence } = range;
  if (essence === '*/*' || essence === type) return true;
  return essence.endsWith('/*') && type.startsWith(essence.slice(0, -1));
}
