import { byCallId, endOf, grantOf, isRefreshable, isSameContact } from '../bindings.ts';
import type { Exchange } from '../exchange.ts';
import { caseRule, type Guard, type Rule } from '../rule.ts';

const secondNs = 1e9;
/** Expiry is told in whole seconds, and a 2xx is some time on its way. */
const graceNs = 5 * secondNs;
/** Refreshes in a row that are a storm. */
const mostRefreshes = 3;
/** Shorter grants are short on purpose: they keep a NAT open. */
const shortGrant = 60;

/** When a user agent refreshes its bindings (RFC 3261 §10.2.4). */
export const refreshRules: readonly Rule[] = [
  caseRule('registration', {
    id: 'SIP-REG-011',
    title: 'Binding ran out before it was refreshed',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '10.2.4',
    why: 'Between its end and the next registration nobody could reach the device.',
    advice:
      'Refresh well before the granted time is over, at half of it or some seconds before; look why earlier attempts failed where there were any.',
    right: '200 Contact: …;expires=60, REGISTER 50 s later',
    wrong: '200 Contact: …;expires=60, REGISTER 90 s later',
    headers: ['Contact', 'Expires'],
    check({ exchanges }, observed) {
      let outcome: 'kept' | Guard | undefined;
      for (const group of byCallId(exchanges)) {
        for (const [at, after] of group.entries()) {
          const before = group[at - 1];
          const endNs = before === undefined ? undefined : endOf(before);
          if (before?.success === undefined || endNs === undefined || after.request === undefined) continue;
          if (!isSameContact(before, after)) continue;
          const lateNs = after.request.timeNs - endNs;
          if (lateNs <= graceNs) outcome = 'kept';
          else if (observed.gap(before.success.timeNs, after.request.timeNs) !== undefined) outcome ??= 'G-LOSS';
          // One between them was sent where it was not captured.
          else if (after.request.cseq !== before.request!.cseq + 1) outcome ??= 'G-MULTIHOP';
          else
            return {
              seen: `The binding ran out ${Math.round(lateNs / secondNs)} s before it was refreshed.`,
              at: after.request,
              evidence: [before.request!, before.success],
            };
        }
      }
      return outcome;
    },
  }),
  caseRule('registration', {
    id: 'SIP-REG-012',
    title: 'Refreshes far more often than needed',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '10.2.4',
    why: 'It loads the registrar and drains batteries.',
    advice: 'Refresh at half of the granted time or later; keep NATs open by keep-alives (RFC 5626) or shorter grants.',
    right: 'expires=3600, refreshed every 1800 s',
    wrong: 'expires=3600, refreshed every 20 s',
    headers: ['Contact', 'Expires'],
    check({ exchanges }) {
      let row: Exchange[] = [];
      let isKept = false;
      for (const one of exchanges.filter(isRefreshable)) {
        const last = row.at(-1);
        const granted = last === undefined ? undefined : grantOf(last);
        if (last === undefined || granted === undefined || granted < shortGrant || !isSameContact(last, one)) {
          row = [one];
          continue;
        }
        const isEarly = one.request!.timeNs - last.request!.timeNs < granted * secondNs * 0.1;
        if (!isEarly) isKept = true;
        row = isEarly ? [...row, one] : [one];
        if (row.length <= mostRefreshes) continue;
        const overNs = one.request!.timeNs - row[0]!.request!.timeNs;
        const seconds = Math.round(overNs / secondNs / mostRefreshes);
        return {
          seen: `The binding is granted ${granted} s and refreshed every ${seconds} s.`,
          at: one.request!,
          evidence: row.flatMap(({ request }) => request ?? []),
        };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
];
