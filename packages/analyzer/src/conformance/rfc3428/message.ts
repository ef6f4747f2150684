import { keptText } from '../../message/kept-text.ts';
import { timeoutNs } from '../../transaction/transaction-timers.ts';
import { userOf } from '../owner.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';

const secondNs = 1e9;
/** Bytes of a MESSAGE outside of a session. */
const mostBytes = 1300;
/** MESSAGEs of one sender to one URI that wait for an answer, of which is remembered. */
const mostPending = 16;
/** Seconds between two messages that say that somebody goes on writing. */
const composing = 60;
/** Networks make an interval that much shorter. */
const jitter = 0.9;

/** Short messages (RFC 3428), and that somebody writes one (RFC 3994). */
export const messageRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-MSG-001',
    title: 'Contact in MESSAGE, or in its 2xx',
    level: 'must',
    severity: 'error',
    rfc: 3428,
    section: '4',
    why: 'MESSAGE makes no dialog: the Contact tells the address of the device for nothing, and some servers reject it.',
    advice: 'Leave Contact out.',
    right: 'MESSAGE sip:bob@example.com SIP/2.0, without Contact',
    wrong: 'MESSAGE sip:bob@example.com SIP/2.0\nContact: <sip:alice@192.0.2.1>',
    headers: ['Contact'],
    on: { requests: ['MESSAGE'], responses: ['2xx'], responsesTo: ['MESSAGE'] },
    check({ message, name }) {
      const span = message.valueSpan('Contact');
      return span === undefined ? 'kept' : { seen: `The ${name} has Contact: ${quoted(message.text(span))}.`, span };
    },
  }),
  messageRule({
    id: 'SIP-MSG-002',
    title: 'MESSAGE of more than 1300 bytes over UDP',
    level: 'must',
    severity: 'error',
    rfc: 3428,
    section: '8',
    why: 'It is sent in fragments, which get lost, and UDP does not slow down where the network is full.',
    advice: 'Send long texts over MSRP, or put them on a server and send their URI.',
    right: 'MESSAGE of 900 bytes',
    wrong: 'MESSAGE of 4000 bytes',
    on: { requests: ['MESSAGE'] },
    check({ message, size, transport }) {
      if (transport !== 'UDP' || message.to?.tag !== undefined) return undefined;
      if (size <= mostBytes) return 'kept';
      return { seen: `The MESSAGE has ${size} bytes, and goes over UDP.` };
    },
  }),
  messageRule({
    id: 'SIP-MSG-004',
    title: 'Expires without Date in MESSAGE',
    level: 'should',
    severity: 'warning',
    rfc: 3428,
    section: '4',
    why: 'Where the message was stored on the way, nobody knows since when the seconds count.',
    advice: 'Add Date with the time at which it was sent.',
    right: 'Expires: 3600\nDate: Sat, 13 Nov 2010 23:29:00 GMT',
    wrong: 'Expires: 3600',
    headers: ['Expires', 'Date'],
    on: { requests: ['MESSAGE'], has: ['Expires'] },
    check({ message }) {
      const { expires } = message;
      if (expires === undefined || expires === 0) return undefined;
      if (message.valueSpan('Date') !== undefined) return 'kept';
      return { seen: `The MESSAGE expires in ${expires} s, and has no Date.`, span: message.valueSpan('Expires') };
    },
  }),
  sourceRule({
    id: 'SIP-MSG-003',
    title: 'New MESSAGE while the one before is pending',
    level: 'must',
    severity: 'error',
    rfc: 3428,
    section: '8',
    why: 'That one waits for the other is what keeps a full network from getting fuller.',
    advice: 'Wait for the final response before the next MESSAGE to the same URI.',
    right: 'MESSAGE, 200, MESSAGE',
    wrong: 'MESSAGE, MESSAGE, 200, 200',
    on: { requests: ['MESSAGE'], responses: 'any', responsesTo: ['MESSAGE'] },
    by: senderOf,
    everyHop: true,
    watch: () => {
      let pending: readonly Pending[] = [];
      return (seen) => {
        const { isRequest, timeNs, status, message } = seen;
        const key = keyOf(seen);
        if (isRequest) {
          if (message.to?.tag !== undefined) return undefined;
          const uri = message.startLine?.kind === 'request' ? keptText(message.startLine.requestUri) : '';
          pending = [
            ...pending.filter((one) => timeNs - one.seen.timeNs < timeoutNs).slice(1 - mostPending),
            { key, uri, seen },
          ];
          return undefined;
        }
        const answered = status < 200 ? undefined : pending.find((one) => one.key === key);
        if (answered === undefined) return undefined;
        pending = pending.filter((one) => one !== answered);
        // What was sent in the meantime should have waited for this answer.
        const early = pending.find((one) => one.uri === answered.uri && one.seen.timeNs > answered.seen.timeNs);
        if (early === undefined) return 'kept';
        const waited = ((early.seen.timeNs - answered.seen.timeNs) / secondNs).toFixed(1);
        return {
          seen: `The MESSAGE to ${quoted(answered.uri)} that this ${status} answers was pending when the next one was sent, ${waited} s after it.`,
          evidence: [answered.seen, early.seen],
        };
      };
    },
  }),
  sourceRule({
    id: 'SIP-MSG-005',
    title: 'Tells too often that somebody is writing',
    level: 'should',
    severity: 'warning',
    rfc: 3994,
    section: '3.2',
    why: 'Each of these messages costs as much as one with a text.',
    advice: 'Say again that somebody is writing after a minute at the earliest, or not at all.',
    right: '<refresh>90</refresh>, the next one 90 s later',
    wrong: '<refresh>5</refresh>, the next one 5 s later',
    on: { requests: ['MESSAGE'], has: ['Content-Type'], body: 'any' },
    by: ({ srcIp, message: { from, to } }) =>
      from === undefined || to === undefined ? undefined : `${srcIp} ${userOf(from.uriText)} ${userOf(to.uriText)}`,
    watch: () => {
      let activeNs = Number.NEGATIVE_INFINITY;
      return (seen) => {
        const body = seen.message.body?.find('application/im-iscomposing+xml');
        const text = body?.text.slice(0, 4096) ?? '';
        const isActive = /<(?:[\w.-]{1,32}:)?state>\s{0,32}active\s{0,32}</.test(text);
        const before = activeNs;
        // A text, or that nobody writes, begins anew.
        activeNs = isActive ? seen.timeNs : Number.NEGATIVE_INFINITY;
        if (body === undefined || !isActive) return undefined;
        const [, refresh] = /<(?:[\w.-]{1,32}:)?refresh>\s{0,32}(\d{1,9})/.exec(text) ?? [];
        if (refresh !== undefined && Number(refresh) < composing)
          return { seen: `The refresh interval is ${Number(refresh)} s.`, span: body.span };
        const sinceNs = seen.timeNs - before;
        if (sinceNs >= composing * secondNs * jitter) return 'kept';
        return {
          seen: `That somebody is writing is said again after ${(sinceNs / secondNs).toFixed(1)} s.`,
          span: body.span,
        };
      };
    },
  }),
];

type Pending = { readonly key: string; readonly uri: string; readonly seen: Seen };

/** Who sends it, by address and user, and whom to; behind the first hop others stand for it. */
function senderOf({ isRequest, viaCount, srcIp, dstIp, message: { from, to } }: Seen): string | undefined {
  if (viaCount !== 1 || from === undefined || to === undefined) return undefined;
  return `${isRequest ? srcIp : dstIp} ${userOf(from.uriText)} ${userOf(to.uriText)}`;
}

function keyOf({ cseq, message }: Seen): string {
  return keptText(`${cseq} ${(message.callId ?? '').slice(0, 200)}`);
}
