import { readUriHeader, SipUri } from '@sipscope/parser';
import { fieldsOf } from '../field-values.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Rule } from '../rule.ts';
import type { Exchange } from '../exchange.ts';
import { timeoutNs } from '../../transaction/transaction-timers.ts';

/** Calls that take the place of others, or join them (RFC 3891, RFC 3911, RFC 4538). */
export const replacesRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-REP-001',
    title: 'More than one Replaces, or Replaces with Join',
    level: 'must',
    severity: 'error',
    rfc: 3891,
    section: '3',
    why: 'The receiver must reject it with 400: a call takes the place of one call, or joins one.',
    advice: 'Send one Replaces, and no Join.',
    right: 'Replaces: 98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff',
    wrong: 'Replaces: …\nJoin: …',
    headers: ['Replaces', 'Join'],
    on: { requests: ['INVITE'], has: ['Replaces'] },
    check({ message }) {
      const [field, further] = fieldsOf(message, 'Replaces');
      if (further !== undefined) return { seen: 'The INVITE has several Replaces.', span: further.span };
      const join = message.valueSpan('Join');
      if (join !== undefined) return { seen: 'The INVITE has Replaces and Join.', span: join };
      return field === undefined ? undefined : 'kept';
    },
  }),
  messageRule({
    id: 'SIP-REP-002',
    title: 'Replaces outside of INVITE',
    level: 'must',
    severity: 'error',
    rfc: 3891,
    section: '3',
    why: 'The receiver must reject it with 400.',
    advice: 'Send Replaces in INVITE; in REFER it stands within the URI of Refer-To.',
    right:
      'REFER … Refer-To: <sip:carol@example.com?Replaces=98732%40sip.example.com%3Bfrom-tag%3Dr33th4x0r%3Bto-tag%3Dff87ff>',
    wrong: 'REFER … Replaces: 98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff',
    headers: ['Replaces'],
    on: { requests: 'any', has: ['Replaces'] },
    check({ message, method }) {
      if (method === 'INVITE') return 'kept';
      return { seen: `The ${method} has Replaces.`, span: message.valueSpan('Replaces') };
    },
  }),
  messageRule({
    id: 'SIP-REP-005',
    title: 'More than one Join, or Join with Replaces',
    level: 'must',
    severity: 'error',
    rfc: 3911,
    section: '4',
    why: 'The receiver must reject it with 400.',
    advice: 'Send one Join, and no Replaces.',
    right: 'Join: 12345600@example.com;from-tag=1234567;to-tag=23431',
    wrong: 'Join: …\nJoin: …',
    headers: ['Join', 'Replaces'],
    on: { requests: ['INVITE'], has: ['Join'] },
    check({ message }) {
      const [field, further] = fieldsOf(message, 'Join');
      if (further !== undefined) return { seen: 'The INVITE has several Join.', span: further.span };
      const replaces = message.valueSpan('Replaces');
      if (replaces !== undefined) return { seen: 'The INVITE has Join and Replaces.', span: replaces };
      return field === undefined ? undefined : 'kept';
    },
  }),
  messageRule({
    id: 'SIP-TDG-001',
    title: 'Target-Dialog without both tags',
    level: 'must',
    severity: 'error',
    rfc: 4538,
    section: '3',
    why: 'The receiver must ignore it: a REFER that relies on it is refused with 403.',
    advice: 'Send local-tag and remote-tag, as the receiver of the request sees them.',
    right: 'Target-Dialog: fa77as7dad8-sd98ajzz@host.example.com;local-tag=kkaz-;remote-tag=6544',
    wrong: 'Target-Dialog: fa77as7dad8-sd98ajzz@host.example.com;local-tag=kkaz-',
    abnf: 'Target-Dialog',
    headers: ['Target-Dialog'],
    on: { requests: 'any', has: ['Target-Dialog'] },
    check({ message }) {
      const [target] = message.values('Target-Dialog');
      if (target === undefined) return undefined;
      const missing = [
        target.localTag === undefined ? ['local-tag'] : [],
        target.remoteTag === undefined ? ['remote-tag'] : [],
      ].flat();
      if (missing.length === 0) return 'kept';
      return { seen: `Target-Dialog has no ${missing.join(' and no ')}.`, span: message.valueSpan('Target-Dialog') };
    },
  }),
  exchangeRule({
    id: 'SIP-REP-003',
    title: 'Call was replaced, and the replaced one goes on',
    level: 'should',
    severity: 'warning',
    rfc: 3891,
    section: '3',
    why: 'One phone has two calls: the other party of the old one hears nothing, and the leg is left over.',
    advice: 'Send BYE in the replaced dialog once the new one is answered, CANCEL where it was early.',
    right: 'INVITE with Replaces, 200, BYE of the replaced call',
    wrong: 'INVITE with Replaces, 200, and the replaced call goes on',
    headers: ['Replaces'],
    methods: ['INVITE'],
    check(exchange, observed) {
      const { names, success, request, forwardedFrom, cancel } = exchange;
      if (names?.isFound !== true || success === undefined || request === undefined || forwardedFrom !== undefined)
        return undefined;
      const toNs = success.timeNs + timeoutNs;
      if (names.exchanges.some((one) => endsCall(one, request.timeNs))) return 'kept';
      if (cancel !== undefined) return undefined;
      const latest = names.exchanges.findLast(({ first }) => first !== undefined)?.first;
      if (latest === undefined) return undefined;
      // It ends on the ways on which it went so far.
      const guard =
        observed.absence(latest.flow, success.timeNs, toNs) ??
        observed.absence(latest.reverseFlow, success.timeNs, toNs);
      if (guard !== undefined) return guard;
      const begun = names.exchanges[0]?.request;
      const seen = `The call with the Call-ID ${quoted(request.message.replaces?.callId ?? '')} was replaced, and neither BYE nor CANCEL ended it.`;
      return { seen, at: success, evidence: begun === undefined ? [request] : [request, begun] };
    },
  }),
  exchangeRule({
    id: 'SIP-REP-004',
    title: 'Early dialog replaced at the side that was called',
    level: 'must',
    severity: 'error',
    rfc: 3891,
    section: '3',
    why: 'Which of the forks is meant is not clear there: the pickup fails, or the wrong phone stops ringing.',
    advice: 'Send INVITE with Replaces to whom has called; the called side answers 481 while it rings.',
    right: 'INVITE (ringing), INVITE with Replaces to the caller, 200',
    wrong: 'INVITE (ringing), INVITE with Replaces to the callee, 200',
    headers: ['Replaces'],
    methods: ['INVITE'],
    check({ names, success, final, request, forwardedFrom }) {
      if (names?.isFound !== true || !names.isEarly || final === undefined || request === undefined) return undefined;
      if (forwardedFrom !== undefined) return undefined;
      if (names.isOfInitiator) return success === undefined ? undefined : 'kept';
      if (success === undefined) return 'kept';
      // It may have been answered in the meantime.
      const answered = names.exchanges.some((one) => one.method === 'INVITE' && one.success !== undefined);
      if (answered) return undefined;
      return {
        seen: `The Replaces names a call that still rings at whom it was sent to, and was answered ${success.status}.`,
        at: success,
        span: undefined,
        evidence: [request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-REF-011',
    title: 'Attended transfer whose Replaces names no call',
    level: 'robustness',
    severity: 'info',
    rfc: 5589,
    section: '7',
    why: 'The target finds no call to replace and answers 481: the transfer fails.',
    advice:
      'Put Call-ID, to-tag and from-tag of the call with the target into Replaces, escaped, as the target sees them.',
    right: 'Refer-To: <sip:carol@example.com?Replaces=98732%40example.com%3Bto-tag%3Dff87ff%3Bfrom-tag%3Dr33th4x0r>',
    wrong: 'Refer-To: <sip:carol@example.com?Replaces=98732%40example.com>',
    headers: ['Refer-To'],
    methods: ['REFER'],
    check({ request, names, forwardedFrom }) {
      const referTo = request?.message.referTo;
      if (request === undefined || referTo === undefined || forwardedFrom !== undefined) return undefined;
      if (!(referTo.uri instanceof SipUri)) return undefined;
      const reading = readUriHeader(referTo.uri, 'Replaces');
      const [replaces] = reading?.values ?? [];
      if (reading === undefined) return undefined;
      const span = referTo.uriSpan;
      if (replaces === undefined) return undefined;
      if (replaces.toTag === undefined || replaces.fromTag === undefined)
        return {
          seen: `The Replaces has no ${replaces.toTag === undefined ? 'to-tag' : 'from-tag'}.`,
          at: request,
          span,
        };
      if (names === undefined) return 'G-MULTIHOP';
      if (names.isFound) return 'kept';
      return {
        seen: `The Replaces names the call ${quoted(replaces.callId)}, and none of its dialogs has the tags ${quoted(replaces.toTag)} and ${quoted(replaces.fromTag)}.`,
        at: request,
        span,
      };
    },
  }),
];

/** A BYE, or the CANCEL or the refusal of an early call, that came about when it was replaced. */
function endsCall({ method, request, cancel, final, success }: Exchange, sinceNs: number): boolean {
  if (method === 'BYE') return request !== undefined && request.timeNs > sinceNs - timeoutNs;
  if (method !== 'INVITE') return false;
  return cancel !== undefined || (final !== undefined && success === undefined);
}
