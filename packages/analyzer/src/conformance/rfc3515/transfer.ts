import type { Case } from '../case.ts';
import { eventOf } from '../case-table.ts';
import { quoted } from '../quoted.ts';
import { caseRule, type Guard, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { hasMethod, isFirstHop, isSealed, mayBypass, ofMethod, packageOf, stateOf } from '../subscriptions.ts';
import { isWithoutSubscription } from './refer-sub.ts';
import { crossingNs, timeoutNs } from '../../transaction/transaction-timers.ts';

/** What comes of REFER (RFC 3515 §2.4.4 to §2.4.7). */
export const transferRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-REF-003',
    title: 'REFER accepted, and no NOTIFY',
    level: 'must',
    severity: 'error',
    rfc: 3515,
    section: '2.4.4',
    why: 'Who transfers never learns what came of it: the call stays on hold.',
    advice: 'Send NOTIFY with SIP/2.0 100 Trying right after the 2xx, unless Refer-Sub: false or nosub was agreed on.',
    right: 'REFER, 202, NOTIFY',
    wrong: 'REFER, 202, and nothing more',
    headers: ['Refer-To', 'Refer-Sub'],
    check(one, observed) {
      if (!hasMethod(one.exchanges, 'REFER') || !isFirstHop(one)) return undefined;
      let outcome: 'kept' | Guard | undefined;
      for (const refer of ofMethod(one.exchanges, 'REFER')) {
        const { request, success } = refer;
        if (request === undefined || success === undefined || isWithoutSubscription(refer)) continue;
        const [fromNs, toNs] = [request.timeNs - crossingNs, success.timeNs + timeoutNs];
        const isNotified = notifiesOfRefer(one).some(({ timeNs }) => timeNs >= fromNs && timeNs <= toNs);
        if (isNotified) outcome = 'kept';
        else if (one.more > 0) outcome ??= 'G-LIMIT';
        else if (mayBypass(refer)) outcome ??= 'G-MULTIHOP';
        // Where the dialog ends right away, many give the subscription up with it.
        else if (!isEnded(one, success.timeNs, toNs)) {
          const guard = observed.absence(success.flow, success.timeNs, toNs);
          if (guard === undefined) {
            const seen = `The REFER was accepted with ${success.status}, and no NOTIFY came within 32 s.`;
            return { seen, at: success, evidence: [request] };
          }
          outcome ??= guard;
        }
      }
      return outcome;
    },
  }),
  messageRule({
    id: 'SIP-REF-004',
    title: 'NOTIFY of a REFER without a status line',
    level: 'must',
    severity: 'error',
    rfc: 3515,
    section: '2.4.5',
    why: 'Who transfers cannot tell whether the transfer succeeded.',
    advice: 'Send a body of message/sipfrag that begins with the status line of the referred call.',
    right: 'Content-Type: message/sipfrag;version=2.0\n\nSIP/2.0 200 OK',
    wrong: 'Content-Type: text/plain\n\nok',
    headers: ['Content-Type', 'Event'],
    on: { requests: ['NOTIFY'], has: ['Event'] },
    check({ message }) {
      if (message.event?.value.toLowerCase() !== 'refer') return undefined;
      const { body } = message;
      // Where its length cannot be read it may be there.
      if (
        body === undefined &&
        message.contentLength === undefined &&
        message.valueSpan('Content-Length') !== undefined
      )
        return undefined;
      if (body === undefined) return { seen: 'The NOTIFY of a REFER has no body.', span: message.valueSpan('Event') };
      const fragment = body.find('message/sipfrag')?.value;
      if (fragment?.kind === 'sipfrag' && fragment.status !== undefined) return 'kept';
      if (fragment?.kind === 'sipfrag')
        return { seen: 'The fragment does not begin with a status line.', span: message.bodySpan };
      if (isSealed(body) || body.mediaType === 'multipart/signed') return undefined;
      const type = body.mediaType === '' ? 'no type' : quoted(body.mediaType);
      return {
        seen: `The body of the NOTIFY has ${type}.`,
        span: message.valueSpan('Content-Type') ?? message.bodySpan,
      };
    },
  }),
  messageRule({
    id: 'SIP-REF-005',
    title: 'Final NOTIFY of a REFER not terminated;reason=noresource',
    level: 'must',
    severity: 'error',
    rfc: 3515,
    section: '2.4.7',
    why: 'The subscription goes on though nothing more will be told: it is left over at both ends.',
    advice: 'Say Subscription-State: terminated;reason=noresource with the final status.',
    right: 'Subscription-State: terminated;reason=noresource\n\nSIP/2.0 200 OK',
    wrong: 'Subscription-State: active;expires=60\n\nSIP/2.0 200 OK',
    headers: ['Subscription-State'],
    on: { requests: ['NOTIFY'], has: ['Event'], body: 'any' },
    check(seen) {
      const status = toldBy(seen);
      const state = stateOf(seen);
      if (status === undefined || status < 200 || state === undefined) return undefined;
      const { subscriptionState } = seen.message;
      const span = seen.message.valueSpan('Subscription-State');
      if (state !== 'terminated')
        return { seen: `The NOTIFY tells ${status}, and that the subscription is ${quoted(state)}.`, span };
      const reason = subscriptionState?.reason?.toLowerCase();
      if (reason === 'noresource') return 'kept';
      return {
        seen: `The NOTIFY tells ${status}, and ${reason === undefined ? 'no reason' : `the reason ${quoted(reason)}`} for the end of the subscription.`,
        span,
      };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-REF-006',
    title: 'NOTIFY of a further REFER without its id',
    level: 'must',
    severity: 'error',
    rfc: 3515,
    section: '2.4.6',
    why: 'What became of one transfer is taken for what became of the other.',
    advice: 'Add ;id= with the CSeq number of the REFER to Event, from the second REFER of a dialog on.',
    right: 'REFER CSeq: 93809824 … NOTIFY Event: refer;id=93809824',
    wrong: 'a second REFER … NOTIFY Event: refer',
    headers: ['Event'],
    check(one) {
      if (!hasMethod(one.exchanges, 'REFER')) return undefined;
      if (!isFirstHop(one) || !one.isBeginSeen || one.more > 0) return undefined;
      const accepted = ofMethod(one.exchanges, 'REFER').filter(({ success }) => success !== undefined);
      const [first, second] = accepted;
      const [earlier, later] = [first?.request, second?.request];
      if (earlier === undefined || later === undefined || earlier.srcIp !== later.srcIp) return undefined;
      const numbers = new Set(accepted.slice(1).map(({ request }) => String(request?.cseq)));
      const notifies = notifiesOfRefer(one);
      // While that of the first one goes on, one without an id may be its.
      const end = notifies.find(
        (notify) => stateOf(notify) === 'terminated' && !numbers.has(notify.message.event?.id ?? ''),
      );
      const nameless = notifies.find(
        (notify) =>
          notify.timeNs > later.timeNs &&
          notify.message.event?.id === undefined &&
          end !== undefined &&
          notify.cseq > end.cseq,
      );
      if (nameless !== undefined)
        return {
          seen: `The second REFER has CSeq ${later.cseq}, and the NOTIFY behind it no id.`,
          at: nameless,
          span: nameless.message.valueSpan('Event'),
          evidence: [earlier, later],
        };
      return notifies.some(({ message }) => numbers.has(message.event?.id ?? '')) ? 'kept' : undefined;
    },
  }),
  caseRule('dialog', {
    id: 'SIP-REF-007',
    title: 'NOTIFY tells another result than the call had',
    level: 'robustness',
    severity: 'warning',
    rfc: 3515,
    section: '2.4.5',
    why: 'Who transferred takes it for done, or for failed, and the user hears otherwise.',
    advice: 'Tell the final status of the referred call by NOTIFY, as it came.',
    right: 'INVITE, 486 … NOTIFY SIP/2.0 486 Busy Here',
    wrong: 'INVITE, 486 … NOTIFY SIP/2.0 200 OK',
    check(one) {
      if (!hasMethod(one.exchanges, 'REFER') || !isFirstHop(one) || one.more > 0) return undefined;
      const refers = ofMethod(one.exchanges, 'REFER').filter(({ success }) => success !== undefined);
      const [refer, further] = refers;
      const led = refer?.leadsTo;
      // Of several the NOTIFYs may be mixed.
      if (refer?.request === undefined || led?.request === undefined || further !== undefined) return undefined;
      const last = notifiesOfRefer(one).findLast((notify) => (toldBy(notify) ?? 0) >= 200);
      const status = last === undefined ? undefined : toldBy(last);
      // A challenge, a redirection or an interval too short is tried again.
      if (last === undefined || status === undefined || led.final === undefined || led.final.timeNs > last.timeNs)
        return undefined;
      const came = led.success ?? led.final;
      if (came.status < 300 === status < 300) return 'kept';
      if (retried.has(came.status) || (came.status >= 300 && came.status < 400)) return undefined;
      return {
        seen: `The INVITE that the REFER led to was answered ${came.status}, and the NOTIFY tells ${status}.`,
        at: last,
        span: last.message.bodySpan,
        evidence: [refer.request, led.request, came],
      };
    },
  }),
];

const retried: ReadonlySet<number> = new Set([401, 407, 413, 415, 420, 421, 422, 423, 491, 503]);

/** Of all dialogs of it, on whatever hop. */
function notifiesOfRefer({ exchanges, elsewhere }: Case): readonly Seen[] {
  const all = [...ofMethod(exchanges, 'NOTIFY'), ...ofMethod(elsewhere, 'NOTIFY')];
  return all
    .filter((exchange) => packageOf(eventOf(exchange)) === 'refer')
    .flatMap(({ request }) => request ?? [])
    .toSorted((a, b) => a.timeNs - b.timeNs);
}

/** The status that a NOTIFY of a REFER tells. */
function toldBy({ message }: Seen): number | undefined {
  if (message.event?.value.toLowerCase() !== 'refer') return undefined;
  const fragment = message.body?.find('message/sipfrag')?.value;
  return fragment?.kind === 'sipfrag' ? fragment.status : undefined;
}

function isEnded({ exchanges, elsewhere }: Case, fromNs: number, toNs: number): boolean {
  const all = [...ofMethod(exchanges, 'BYE'), ...ofMethod(elsewhere, 'BYE')];
  return all.some(({ request }) => request!.timeNs >= fromNs - timeoutNs && request!.timeNs <= toNs);
}
