import { SipUri } from '@sipscope/parser';
import { eventOf } from '../case-table.ts';
import { quoted } from '../quoted.ts';
import { caseRule, type Fault, type Guard, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import {
  endingStatuses,
  hasMethod,
  isFirstHop,
  mayBypass,
  notifiesOf,
  ofMethod,
  packageOf,
  stateOf,
} from '../subscriptions.ts';
import { crossingNs, timeoutNs } from '../../transaction/transaction-timers.ts';

const secondNs = 1e9;
/** The user of a Refer-Events-At is made so that it is hard to guess: shorter ones are of users. */
const mostUser = 16;

/** What goes on in a subscription (RFC 6665 §4). */
export const subscriptionRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-SUB-004',
    title: 'No NOTIFY after the subscription was accepted',
    level: 'must',
    severity: 'error',
    rfc: 6665,
    section: '4.2.1.2',
    why: 'The subscriber never learns the state: lamps and presence stay dead, and it gives the subscription up when Timer N fires.',
    advice:
      'Send NOTIFY in the same dialog right after every 2xx to SUBSCRIBE, with an empty body where there is no state.',
    right: 'SUBSCRIBE, 200, NOTIFY',
    wrong: 'SUBSCRIBE, 200, and nothing more',
    check(one, observed) {
      if (!hasMethod(one.exchanges, 'SUBSCRIBE') || !isFirstHop(one)) return undefined;
      const notifies = [...ofMethod(one.exchanges, 'NOTIFY'), ...ofMethod(one.elsewhere, 'NOTIFY')];
      let outcome: 'kept' | Guard | undefined;
      for (const subscribe of ofMethod(one.exchanges, 'SUBSCRIBE')) {
        const { request, success } = subscribe;
        if (request === undefined || success === undefined || success.status === 204) continue;
        if (request.message.expires === 0 && subscribe.isInDialog) continue;
        const event = packageOf(eventOf(subscribe));
        const [fromNs, toNs] = [request.timeNs - crossingNs, success.timeNs + timeoutNs];
        const isNotified = notifies.some(
          (notify) =>
            notify.request!.timeNs >= fromNs && notify.request!.timeNs <= toNs && packageOf(eventOf(notify)) === event,
        );
        if (isNotified) outcome = 'kept';
        else if (one.more > 0) outcome ??= 'G-LIMIT';
        else if (mayBypass(subscribe)) outcome ??= 'G-MULTIHOP';
        else {
          const guard = observed.absence(success.flow, success.timeNs, toNs);
          if (guard === undefined) {
            return {
              seen: `The SUBSCRIBE to ${quoted(event)} was accepted with ${success.status}, and no NOTIFY came within 32 s.`,
              at: success,
              evidence: [request],
            };
          }
          outcome ??= guard;
        }
      }
      return outcome;
    },
  }),
  caseRule('dialog', {
    id: 'SIP-SUB-009',
    title: 'Event of NOTIFY does not match the subscription',
    level: 'must',
    severity: 'error',
    rfc: 6665,
    section: '8.2.1',
    why: 'The subscriber finds no subscription for it and answers 481 or 489.',
    advice: 'Copy Event of the SUBSCRIBE, byte by byte, with its id.',
    right: 'SUBSCRIBE Event: dialog;id=7 … NOTIFY Event: dialog;id=7',
    wrong: 'SUBSCRIBE Event: dialog;id=7 … NOTIFY Event: dialog',
    headers: ['Event'],
    check(one) {
      if (!hasMethod(one.exchanges, 'NOTIFY')) return undefined;
      if (!isFirstHop(one) || !one.isBeginSeen || one.more > 0) return undefined;
      const all = [...one.exchanges, ...one.elsewhere];
      const asked = ofMethod(all, 'SUBSCRIBE').flatMap(({ request }) => request?.message.event ?? []);
      if (asked.length === 0) return undefined;
      let isKept = false;
      for (const { request } of ofMethod(one.exchanges, 'NOTIFY')) {
        const event = request?.message.event;
        if (event === undefined || event.value.toLowerCase() === 'refer') continue;
        if (asked.some(({ value, id }) => value === event.value && id === event.id)) isKept = true;
        else {
          const [{ value, id }] = asked as [(typeof asked)[number]];
          const wanted = id === undefined ? value : `${value};id=${id}`;
          const told = event.id === undefined ? event.value : `${event.value};id=${event.id}`;
          return {
            seen: `The NOTIFY is of ${quoted(told)}, and the subscription of ${quoted(wanted)}.`,
            at: request!,
            span: request!.message.valueSpan('Event'),
            evidence: ofMethod(one.exchanges, 'SUBSCRIBE')
              .slice(0, 1)
              .flatMap((subscribe) => subscribe.request ?? []),
          };
        }
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  caseRule('subscription', {
    id: 'SIP-SUB-011',
    title: 'Notifier lengthened the subscription',
    level: 'must',
    severity: 'error',
    rfc: 6665,
    section: '4.2.1.1',
    why: 'The two sides take different times for its end: the notifier goes on for nobody, or a refresh is missed.',
    advice: 'Tell in Subscription-State the seconds that are left of what was asked for.',
    right: 'SUBSCRIBE Expires: 600 … NOTIFY Subscription-State: active;expires=599',
    wrong: 'SUBSCRIBE Expires: 600 … NOTIFY Subscription-State: active;expires=3600',
    headers: ['Expires', 'Subscription-State'],
    check(one) {
      if (!isFirstHop(one) || one.more > 0) return undefined;
      const asked = ofMethod(one.exchanges, 'SUBSCRIBE').flatMap(({ request }) => request ?? []);
      let isKept = false;
      for (const notify of notifiesOf(one)) {
        const told = notify.message.subscriptionState?.expires;
        // One that crosses the next SUBSCRIBE may be of either.
        const before = asked.filter(({ timeNs }) => timeNs <= notify.timeNs);
        const longest = Math.max(-1, ...before.slice(-2).map(({ message }) => message.expires ?? Infinity));
        const last = before.at(-1);
        if (told === undefined || last === undefined || stateOf(notify) === 'terminated' || longest === Infinity)
          continue;
        if (told <= longest) isKept = true;
        else
          return {
            seen: `The SUBSCRIBE asks for ${last.message.expires} s, and the NOTIFY says that ${told} s are left.`,
            at: notify,
            span: notify.message.valueSpan('Subscription-State'),
            evidence: [last],
          };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  caseRule('subscription', {
    id: 'SIP-SUB-012',
    title: 'Refresh refused, and the subscription goes on',
    level: 'info',
    severity: 'info',
    rfc: 6665,
    section: '4.2.1.4',
    why: 'But for 481 and a few more the refusal of a refresh does not end a subscription: it runs on until it expires, and then lamps freeze.',
    advice: 'Find out why the refresh is refused, and try again before the subscription runs out.',
    right: 'SUBSCRIBE (refresh), 200',
    wrong: 'SUBSCRIBE (refresh), 500, NOTIFY',
    check(one) {
      if (!isFirstHop(one)) return undefined;
      let isKept = false;
      for (const { request, final, isInDialog } of ofMethod(one.exchanges, 'SUBSCRIBE')) {
        if (request === undefined || final === undefined || !isInDialog) continue;
        if (final.status < 300) isKept = true;
        if (final.status < 300 || endingStatuses.has(final.status) || retried.has(final.status)) continue;
        const later = notifiesOf(one).find(({ timeNs }) => timeNs > final.timeNs + secondNs);
        if (later === undefined) continue;
        return {
          seen: `The refresh was answered ${final.status}, and NOTIFYs go on.`,
          at: final,
          evidence: [request, later],
        };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  caseRule('subscription', {
    id: 'SIP-SUB-013',
    title: 'Subscription not removed after NOTIFY was refused',
    level: 'must',
    severity: 'error',
    rfc: 6665,
    section: '4.2.2',
    why: 'The notifier goes on for a subscriber that is gone.',
    advice: 'Remove the subscription when NOTIFY is answered 404, 405, 410, 416, 480 to 485, 489, 501 or 604.',
    right: 'NOTIFY, 481, and no more',
    wrong: 'NOTIFY, 481, NOTIFY, 481, …',
    check(one) {
      if (!isFirstHop(one)) return undefined;
      const subscribed = ofMethod(one.exchanges, 'SUBSCRIBE').flatMap(({ request }) => request?.timeNs ?? []);
      const notifies = ofMethod(one.exchanges, 'NOTIFY');
      let isRefused = false;
      for (const [at, { final, request }] of notifies.entries()) {
        if (final === undefined || !endingStatuses.has(final.status)) continue;
        isRefused = true;
        const later = notifies
          .slice(at + 1)
          .find(({ request: next }) => next!.timeNs > final.timeNs + secondNs && stateOf(next!) !== 'terminated');
        if (later?.request === undefined) continue;
        const laterNs = later.request.timeNs;
        if (subscribed.some((timeNs) => timeNs > final.timeNs && timeNs < laterNs)) continue;
        return {
          seen: `NOTIFY was answered ${final.status}, and another one followed.`,
          at: later.request,
          evidence: [request!, final],
        };
      }
      return isRefused ? 'kept' : undefined;
    },
  }),
  caseRule('subscription', {
    id: 'SIP-SUB-024',
    title: 'SUBSCRIBE makes a subscription to refer',
    level: 'must',
    severity: 'error',
    rfc: 3515,
    section: '2.4.4',
    why: 'Only REFER makes one: others could watch how transfers fare.',
    advice: 'Answer 403 to SUBSCRIBE for refer outside of what a REFER has made.',
    right: 'SUBSCRIBE Event: refer … 403',
    wrong: 'SUBSCRIBE Event: refer … 200',
    headers: ['Event'],
    check(one) {
      if (one.event !== 'refer' || !isFirstHop(one) || one.more > 0 || !one.isBeginSeen) return undefined;
      const accepted = ofMethod(one.exchanges, 'SUBSCRIBE').find(({ success }) => success !== undefined);
      const { request, success, isInDialog } = accepted ?? {};
      if (request === undefined || success === undefined) return undefined;
      if ([...one.exchanges, ...one.elsewhere].some(({ method }) => method === 'REFER')) return 'kept';
      if (isInDialog !== true && mayBeReferEventsAt(request)) return 'G-MIDSTART';
      const span = request.message.valueSpan('Event');
      const seen = `The SUBSCRIBE to refer was accepted with ${success.status}, and no REFER was before it.`;
      const fault: Fault = { seen, at: request, span, evidence: [success] };
      return fault;
    },
  }),
];

/** Challenges, and an interval that is too short: the subscriber tries again. */
const retried: ReadonlySet<number> = new Set([401, 407, 423]);

/** Whether its Request-URI may be one that the answer to a REFER gave, to be subscribed to (RFC 7614 §4.4). */
function mayBeReferEventsAt({ message: { startLine } }: Seen): boolean {
  const uri = startLine?.kind === 'request' ? startLine.uri : undefined;
  if (!(uri instanceof SipUri)) return true;
  return uri.user === undefined || uri.user.length > mostUser || uri.params.length > 0;
}
