import type { SessionDescription } from '@sipscope/parser';
import type { Case } from '../case.ts';
import type { Exchange } from '../exchange.ts';
import { caseRule, exchangeRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { BytePattern } from '../../transport/byte-pattern.ts';
import { hasAttribute, isUsed } from '../sdp-places.ts';

export const preconditionRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-PRC-001',
    title: 'Callee alerted or answered before the preconditions were met',
    level: 'should',
    severity: 'warning',
    rfc: 3312,
    section: '6',
    why: 'The phone rings though the bearer of the caller is not there yet: who picks up hears nothing.',
    advice: 'Send 180 and 200 only once the caller has confirmed its resources in an offer, mostly that of an UPDATE.',
    right: 'INVITE (curr none, des mandatory), 183, PRACK, UPDATE (curr sendrecv), 200, 180',
    wrong: 'INVITE (curr none, des mandatory), 180',
    check(dialog, observed) {
      const [invite] = dialog.exchanges;
      const request = invite?.request;
      if (invite === undefined || request === undefined || invite.method !== 'INVITE' || !dialog.isBeginSeen)
        return undefined;
      const alert = invite.responses.find((one) => isAlert(one, dialog));
      if (alert === undefined || alert.flow === request.flow) return undefined;
      if (!dialog.exchanges.some(speaksOfThem) || !isBound(request, invite, dialog)) return undefined;
      const unmet = unmetBefore(dialog, alert, request);
      if (unmet === undefined || unmet === 'none') return unmet === undefined ? undefined : 'kept';
      const guard = observed.gap(request.timeNs, alert.timeNs);
      if (guard !== undefined) return guard;
      return {
        seen: `The ${alert.name} came while the caller's resources (${unmet.type}, mandatory) were ${unmet.is}, and ${unmet.wanted} was asked for.`,
        at: alert,
        evidence: [unmet.seen],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-PRC-002',
    title: '580 without a description of what failed',
    level: 'should',
    severity: 'warning',
    rfc: 3312,
    section: '8',
    why: 'The caller cannot tell which precondition of which stream could not be met.',
    advice: 'Put a session description into the 580, with port 0 and a=des:… failure … for what failed.',
    right: '580 with m=audio 0 RTP/AVP 0, a=des:qos failure e2e send',
    wrong: '580 with Content-Length: 0',
    methods: ['INVITE', 'UPDATE'],
    check({ final, request }: Exchange) {
      if (final?.status !== preconditionFailure) return undefined;
      const { sdp, body } = final.message;
      if (body !== undefined && sdp === undefined) return undefined;
      const failed = sdp?.media.some((media) =>
        media.all('des').some(({ strength }) => strength?.toLowerCase() === 'failure'),
      );
      if (failed === true) return 'kept';
      return {
        seen:
          sdp === undefined
            ? `The ${final.name} has no session description.`
            : `The session description of the ${final.name} has no a=des with the strength failure.`,
        at: final,
        evidence: request === undefined ? [] : [request],
      };
    },
  }),
];

const preconditionFailure = 580;

const words = [new BytePattern('recondition'), new BytePattern('a=curr:')];

/** Costs no reading: most dialogs have no word of them. */
function speaksOfThem({ request, responses }: Exchange): boolean {
  return [request, ...responses].some((seen) => seen !== undefined && words.some((word) => seen.hasBytes(word)));
}

function isAlert({ status, belongs }: Seen, { dialog }: Case): boolean {
  return belongs.dialog === dialog?.number && (status === 180 || (status >= 200 && status < 300));
}

/** Who does not know of preconditions need not look at them, unless they are required of it (RFC 3312 §11). */
function isBound({ message }: Seen, { responses }: Exchange, { dialog }: Case): boolean {
  if (message.require.some(isPrecondition)) return true;
  return responses.some(
    (one) =>
      one.belongs.dialog === dialog?.number &&
      (one.message.require.some(isPrecondition) ||
        one.message.supported.some(isPrecondition) ||
        (one.message.sdp !== undefined && hasAttribute(one.message.sdp, 'curr'))),
  );
}

function isPrecondition(tag: string): boolean {
  return tag.toLowerCase() === 'precondition';
}

type Unmet = { readonly type: string; readonly is: string; readonly wanted: string; readonly seen: Seen };

/** What the latest descriptions say of the caller's resources; of the callee's own it may know more than it has said. `undefined` where nothing is mandatory. */
function unmetBefore({ exchanges, dialog }: Case, alert: Seen, request: Seen): Unmet | 'none' | undefined {
  const messages = exchanges.flatMap(({ messages: all }) =>
    all.filter((one) => one.number <= alert.number && isOf(one, dialog?.number)),
  );
  let outcome: Unmet | 'none' | undefined;
  for (const seen of messages.sort((a, b) => a.number - b.number)) {
    const { sdp } = seen.message;
    if (sdp === undefined || !hasAttribute(sdp, 'curr')) continue;
    const isCallers = seen.flow === request.flow;
    outcome = unmetIn(sdp, isCallers ? 'local' : 'remote', seen) ?? outcome;
  }
  return outcome;
}

function isOf({ belongs, isRequest, message }: Seen, dialog: number | undefined): boolean {
  return belongs.dialog === dialog || (isRequest && message.to?.tag === undefined);
}

/** `segment`: the caller's, as who wrote the description calls it. */
function unmetIn(sdp: SessionDescription, segment: 'local' | 'remote', seen: Seen): Unmet | 'none' | undefined {
  let outcome: 'none' | undefined;
  for (const media of sdp.media) {
    if (!isUsed(media)) continue;
    const current = media.all('curr').filter(({ status }) => status.toLowerCase() === segment);
    for (const { type, strength, status, direction } of media.all('des')) {
      if (status.toLowerCase() !== segment || strength?.toLowerCase() !== 'mandatory') continue;
      const is = current.find((one) => one.type.toLowerCase() === type.toLowerCase())?.direction.toLowerCase();
      if (is === undefined) continue;
      if (!covers(is, direction.toLowerCase())) return { type, is, wanted: direction, seen };
      outcome = 'none';
    }
  }
  return outcome;
}

function covers(is: string, wanted: string): boolean {
  return is === wanted || is === 'sendrecv' || wanted === 'none';
}
