import { scheduleOf } from '../../transaction/schedule.ts';
import { crossingNs } from '../../transaction/transaction-timers.ts';
import { quoted } from '../quoted.ts';
import { reliablesOf } from '../reliable.ts';
import { exchangeRule, messageRule, type Rule, sourceRule } from '../rule.ts';
import { frameText, hasField, hasToken, secondsText } from '../told.ts';
import { toldOnce } from '../told-once.ts';

/** The first RSeq leaves room for those after it. */
const mostFirst = 2 ** 31 - 1;

/** How provisional responses are sent reliably. */
export const reliabilityRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-PRA-001',
    title: 'Reliable provisional response without Require: 100rel or without RSeq',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'The client does not know that, or what, it is to acknowledge.',
    advice: 'Give a reliable provisional response both Require: 100rel and RSeq, an unreliable one neither.',
    right: 'SIP/2.0 183 Session Progress\nRequire: 100rel\nRSeq: 988789',
    wrong: 'SIP/2.0 183 Session Progress\nRSeq: 988789',
    headers: ['Require', 'RSeq'],
    on: { responses: ['1xx'], responsesTo: ['INVITE'], has: ['RSeq', 'Require'] },
    check({ message, status, name }) {
      if (status === 100) return undefined;
      const span = message.valueSpan('RSeq');
      const isRequired = hasToken(message.require, '100rel');
      if (span !== undefined && isRequired) return 'kept';
      if (span !== undefined) return { seen: `The ${name} has RSeq and no Require: 100rel.`, span };
      return isRequired
        ? { seen: `The ${name} has Require: 100rel and no RSeq.`, span: message.valueSpan('Require') }
        : undefined;
    },
  }),
  exchangeRule({
    id: 'SIP-PRA-002',
    title: 'Reliable provisional response though the client does not support it',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'The client never sends a PRACK: after 32 s the call fails.',
    advice: 'Send a provisional response reliably only where the INVITE has 100rel in Supported or Require.',
    right: 'INVITE with Supported: 100rel, 183 with Require: 100rel',
    wrong: 'INVITE without 100rel, 183 with Require: 100rel',
    headers: ['Supported', 'Require'],
    methods: ['INVITE'],
    check(exchange) {
      const { request } = exchange;
      const [first] = reliablesOf(exchange);
      if (first === undefined || request === undefined || request.isCut) return undefined;
      const { supported, require } = request.message;
      if (hasToken(supported, '100rel') || hasToken(require, '100rel')) return 'kept';
      return {
        seen: `The INVITE has 100rel in neither Supported nor Require, and the ${first.seen.name} has Require: 100rel.`,
        at: first.seen,
        span: first.seen.message.valueSpan('Require'),
        evidence: [request],
      };
    },
  }),
  messageRule({
    id: 'SIP-PRA-003',
    title: '100 sent reliably',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'A 100 goes to the next hop only: nobody can acknowledge it from end to end.',
    advice: 'Send the 100 without Require: 100rel and without RSeq.',
    right: 'SIP/2.0 100 Trying',
    wrong: 'SIP/2.0 100 Trying\nRequire: 100rel\nRSeq: 1',
    headers: ['Require', 'RSeq'],
    on: { responses: [100] },
    check({ message, name }) {
      const span = message.valueSpan('RSeq');
      if (span !== undefined) return { seen: `The ${name} has RSeq.`, span };
      if (!hasField(message, 'Require') || !hasToken(message.require, '100rel')) return 'kept';
      return { seen: `The ${name} has Require: 100rel.`, span: message.valueSpan('Require') };
    },
  }),
  exchangeRule({
    id: 'SIP-PRA-006',
    title: 'RSeq does not go up by one',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'The client takes the response for one out of order and drops it: ringing or early media are missing.',
    advice: 'Number the reliable provisional responses of one branch one after the other.',
    right: '180 with RSeq: 5, 183 with RSeq: 6',
    wrong: '180 with RSeq: 5, 183 with RSeq: 7',
    headers: ['RSeq'],
    methods: ['INVITE'],
    check(exchange, observed) {
      const reliables = reliablesOf(exchange);
      if (reliables.length < 2) return undefined;
      let outcome: 'kept' | undefined;
      for (const tag of new Set(reliables.map(({ seen }) => seen.toTag))) {
        const ofBranch = reliables.filter(({ seen }) => seen.toTag === tag).toSorted((a, b) => a.rseq - b.rseq);
        for (const [index, later] of ofBranch.entries()) {
          const earlier = ofBranch[index - 1];
          if (earlier === undefined) continue;
          outcome = 'kept';
          if (later.rseq === earlier.rseq + 1) continue;
          const [from, to] = [
            Math.min(earlier.seen.timeNs, later.seen.timeNs),
            Math.max(earlier.seen.timeNs, later.seen.timeNs),
          ];
          const guard = observed.gap(from, to);
          if (guard !== undefined) return guard;
          return {
            seen: `After RSeq ${earlier.rseq} comes ${later.rseq}.`,
            at: later.seen,
            span: later.seen.message.valueSpan('RSeq'),
            evidence: [earlier.seen],
          };
        }
      }
      return outcome;
    },
  }),
  exchangeRule({
    id: 'SIP-PRA-010',
    title: 'First RSeq out of range',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'Who keeps to the range refuses it, or runs out of numbers.',
    advice: 'Choose the first RSeq from 1 to 2147483647.',
    right: 'RSeq: 988789',
    wrong: 'RSeq: 0',
    abnf: 'RSeq',
    headers: ['RSeq'],
    methods: ['INVITE'],
    check(exchange) {
      const [first] = reliablesOf(exchange);
      if (first === undefined) return undefined;
      if (first.rseq >= 1 && first.rseq <= mostFirst) return 'kept';
      return {
        seen: `The first reliable response has RSeq ${first.rseq}.`,
        at: first.seen,
        span: first.seen.message.valueSpan('RSeq'),
      };
    },
  }),
  sourceRule({
    id: 'SIP-PRA-011',
    title: 'Reliable provisional responses are required and refused',
    level: 'info',
    severity: 'info',
    rfc: 3262,
    section: '4',
    why: 'The call fails though both sides could do without them.',
    advice: 'Offer 100rel in Supported in place of Require, or let the callee support it.',
    right: 'INVITE with Supported: 100rel, 180',
    wrong: 'INVITE with Require: 100rel, 420 with Unsupported: 100rel',
    headers: ['Unsupported', 'Require'],
    on: { responses: ['4xx'], responsesTo: ['INVITE'] },
    watch: () =>
      toldOnce(({ status, message, srcIp }) => {
        if (status !== 420 || !hasToken(message.unsupported, '100rel')) return status === 420 ? 'kept' : undefined;
        const outcome = {
          seen: `${srcIp} does not support 100rel, which the INVITE required.`,
          span: message.valueSpan('Unsupported'),
        };
        return { thing: '100rel', outcome };
      }),
  }),
  exchangeRule({
    id: 'SIP-PRA-012',
    title: 'Reliable provisional response not sent again on time',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'Too soon, it loads the network; too late, one that was lost is missed for long.',
    advice: 'Until the PRACK comes, send it again after 0.5, 1, 2, 4, 8 and 16 s: the intervals double without an end.',
    right: '183, 0.5 s later 183, 1 s later 183, 2 s later 183, PRACK',
    wrong: '183, 0.5 s later 183, 0.5 s later 183, 0.5 s later 183, PRACK',
    methods: ['INVITE'],
    check({ transaction, responses, copies }) {
      const series = transaction.copies?.provisional;
      if (series === undefined || !series.isReliable) return undefined;
      const schedule = scheduleOf(transaction, 'provisional', series, false);
      if (schedule === undefined) return undefined;
      if (schedule.verdict === 'kept') return 'kept';
      const at = copies.find(({ of }) => of.status > 100 && of.status < 200)?.of ?? responses[0];
      if (at === undefined) return undefined;
      const gaps = (series.gaps.find((some) => some.length > 0) ?? []).map(secondsText).join(', ');
      return {
        seen: `The ${at.name} was sent again after ${gaps}: too ${schedule.verdict === 'early' ? 'soon' : 'late'}.`,
        at,
      };
    },
  }),
  exchangeRule({
    id: 'SIP-PRA-014',
    title: 'New reliable provisional response after the final response',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'The client has the answer already, and does not know what to do with it.',
    advice: 'Send no new reliable provisional response once a final one was sent.',
    right: '183 with RSeq: 1, 200',
    wrong: '200, 183 with RSeq: 1',
    headers: ['RSeq'],
    methods: ['INVITE'],
    check(exchange) {
      const reliables = reliablesOf(exchange);
      if (reliables.length === 0 || exchange.final === undefined) return undefined;
      const finals = exchange.responses.filter(({ status }) => status >= 200);
      for (const { seen, rseq } of reliables) {
        const final = finals.find(({ toTag, timeNs }) => toTag === seen.toTag && seen.timeNs - timeNs > crossingNs);
        if (final === undefined) continue;
        return {
          seen: `The ${seen.name} with RSeq ${rseq} came ${secondsText(seen.timeNs - final.timeNs)} after the ${final.name} of ${frameText(final)}.`,
          at: seen,
          span: seen.message.valueSpan('RSeq'),
          evidence: [final],
        };
      }
      return 'kept';
    },
  }),
  exchangeRule({
    id: 'SIP-PRA-015',
    title: 'Unreliable provisional response though reliable ones are required',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'What the response tells may be lost, and calls that wait for it, as with preconditions, fail.',
    advice:
      'Send each provisional response but 100 reliably where the INVITE has Require: 100rel, or refuse it with 420.',
    right: 'INVITE with Require: 100rel, 180 with Require: 100rel',
    wrong: 'INVITE with Require: 100rel, 180 without',
    headers: ['Require'],
    methods: ['INVITE'],
    check({ request, responses, transaction }) {
      if (request === undefined || transaction.firstRinging < 0 || !hasField(request.message, 'Require'))
        return undefined;
      if (!hasToken(request.message.require, '100rel')) return undefined;
      const unreliable = responses.find(
        ({ status, message, isCut }) => status > 100 && status < 200 && !isCut && !hasField(message, 'RSeq'),
      );
      if (unreliable === undefined) return 'kept';
      return {
        seen: `The INVITE has Require: ${quoted('100rel')}, and the ${unreliable.name} has no RSeq.`,
        at: unreliable,
        evidence: [request],
      };
    },
  }),
];
