import type { Reason } from '@sipscope/parser';
import { q850CauseRow, q850OfStatus, reasonLocationRow, reasonProtocolRow } from '@sipscope/parser/registry';
import { parameterSpan } from '../field-values.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule, sourceRule } from '../rule.ts';
import { byCallId } from '../source-names.ts';
import type { Seen } from '../seen.ts';
import { once } from '../once.ts';

/** Causes that go with any response: the call was cleared as usual, and no more is said. */
const saysNothing: ReadonlySet<number> = new Set([0, 16, 31]);
/** 487 is of the caller's own making; 488 and 606 depend on their Warning (RFC 3398 §8.2.6.1). */
const unmapped: ReadonlySet<number> = new Set([487, 488, 606]);

export const reasonRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-RSN-001',
    title: 'Two Reason values with the same protocol',
    level: 'must',
    severity: 'warning',
    rfc: 3326,
    section: '2',
    why: 'Elements take the first or the last of them, so that they tell different causes of one call.',
    advice: 'Send one value of each protocol.',
    right: 'Reason: SIP;cause=480, Q.850;cause=19',
    wrong: 'Reason: Q.850;cause=16, Q.850;cause=19',
    abnf: 'Reason',
    headers: ['Reason'],
    on: { requests: 'any', responses: 'any', has: ['Reason'] },
    check({ message }) {
      // Of STIR there may be several (RFC 9366).
      const protocols = message.reason.map(({ protocol }) => protocol.toUpperCase()).filter((one) => one !== 'STIR');
      if (protocols.length < 2) return undefined;
      const double = protocols.find((one, at) => protocols.indexOf(one) < at);
      if (double === undefined) return 'kept';
      return { seen: `There are several reasons of ${quoted(double)}.`, span: message.valueSpan('Reason') };
    },
  }),
  messageRule({
    id: 'SIP-RSN-002',
    title: 'Reason in 100, or non-Q.850 Reason in a response',
    level: 'must',
    severity: 'info',
    rfc: 6432,
    section: '3',
    why: 'No RFC says what it means there: it is ignored.',
    advice: 'Give the Q.850 cause in responses, and none in a 100.',
    right: '480 with Reason: Q.850;cause=19',
    wrong: '480 with Reason: SIP;cause=480',
    headers: ['Reason'],
    on: { responses: 'any', has: ['Reason'] },
    check({ message, status, name }) {
      const reasons = message.reason;
      if (reasons.length === 0) return undefined;
      const span = message.valueSpan('Reason');
      if (status === 100) return { seen: 'The 100 has a Reason, though it goes over one hop only.', span };
      // Of a 199 it tells which response ended the early dialog (RFC 6228 §5).
      const other = reasons.find(({ protocol }) => !isForResponses(protocol) && !(status === 199 && isSip(protocol)));
      if (other === undefined) return 'kept';
      return { seen: `The ${name} has a Reason of ${quoted(other.protocol)}.`, span };
    },
  }),
  messageRule({
    id: 'SIP-RSN-003',
    title: 'Q.850 cause and SIP code disagree',
    level: 'robustness',
    severity: 'warning',
    rfc: 3398,
    section: '8.2.6.1',
    why: 'One side hears that the called is busy, the other that the network failed: announcements, retries over other routes and statistics differ.',
    advice: 'Map the cause by RFC 3398 §7.2.4.1 and §8.2.6.1 in the gateway.',
    right: '486 Busy Here with Reason: Q.850;cause=17',
    wrong: '503 Service Unavailable with Reason: Q.850;cause=1',
    headers: ['Reason'],
    on: { requests: ['BYE', 'CANCEL'], responses: ['4xx', '5xx', '6xx'], has: ['Reason'] },
    check: checkCauses,
  }),
  messageRule({
    id: 'SIP-RSN-004',
    title: 'location parameter on a non-Q.850 Reason',
    level: 'must',
    severity: 'error',
    rfc: 8606,
    section: '4',
    why: 'Receivers must ignore it: where the call was released is not known.',
    advice: 'Give the location beside a Q.850 cause, by its name of RFC 8606.',
    right: 'Reason: Q.850;cause=16;location=LN',
    wrong: 'Reason: SIP;cause=480;location=LN',
    abnf: 'isup-cause-location',
    headers: ['Reason'],
    on: { requests: 'any', responses: 'any', has: ['Reason'] },
    check({ message }) {
      const located = message.reason.filter(({ location }) => location !== undefined);
      if (located.length === 0) return undefined;
      const place = message.valueSpan('Reason');
      const span = place && parameterSpan(message, place, 'location');
      const other = located.find(({ protocol }) => !isQ850(protocol));
      if (other !== undefined)
        return { seen: `The location stands beside a cause of ${quoted(other.protocol)}.`, span };
      const unknown = located.find(({ location }) => reasonLocationRow(location ?? '') === undefined);
      if (unknown === undefined) return 'kept';
      return { seen: `The location ${quoted(unknown.location ?? '')} is none of RFC 8606.`, span };
    },
  }),
  sourceRule({
    id: 'SIP-RSN-005',
    title: 'CANCEL Reason tells the call was answered elsewhere',
    level: 'info',
    severity: 'info',
    rfc: 3326,
    section: '3.1',
    why: 'The phone should not list the call as missed: somebody else took it.',
    advice: 'Count such calls as answered elsewhere.',
    right: 'CANCEL with Reason: SIP;cause=200;text="Call completed elsewhere"',
    wrong: 'CANCEL without a Reason, when another phone answered',
    headers: ['Reason'],
    on: { requests: ['CANCEL'], has: ['Reason'] },
    by: byCallId,
    watch: () =>
      once(({ message }) => {
        const reasons = message.reason;
        if (reasons.length === 0) return undefined;
        const elsewhere = reasons.find(({ protocol, cause }) => isSip(protocol) && cause === 200);
        if (elsewhere === undefined) return 'kept';
        const seen = 'The call is cancelled because another phone answered it.';
        return { key: '', fault: { seen, span: message.valueSpan('Reason') } };
      }),
  }),
  messageRule({
    id: 'SIP-RSN-006',
    title: 'Abnormal release cause in BYE',
    level: 'robustness',
    severity: 'warning',
    rfc: 3326,
    section: '2',
    why: 'The call was not hung up, it was dropped: by a timer, by lost media, by the network.',
    advice: 'Look at what came before in the element that sent the BYE.',
    right: 'BYE with Reason: Q.850;cause=16',
    wrong: 'BYE with Reason: Q.850;cause=102;text="Recovery on timer expiry"',
    headers: ['Reason'],
    on: { requests: ['BYE'], has: ['Reason'] },
    check({ message }) {
      const judged = message.reason.map((reason) => ({ reason, isAbnormal: isAbnormal(reason) }));
      const abnormal = judged.find((one) => one.isAbnormal === true);
      if (abnormal === undefined) return judged.some((one) => one.isAbnormal === false) ? 'kept' : undefined;
      return { seen: `The call ends with ${textOf(abnormal.reason)}.`, span: message.valueSpan('Reason') };
    },
  }),
];

function isSip(protocol: string): boolean {
  return protocol.toUpperCase() === 'SIP';
}

function isQ850(protocol: string): boolean {
  return protocol.toUpperCase() === 'Q.850';
}

/** Q.850 by RFC 6432, STIR by RFC 9410, those of 3GPP by TS 24.229. */
function isForResponses(protocol: string): boolean {
  return !isSip(protocol) && !protocol.toUpperCase().startsWith('X.') && reasonProtocolRow(protocol) !== undefined;
}

/** Undefined where the protocol's causes are not known here. */
function isAbnormal({ protocol, cause }: Reason): boolean | undefined {
  if (cause === undefined) return undefined;
  if (isQ850(protocol)) return !saysNothing.has(cause);
  // A redirection tells of a transfer.
  if (isSip(protocol)) return cause >= 400;
  if (protocol.toUpperCase() === 'RELEASE_CAUSE') return cause > 1;
  return undefined;
}

function textOf({ protocol, cause, text }: Reason): string {
  const name = isQ850(protocol) && cause !== undefined ? q850CauseRow(cause)?.name : undefined;
  const words = text ?? name;
  return `${protocol} ${cause}${words === undefined ? '' : ` (${words.slice(0, 80)})`}`;
}

/** Between the status of a response, or the one a BYE or CANCEL tells, and the cause beside it. */
function checkCauses({ message, status, name }: Seen): Outcome {
  const reasons = message.reason;
  const cause = reasons.find(({ protocol }) => isQ850(protocol))?.cause;
  const code = status > 0 ? status : reasons.find(({ protocol }) => isSip(protocol))?.cause;
  if (cause === undefined || code === undefined || code < 400 || unmapped.has(code) || saysNothing.has(cause))
    return undefined;
  const row = q850CauseRow(cause);
  const expected = q850OfStatus(code);
  if (expected === cause || row?.status === code) return 'kept';
  // A cause of which RFC 3398 says nothing may go with any code.
  if (row?.status === undefined) return undefined;
  const told = status > 0 ? `The ${name}` : `The SIP cause ${code}`;
  return {
    seen: `${told} has the Q.850 cause ${cause} (${row.name}), which stands for ${row.status}.`,
    span: message.valueSpan('Reason'),
  };
}
