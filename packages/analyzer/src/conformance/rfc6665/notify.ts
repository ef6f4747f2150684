import { parameter } from '@sipscope/parser';
import { isToldBefore } from '../bindings.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { isStandard, stateOf } from '../subscriptions.ts';

/** What NOTIFY says (RFC 6665 §4.2.2, §8.2.3). */
export const notifyRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-SUB-005',
    title: 'NOTIFY without Subscription-State',
    level: 'must',
    severity: 'error',
    rfc: 6665,
    section: '4.1.3',
    why: 'The subscriber does not learn whether and how long the subscription lasts; many answer 400.',
    advice: 'Say the state of the subscription in every NOTIFY.',
    right: 'Subscription-State: active;expires=3599',
    wrong: 'NOTIFY … Event: presence, without Subscription-State',
    headers: ['Subscription-State'],
    on: { requests: ['NOTIFY'] },
    check({ message }) {
      if (message.valueSpan('Subscription-State') !== undefined) return 'kept';
      const name = message.event?.value;
      // Vendors notify of events of their own without any subscription.
      if (name === undefined || !isStandard(name)) return undefined;
      return { seen: `The NOTIFY of ${quoted(name)} has no Subscription-State.`, span: message.valueSpan('Event') };
    },
  }),
  messageRule({
    id: 'SIP-SUB-006',
    title: 'active or pending without expires',
    level: 'must',
    severity: 'warning',
    rfc: 6665,
    section: '4.2.2',
    why: 'A subscriber whose SUBSCRIBE forked learns from it alone how long this subscription lasts.',
    advice: 'Add ;expires= with the seconds that are left.',
    right: 'Subscription-State: active;expires=3599',
    wrong: 'Subscription-State: active',
    headers: ['Subscription-State'],
    on: { requests: ['NOTIFY'], has: ['Subscription-State'] },
    check(seen) {
      const state = stateOf(seen);
      if (state !== 'active' && state !== 'pending') return undefined;
      const { params } = seen.message.subscriptionState!;
      if (parameter(params, 'expires') !== undefined) return 'kept';
      if (mentions(seen, 'expires')) return undefined;
      return {
        seen: `Subscription-State says ${state} and not for how long.`,
        span: seen.message.valueSpan('Subscription-State'),
      };
    },
  }),
  messageRule({
    id: 'SIP-SUB-007',
    title: 'terminated without a reason',
    level: 'should',
    severity: 'warning',
    rfc: 6665,
    section: '4.2.2',
    why: 'The subscriber cannot tell whether and when to subscribe again.',
    advice: 'Add ;reason=: deactivated, probation, rejected, timeout, giveup, noresource or invariant.',
    right: 'Subscription-State: terminated;reason=timeout',
    wrong: 'Subscription-State: terminated',
    headers: ['Subscription-State'],
    on: { requests: ['NOTIFY'], has: ['Subscription-State'] },
    check(seen) {
      if (stateOf(seen) !== 'terminated') return undefined;
      const { params } = seen.message.subscriptionState!;
      if (parameter(params, 'reason') !== undefined) return 'kept';
      if (mentions(seen, 'reason')) return undefined;
      return {
        seen: 'Subscription-State says terminated and not why.',
        span: seen.message.valueSpan('Subscription-State'),
      };
    },
  }),
  exchangeRule({
    id: 'SIP-SUB-010',
    title: 'NOTIFY of no subscription accepted',
    level: 'must',
    severity: 'error',
    rfc: 6665,
    section: '4.4.1',
    why: 'Anybody can make the device believe another state: a NOTIFY without a To tag belongs to no subscription.',
    advice: 'Answer 481 to every NOTIFY that matches no subscription.',
    right: 'NOTIFY without a To tag … 481',
    wrong: 'NOTIFY without a To tag … 200',
    headers: ['To', 'Event'],
    methods: ['NOTIFY'],
    check(exchange) {
      const { request, final } = exchange;
      if (request === undefined || final === undefined || isToldBefore(exchange)) return undefined;
      const { to, event } = request.message;
      if (to === undefined || to.tag !== undefined || event === undefined) return undefined;
      // Mailboxes and vendors notify without a subscription by design.
      if (!isStandard(event.value) || event.value.toLowerCase() === 'message-summary') return undefined;
      if (final.status >= 300) return 'kept';
      return {
        seen: `The NOTIFY of ${quoted(event.value)} has no To tag, and was answered ${final.status}.`,
        at: final,
        evidence: [request],
      };
    },
  }),
];

/** Whether Subscription-State has that word, though perhaps in a way that cannot be read: that is another rule's. */
function mentions({ message }: Seen, word: string): boolean {
  const span = message.valueSpan('Subscription-State');
  return span !== undefined && message.text(span).toLowerCase().includes(word);
}
