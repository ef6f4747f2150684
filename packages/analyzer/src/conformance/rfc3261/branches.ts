import { timeoutNs } from '../../transaction/transaction-timers.ts';
import { textKey } from '../../identity/text-key.ts';
import { keptText } from '../../message/kept-text.ts';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import { byCallId } from '../source-names.ts';
import type { Seen } from '../seen.ts';

/** RFC 3261 §8.1.1.7. */
const magicCookie = 'z9hG4bK';
/** Branches remembered of one flow, then it begins anew; and INVITEs of one call. */
const mostBranches = 256;
const mostInvites = 16;

/** Rules of which requests share a branch. */
export const branchRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-VIA-004',
    title: 'Branch used for two requests',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.7',
    why: 'Servers take the second request for the first one sent again, and never act on it.',
    advice: 'Make a new branch for every request but CANCEL and the ACK to a failure.',
    right: 'two requests with z9hG4bK1 and z9hG4bK2',
    wrong: 'two requests with z9hG4bK1',
    abnf: 'via-branch',
    headers: ['Via'],
    on: { requests: 'any', has: ['Via'] },
    by: ({ flow }) => flow,
    watch: watchBranches,
  }),
  exchangeRule({
    id: 'SIP-VIA-005',
    title: 'ACK to a 2xx has the branch of its INVITE',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.2.2.4',
    why: 'It is a request of its own; with the branch of the INVITE proxies take it for one they know and do not forward it, and the call ends after 32 s.',
    advice: 'Make a new branch for the ACK to a 2xx.',
    right: 'INVITE with z9hG4bK1, 200, ACK with z9hG4bK2',
    wrong: 'INVITE with z9hG4bK1, 200, ACK with z9hG4bK1',
    headers: ['Via'],
    methods: ['INVITE'],
    check({ request, responses, ack, success, transaction }) {
      if (success === undefined || ack === undefined || responses.some(({ status }) => status >= 300)) return undefined;
      const branch = ack.message.topVia?.branch;
      if (branch?.startsWith(magicCookie) !== true) return undefined;
      if (ack.belongs.transaction !== transaction.number) return 'kept';
      return {
        seen: `The ACK to the ${success.name} has the branch ${quoted(branch)} of the INVITE.`,
        at: ack,
        span: ack.message.valueSpan('Via'),
        evidence: request === undefined ? [success] : [request, success],
      };
    },
  }),
  sourceRule({
    id: 'SIP-VIA-006',
    title: 'ACK to a failure is not that of its INVITE',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '17.1.1.3',
    why: 'The server does not find its transaction, and sends the final response again and again.',
    advice: 'Send the ACK to a failure with the Request-URI and the topmost Via of its INVITE, and with no other Via.',
    right: 'INVITE with z9hG4bK1, 486, ACK with z9hG4bK1',
    wrong: 'INVITE with z9hG4bK1, 486, ACK with z9hG4bK2',
    headers: ['Via'],
    on: { requests: ['INVITE', 'ACK'], responses: ['2xx', '3xx', '4xx', '5xx', '6xx'], responsesTo: ['INVITE'] },
    by: byCallId,
    watch: watchAcks,
  }),
  exchangeRule({
    id: 'SIP-VIA-007',
    title: 'CANCEL is not like the request it is for',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '9.1',
    why: 'The server does not find the request and answers 481, and the phone rings on.',
    advice: 'Copy Request-URI, Call-ID, From, To, the number of CSeq, Route and the topmost Via of the request.',
    right: 'INVITE sip:bob@192.0.2.2, CANCEL sip:bob@192.0.2.2',
    wrong: 'INVITE sip:bob@192.0.2.2, CANCEL sip:bob@example.com',
    headers: ['Via', 'To', 'From', 'CSeq', 'Call-ID', 'Route'],
    methods: ['CANCEL'],
    check: checkCancel,
  }),
];

type Used = Pick<Seen, 'callId' | 'cseq' | 'method' | 'frame' | 'timeNs'>;

/** Of one flow: its requests by their branches. */
function watchBranches(): Watch {
  let used = new Map<number, Used>();
  return ({ message, method, callId, cseq, timeNs, frame }) => {
    const branch = message.topVia?.branch;
    if (branch === undefined || method === 'ACK' || method === 'CANCEL' || !branch.startsWith(magicCookie))
      return undefined;
    const key = textKey(branch);
    const before = used.get(key);
    if (used.size >= mostBranches) used = new Map();
    used.set(key, { callId, cseq, method, frame, timeNs });
    const isSame = before?.callId === callId && before.cseq === cseq && before.method === method;
    if (before === undefined || isSame || Math.abs(timeNs - before.timeNs) > timeoutNs) return 'kept';
    const rest = branch === magicCookie ? ', which is the cookie and nothing else,' : '';
    return {
      seen: `The branch ${quoted(branch)}${rest} was already that of the ${before.method} in frame ${before.frame}.`,
      span: message.valueSpan('Via'),
    };
  };
}

type Invite = {
  readonly branch: string;
  readonly uri: string;
  readonly viaCount: number;
  readonly flow: number;
  /** To tags of its final responses: of failures and of successes. */
  failedTag: number | undefined;
  isAnswered: boolean;
};

/** Of one call: INVITEs by their CSeq number. */
function watchAcks(): Watch {
  const invites = new Map<number, Invite>();
  return (seen) => {
    const { isRequest, method, cseq, flow, viaCount, message } = seen;
    if (isRequest && method === 'INVITE') {
      const branch = message.topVia?.branch;
      if (branch === undefined || invites.size >= mostInvites) return undefined;
      const uri = uriOf(seen);
      invites.set(cseq, {
        branch: keptText(branch),
        uri: keptText(uri),
        viaCount,
        flow,
        failedTag: undefined,
        isAnswered: false,
      });
      return undefined;
    }
    const invite = invites.get(cseq);
    if (invite === undefined) return undefined;
    if (isRequest) return judgeAck(seen, invite);
    if (seen.reverseFlow !== invite.flow) return undefined;
    if (seen.status >= 300) invite.failedTag ??= seen.toTag;
    else invite.isAnswered = true;
    return undefined;
  };
}

function judgeAck(seen: Seen, { branch, uri, flow, failedTag, isAnswered }: Invite): Outcome {
  const { message, viaCount } = seen;
  // Only the ACK of who sent the INVITE, to the failure and to nothing else.
  if (isAnswered || failedTag === undefined || failedTag !== seen.toTag || seen.flow !== flow) return undefined;
  const own = message.topVia?.branch;
  const span = message.valueSpan('Via');
  if (own !== undefined && own !== branch)
    return { seen: `The ACK has the branch ${quoted(own)}, its INVITE ${quoted(branch)}.`, span };
  if (viaCount > 1) return { seen: `The ACK to a failure has ${viaCount} Vias, not one.`, span };
  if (uriOf(seen) !== uri && message.startLine?.kind === 'request')
    return {
      seen: `The ACK is to ${quoted(uriOf(seen))}, its INVITE to ${quoted(uri)}.`,
      span: message.startLine.requestUriSpan,
    };
  return 'kept';
}

function uriOf({ message: { startLine } }: Seen): string {
  return startLine?.kind === 'request' ? startLine.requestUri : '';
}

function checkCancel({ request: cancel, cancels, hop }: Exchange): Outcome {
  const invite = cancels?.request;
  if (cancel === undefined || cancels?.method !== 'INVITE') return undefined;
  if (invite === undefined) return 'G-MIDSTART';
  if (cancels.hop !== hop) return 'G-MULTIHOP';
  const [one, other] = [cancel.message, invite.message];
  const differing = [
    uriOf(cancel) === uriOf(invite)
      ? undefined
      : `the Request-URI is ${quoted(uriOf(cancel))}, not ${quoted(uriOf(invite))}`,
    cancel.fromTag === invite.fromTag ? undefined : 'the From tag is another one',
    cancel.toTag === invite.toTag ? undefined : 'the To tag is another one',
    one.from?.uriText === other.from?.uriText ? undefined : 'the From URI is another one',
    one.to?.uriText === other.to?.uriText ? undefined : 'the To URI is another one',
    cancel.viaCount > 1 ? `it has ${cancel.viaCount} Vias, not one` : undefined,
    routesOf(cancel) === routesOf(invite) ? undefined : 'the Routes are others',
  ].filter((text) => text !== undefined);
  if (differing.length === 0) return 'kept';
  return { seen: `The CANCEL is not like its INVITE: ${differing.join(', ')}.`, at: cancel, evidence: [invite] };
}

function routesOf({ message }: Seen): string {
  return message.valueSpan('Route') === undefined ? '' : message.routes.map(({ uriText }) => uriText).join(' ');
}
