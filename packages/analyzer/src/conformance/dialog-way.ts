import type { Case } from './case.ts';
import type { Exchange } from './exchange.ts';
import type { Observed } from './observed.ts';
import type { Guard } from './rule.ts';
import type { Seen } from './seen.ts';

type Invite = Exchange & { readonly request: Seen };

/** The INVITE that the dialog began with, where it was captured on this hop. */
export function formingInvite({ exchanges: [first] }: Case): Invite | undefined {
  if (first === undefined || first.method !== 'INVITE' || first.isInDialog) return undefined;
  return isWhole(first) ? first : undefined;
}

function isWhole(exchange: Exchange): exchange is Invite {
  return exchange.request !== undefined;
}

/** The responses of the INVITE that belong to this dialog: of a fork, those of its branch. */
export function ofThisDialog({ dialog }: Case, { responses }: Exchange): readonly Seen[] {
  return dialog === undefined
    ? responses
    : responses.filter(({ toTag }) => toTag === dialog.remoteTag || toTag === dialog.localTag);
}

type Answer = { readonly invite: Invite; readonly success: Seen; readonly ack: Seen | undefined };

/** The 2xx that confirmed the dialog, on this hop, and the first ACK to it. */
export function answerOf(one: Case): Answer | undefined {
  const invite = formingInvite(one);
  if (invite === undefined) return undefined;
  const success = ofThisDialog(one, invite).find(({ status }) => status >= 200 && status < 300);
  if (success === undefined) return undefined;
  const own = one.exchanges.find(({ method, request }) => method === 'ACK' && request?.cseq === success.cseq)?.request;
  return { invite, success, ack: own ?? (invite.ack?.toTag === success.toTag ? invite.ack : undefined) };
}

/** Whether that side's requests within the dialog are known to come by this hop: others did, or both ends of the hop are those of the dialog. */
export function comesByHere(one: Case, isFromCaller: boolean): boolean {
  const { dialog, exchanges } = one;
  const tag = isFromCaller ? dialog?.localTag : dialog?.remoteTag;
  if (exchanges.some(({ request, isInDialog }) => isInDialog && request !== undefined && request.fromTag === tag))
    return true;
  const invite = formingInvite(one);
  // An answer without an ACK, that is not sent again: it went another way.
  const isElsewhere =
    invite?.success !== undefined && invite.ack === undefined && invite.copiesOf(invite.success).length === 0;
  return !isElsewhere && isOfBothEnds(invite);
}

/** The hop between caller and callee where nothing lies between them: the INVITE has one Via, and the callee's Contact is where it went. */
export function isOfBothEnds(invite: Exchange | undefined): boolean {
  if (invite?.request === undefined || invite.request.viaCount !== 1) return false;
  const { dstIp } = invite.request;
  return invite.responses.some(({ status, message }) => {
    if (status <= 100 || status >= 300) return false;
    const [contact] = message.contacts;
    return (
      contact !== undefined && contact !== '*' && contact.uri?.kind === 'sip' && hostOf(contact.uri.host) === dstIp
    );
  });
}

function hostOf(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

/** Why a request of that side within the dialog may have come unseen between these times. */
export function absenceOf(
  one: Case,
  observed: Observed,
  {
    flow,
    isFromCaller,
    fromNs,
    toNs,
  }: { readonly flow: number; readonly isFromCaller: boolean; readonly fromNs: number; readonly toNs: number },
): Guard | undefined {
  if (one.more > 0) return 'G-LIMIT';
  if (!comesByHere(one, isFromCaller)) return 'G-MULTIHOP';
  return observed.absence(flow, fromNs, toNs);
}
