import { has } from '../../message/key-reader.ts';
import type { Exchange } from '../exchange.ts';
import { exchangeRule, messageRule, type Outcome, type Rule, sourceRule } from '../rule.ts';
import { byCallId } from '../source-names.ts';
import type { Seen } from '../seen.ts';
import { hasField, hasToken } from '../told.ts';

/** Seconds; what holds where there is no Min-SE (RFC 4028 §5). */
const least = 90;
/** Refusals of one attempt that are nothing strange. */
const usualRefusals = 2;

/** The interval of session timers: what is asked for, granted and refused. */
export const sessionIntervalRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-STM-001',
    title: 'Min-SE or Session-Expires below 90',
    level: 'must',
    severity: 'error',
    rfc: 4028,
    section: '4, 5',
    why: 'Sessions would be refreshed so often that it loads the network; others refuse it with 422.',
    advice: 'Give Min-SE and Session-Expires at least 90 seconds, and Session-Expires no less than Min-SE.',
    right: 'Session-Expires: 1800\nMin-SE: 90',
    wrong: 'Session-Expires: 60',
    headers: ['Session-Expires', 'Min-SE'],
    on: {
      requests: ['INVITE', 'UPDATE'],
      responses: ['2xx', 422],
      responsesTo: ['INVITE', 'UPDATE'],
      has: ['Session-Expires', 'Min-SE'],
    },
    check({ message, isRequest, viaCount }) {
      const shortest = hasField(message, 'Min-SE') ? message.minSe?.seconds : undefined;
      const interval = hasField(message, 'Session-Expires') ? message.sessionExpires?.seconds : undefined;
      if (shortest !== undefined && shortest < least)
        return { seen: `Min-SE is ${shortest}.`, span: message.valueSpan('Min-SE') };
      const span = message.valueSpan('Session-Expires');
      if (interval !== undefined && interval < least) return { seen: `Session-Expires is ${interval}.`, span };
      // A proxy may have raised Min-SE.
      if (isRequest && viaCount === 1 && interval !== undefined && interval < (shortest ?? 0))
        return { seen: `Session-Expires is ${interval}, less than Min-SE, which is ${shortest}.`, span };
      return interval === undefined && shortest === undefined ? undefined : 'kept';
    },
  }),
  messageRule({
    id: 'SIP-STM-002',
    title: '422 without Min-SE',
    level: 'must',
    severity: 'error',
    rfc: 4028,
    section: '6',
    why: 'The client does not learn which interval would do: the call fails.',
    advice: 'State the shortest interval that is accepted in Min-SE.',
    right: 'SIP/2.0 422 Session Interval Too Small\nMin-SE: 300',
    wrong: 'SIP/2.0 422 Session Interval Too Small\n(no Min-SE)',
    headers: ['Min-SE'],
    on: { responses: [422] },
    check({ message, name }) {
      return hasField(message, 'Min-SE') ? 'kept' : { seen: `The ${name} has no Min-SE.` };
    },
  }),
  exchangeRule({
    id: 'SIP-STM-003',
    title: '422 to a client that does not know session timers',
    level: 'should',
    severity: 'warning',
    rfc: 4028,
    section: '8.1',
    why: 'The client does not know what to do with it: the call fails.',
    advice:
      'Refuse an interval only where the request has Supported: timer; otherwise raise Min-SE and Session-Expires.',
    right: 'INVITE with Supported: timer, 422',
    wrong: 'INVITE without Supported: timer, 422',
    headers: ['Supported'],
    methods: ['INVITE', 'UPDATE'],
    check({ transaction, request, final, forwardedTo }) {
      if (transaction.finalStatus !== 422 || final === undefined || request === undefined || request.isCut)
        return undefined;
      if (forwardedTo.length > 0) return undefined;
      if (knowsTimers(request)) return 'kept';
      return {
        seen: `The ${request.name} has no Supported: timer, and was refused with 422.`,
        at: final,
        evidence: [request],
      };
    },
  }),
  messageRule({
    id: 'SIP-STM-004',
    title: '2xx with refresher=uac lacks Require: timer',
    level: 'must',
    severity: 'error',
    rfc: 4028,
    section: '9',
    why: 'The caller does not notice that it is to refresh the session, which ends when the interval is over.',
    advice: 'Add Require: timer to a 2xx that makes the client the refresher.',
    right: 'SIP/2.0 200 OK\nRequire: timer\nSession-Expires: 1800;refresher=uac',
    wrong: 'SIP/2.0 200 OK\nSession-Expires: 1800;refresher=uac',
    headers: ['Session-Expires', 'Require'],
    on: { responses: ['2xx'], responsesTo: ['INVITE', 'UPDATE'], has: ['Session-Expires'] },
    check({ message, name }) {
      if (message.sessionExpires?.refresher !== 'uac') return undefined;
      if (hasToken(message.require, 'timer')) return 'kept';
      return {
        seen: `The ${name} has refresher=uac and no Require: timer.`,
        span: message.valueSpan('Session-Expires'),
      };
    },
  }),
  exchangeRule({
    id: 'SIP-STM-005',
    title: 'Session-Expires of a 2xx names no refresher, or another one than was asked for',
    level: 'must',
    severity: 'error',
    rfc: 4028,
    section: '9',
    why: 'Nobody refreshes the session, or both do.',
    advice: 'Name in the 2xx who refreshes: whom the request names, where it names one.',
    right: 'INVITE with refresher=uac, 200 with refresher=uac',
    wrong: 'INVITE with refresher=uac, 200 with Session-Expires: 1800',
    headers: ['Session-Expires'],
    methods: ['INVITE', 'UPDATE'],
    check(exchange) {
      const { request } = exchange;
      const success = timed(exchange);
      const granted = success?.message.sessionExpires;
      if (success === undefined || granted?.seconds === undefined) return undefined;
      const span = success.message.valueSpan('Session-Expires');
      if (granted.refresher === undefined)
        return { seen: `The Session-Expires of the ${success.name} names no refresher.`, at: success, span };
      const asked = request === undefined ? undefined : refresherAsked(request);
      if (asked === undefined || asked === granted.refresher) return 'kept';
      return {
        seen: `The ${success.method} asks for refresher=${asked}, and the ${success.name} has refresher=${granted.refresher}.`,
        at: success,
        span,
        evidence: request === undefined ? [] : [request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-STM-006',
    title: 'Interval of a 2xx is longer than asked for, or shorter than Min-SE',
    level: 'must',
    severity: 'error',
    rfc: 4028,
    section: '9',
    why: 'The two ends count differently, and one ends the call too early.',
    advice: 'Grant at most the interval of the request, and no less than its Min-SE, or 90 s.',
    right: 'INVITE with Session-Expires: 1800, 200 with Session-Expires: 900',
    wrong: 'INVITE with Session-Expires: 1800, 200 with Session-Expires: 3600',
    headers: ['Session-Expires', 'Min-SE'],
    methods: ['INVITE', 'UPDATE'],
    check(exchange) {
      const { request } = exchange;
      const success = timed(exchange);
      const granted = success?.message.sessionExpires?.seconds;
      // Without support for timers at the client, a proxy behind may have raised the interval (§8.1).
      if (
        success === undefined ||
        granted === undefined ||
        request === undefined ||
        request.isCut ||
        !knowsTimers(request)
      )
        return undefined;
      const asked = (request.fields & has.sessionExpires) === 0 ? undefined : request.message.sessionExpires?.seconds;
      const shortest = hasField(request.message, 'Min-SE') ? request.message.minSe?.seconds : undefined;
      const told = `the ${success.name} has Session-Expires: ${granted}.`;
      const place = { at: success, span: success.message.valueSpan('Session-Expires'), evidence: [request] };
      if (asked !== undefined && granted > asked)
        return { seen: `The ${request.name} has Session-Expires: ${asked}, ${told}`, ...place };
      if (shortest !== undefined && granted < shortest)
        return { seen: `The ${request.name} has Min-SE: ${shortest}, ${told}`, ...place };
      return 'kept';
    },
  }),
  exchangeRule({
    id: 'SIP-STM-010',
    title: 'Proxy raises the session interval, or lowers it below Min-SE',
    level: 'must',
    severity: 'error',
    rfc: 4028,
    section: '8.1',
    why: 'The elements on the way never agree on an interval.',
    advice:
      'As a proxy, lower Session-Expires to no less than Min-SE, raise it only up to Min-SE, and never lower Min-SE.',
    right: 'to the proxy: Session-Expires: 1800, from it: Session-Expires: 600',
    wrong: 'to the proxy: Session-Expires: 600, from it: Session-Expires: 1800',
    headers: ['Session-Expires', 'Min-SE'],
    methods: ['INVITE', 'UPDATE'],
    check({ request, forwardedFrom, transaction }) {
      const received = forwardedFrom?.request;
      if (
        request === undefined ||
        received === undefined ||
        received.isForgotten ||
        (request.fields & received.fields & has.sessionExpires) === 0
      )
        return undefined;
      if (transaction.passage?.isInferred === true || request.viaCount <= 1 || request.isCut || received.isCut)
        return undefined;
      return passedOn(received, request);
    },
  }),
  sourceRule({
    id: 'SIP-STM-011',
    title: 'Session interval refused again and again',
    level: 'robustness',
    severity: 'info',
    rfc: 4028,
    section: '7.3',
    why: 'Each refusal is one more round before the phone rings.',
    advice: 'Begin with an interval that all elements on the way accept; raise Min-SE to the largest that was told.',
    right: 'INVITE, 422 with Min-SE: 300, INVITE with Min-SE: 300, 200',
    wrong: 'INVITE, 422 with Min-SE: 300, INVITE, 422 with Min-SE: 300, INVITE, 422',
    headers: ['Min-SE'],
    on: { responses: [422], responsesTo: ['INVITE'] },
    by: byCallId,
    watch: () => new Refusals().receive,
  }),
];

/** The 2xx with an interval, where nobody behind has told it before. */
function timed({ success, forwardedTo }: Exchange): Seen | undefined {
  if (success === undefined || forwardedTo.length > 0 || success.isCut) return undefined;
  return (success.fields & has.sessionExpires) === 0 ? undefined : success;
}

function knowsTimers({ message }: Seen): boolean {
  return hasToken(message.supported, 'timer') || hasToken(message.require, 'timer');
}

function refresherAsked({ fields, message, isCut }: Seen): 'uac' | 'uas' | undefined {
  return isCut || (fields & has.sessionExpires) === 0 ? undefined : message.sessionExpires?.refresher;
}

function passedOn(received: Seen, sent: Seen): Outcome {
  const [before, after] = [intervalsOf(received), intervalsOf(sent)];
  if (before.interval === undefined || after.interval === undefined) return undefined;
  const evidence = [received];
  const shortest = Math.max(after.shortest ?? least, before.shortest ?? least);
  const span = sent.message.valueSpan('Session-Expires');
  if ((before.shortest ?? 0) > (after.shortest ?? 0))
    return {
      seen: `The proxy made Min-SE ${after.shortest ?? 'vanish'}, which was ${before.shortest}.`,
      at: sent,
      span: sent.message.valueSpan('Min-SE'),
      evidence,
    };
  if (after.interval < shortest && after.interval < before.interval)
    return {
      seen: `The proxy made Session-Expires ${after.interval}, less than the shortest interval, ${shortest}.`,
      at: sent,
      span,
      evidence,
    };
  if (after.interval > before.interval && after.interval !== shortest)
    return {
      seen: `The proxy made Session-Expires ${after.interval}, which was ${before.interval}.`,
      at: sent,
      span,
      evidence,
    };
  return 'kept';
}

function intervalsOf({ message }: Seen): {
  readonly interval: number | undefined;
  readonly shortest: number | undefined;
} {
  return {
    interval: message.sessionExpires?.seconds,
    shortest: hasField(message, 'Min-SE') ? message.minSe?.seconds : undefined,
  };
}

/** The 422s of one attempt. */
class Refusals {
  #count = 0;
  #largest = 0;

  readonly receive = ({ message, name }: Seen): Outcome => {
    this.#count++;
    const seconds = hasField(message, 'Min-SE') ? (message.minSe?.seconds ?? 0) : 0;
    const isRaised = seconds > this.#largest;
    const largest = this.#largest;
    this.#largest = Math.max(largest, seconds);
    const span = message.valueSpan('Min-SE');
    if (this.#count === usualRefusals + 1) return { seen: `This ${name} is the third of one attempt.`, span };
    if (this.#count === 1 || this.#count > usualRefusals || isRaised || seconds === 0)
      return this.#count > usualRefusals ? undefined : 'kept';
    return { seen: `This ${name} asks for Min-SE ${seconds}, and ${largest} was told before.`, span };
  };
}
