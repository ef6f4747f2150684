import { keptText } from '../../message/kept-text.ts';
import { userOf } from '../owner.ts';
import { quoted } from '../quoted.ts';
import { type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { stateOf } from '../subscriptions.ts';

const secondNs = 1e9;
/** After so long somebody may have asked for it anew. */
const soonNs = 60 * secondNs;
/** Reasons that say not to subscribe again. */
const final: ReadonlySet<string> = new Set(['rejected', 'noresource', 'invariant']);
/** Reasons with which retry-after means nothing. */
const withoutWait: ReadonlySet<string> = new Set(['deactivated', 'timeout', ...final]);

export const resubscribeRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-SUB-008',
    title: 'Subscribes again against what the notifier said',
    level: 'should',
    severity: 'warning',
    rfc: 6665,
    section: '4.1.3',
    why: 'The notifier will refuse it again: many clients that do so make a storm.',
    advice: 'After rejected, noresource or invariant do not subscribe again; else wait as long as retry-after says.',
    right: 'NOTIFY Subscription-State: terminated;reason=rejected, and no more',
    wrong: 'NOTIFY Subscription-State: terminated;reason=rejected, SUBSCRIBE a second later',
    headers: ['Subscription-State'],
    on: { requests: ['SUBSCRIBE', 'NOTIFY'], has: ['Event'] },
    by: subscriptionOf,
    everyHop: true,
    watch: () => {
      let endNs = Number.NaN;
      let waitNs = 0;
      let told = '';
      return (seen) => {
        const { message, timeNs, method } = seen;
        if (method === 'NOTIFY') {
          if (stateOf(seen) !== 'terminated') return undefined;
          const { reason = '', retryAfter } = message.subscriptionState!;
          const name = reason.toLowerCase();
          const isLate = retryAfter !== undefined && !withoutWait.has(name);
          endNs = final.has(name) || isLate ? timeNs : Number.NaN;
          waitNs = final.has(name) ? soonNs : (retryAfter ?? 0) * secondNs;
          told = keptText(message.text(message.valueSpan('Subscription-State') ?? [0, 0]));
          return undefined;
        }
        if (Number.isNaN(endNs) || message.to?.tag !== undefined || message.expires === 0) return undefined;
        const sinceNs = timeNs - endNs;
        endNs = Number.NaN;
        if (sinceNs >= waitNs) return 'kept';
        return {
          seen: `The notifier said ${quoted(told)}, and ${(sinceNs / secondNs).toFixed(1)} s later comes the next SUBSCRIBE.`,
        };
      };
    },
  }),
];

/** The subscriber by its address, the two users and the event; behind the first hop others stand for it. */
function subscriptionOf({ method, viaCount, srcIp, dstIp, message: { from, to, event } }: Seen): string | undefined {
  if (from === undefined || to === undefined || event === undefined) return undefined;
  const name = event.id === undefined ? event.value : `${event.value};${event.id}`;
  if (method === 'NOTIFY') return `${dstIp} ${userOf(to.uriText)} ${userOf(from.uriText)} ${name}`;
  return viaCount === 1 ? `${srcIp} ${userOf(from.uriText)} ${userOf(to.uriText)} ${name}` : undefined;
}
