import { keptText } from '../../message/kept-text.ts';
import { timeoutNs } from '../../transaction/transaction-timers.ts';
import { isInnerAddress } from '../hosts.ts';
import { quoted } from '../quoted.ts';
import { type Rule, sourceRule, type Watch } from '../rule.ts';
import { byFirstFlow } from '../source-names.ts';
import type { Seen } from '../seen.ts';
import { once } from '../once.ts';

/** Call-IDs of one source that are compared. */
const compared = 5;

/** Rules of how Call-IDs are made. */
export const callIdRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-CID-001',
    title: 'Call-ID used for two calls',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.4',
    why: 'Records of calls are joined by it, and dialogs are found by it: the two calls are taken for one.',
    advice: 'Make a new Call-ID for every call.',
    right: 'Call-ID: a84b4c76e66710 and, of the next call, Call-ID: 843817637684230',
    wrong: 'Call-ID: 1@192.0.2.1 in every call',
    headers: ['Call-ID'],
    on: { requests: ['INVITE'], has: ['Call-ID'] },
    by: ({ callId, toTag, viaCount }) => (callId === 0 || toTag !== 0 || viaCount !== 1 ? undefined : callId),
    watch: watchCalls,
  }),
  sourceRule({
    id: 'SIP-CID-002',
    title: 'Call-ID tells an inner address',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '8.1.1.4',
    why: 'It shows to the public network how the inner one is made; the RFC recommends random identifiers.',
    advice: 'Make Call-IDs of random characters alone.',
    right: 'Call-ID: f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    wrong: 'Call-ID: 4711@10.0.0.17, to a public address',
    headers: ['Call-ID'],
    on: { requests: 'any', has: ['Call-ID'] },
    by: ({ srcIp, dstIp }) => (isInnerAddress(dstIp) ? undefined : srcIp),
    watch: () => once(innerHost),
  }),
  sourceRule({
    id: 'SIP-CID-003',
    title: 'Call-IDs count up',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '8.1.1.4',
    why: 'Who knows one Call-ID knows the next, which is half of what a forged BYE or CANCEL needs.',
    advice: 'Make Call-IDs of random characters.',
    right: 'Call-ID: a84b4c76e66710, Call-ID: 843817637684230',
    wrong: 'Call-ID: call1001, Call-ID: call1002, Call-ID: call1003',
    headers: ['Call-ID'],
    on: { requests: 'any', has: ['Call-ID'] },
    by: byFirstFlow,
    watch: watchCounting,
  }),
];

/** Of one Call-ID of one sender: the call that it began. */
function watchCalls(): Watch {
  let first: { readonly tag: string; readonly seen: Seen } | undefined;
  return (seen) => {
    const { message, viaCount, timeNs } = seen;
    const tag = message.from?.tag;
    // A proxy hands on what others sent.
    if (tag === undefined || message.to?.tag !== undefined || viaCount !== 1) return undefined;
    if (first === undefined) {
      first = { tag: keptText(tag), seen };
      return 'kept';
    }
    // A back-to-back user agent may have got the Call-ID from elsewhere.
    if (first.seen.srcIp !== seen.srcIp) return undefined;
    if (first.tag === tag || timeNs - first.seen.timeNs <= timeoutNs) return 'kept';
    return {
      seen: `The Call-ID ${quoted(message.callId ?? '')} is that of an earlier call with the From tag ${quoted(first.tag)}; this one has ${quoted(tag)}.`,
      span: message.valueSpan('Call-ID'),
      evidence: [first.seen],
    };
  };
}

function innerHost({ message, dstIp }: Seen): ReturnType<Parameters<typeof once>[0]> {
  const { callId } = message;
  const at = callId?.lastIndexOf('@') ?? -1;
  if (callId === undefined || at < 0 || isInnerAddress(dstIp)) return undefined;
  const host = callId.slice(at + 1);
  if (!isInnerAddress(host)) return 'kept';
  return {
    key: host,
    fault: {
      seen: `The Call-ID ${quoted(callId)} tells the address ${host} to ${dstIp}.`,
      span: message.valueSpan('Call-ID'),
    },
  };
}

/** Of load generators: number of the call, number of the process and address. */
const ofGenerator = /^\d+-\d+@/;
const lastNumber = /(\d{1,15})\D*$/;

function watchCounting(): Watch {
  let last: string | undefined;
  let lastValue: number | undefined;
  let step = 0;
  let length = 1;
  let isTold = false;
  return ({ message }) => {
    const { callId } = message;
    if (isTold || callId === undefined || callId === last || message.to?.tag !== undefined) return undefined;
    last = keptText(callId);
    if (ofGenerator.test(callId)) return undefined;
    const digits = lastNumber.exec(callId.split('@', 1)[0] ?? '')?.[1];
    const value = digits === undefined ? undefined : Number(digits);
    const difference = value === undefined || lastValue === undefined ? 0 : value - lastValue;
    lastValue = value;
    length = difference !== 0 && difference === step ? length + 1 : difference === 0 ? 1 : 2;
    step = difference;
    if (length < compared) return length === 1 ? undefined : 'kept';
    isTold = true;
    return {
      seen: `${compared} Call-IDs one after the other differ by ${step} each, the last is ${quoted(callId)}.`,
      span: message.valueSpan('Call-ID'),
    };
  };
}
