import { SipUri } from '@sipscope/parser';
import { isAddress, isInnerAddress, isSameHost } from '../hosts.ts';
import type { Case } from '../case.ts';
import { ofThisDialog } from '../dialog-way.ts';
import { type Requested, type Side, sidesOf } from '../dialog-sides.ts';
import { quoted } from '../quoted.ts';
import { remembered } from '../remembered.ts';
import { caseRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText } from '../told.ts';

/** What crosses on the way may still have the target before. */
const crossingNs = 2e9;

/** Requests whose Contact is a new target: RFC 3261 §12.2.1.2, RFC 3311 §5.1, RFC 6665 §4.4.1. */
const refreshing: ReadonlySet<string> = new Set(['INVITE', 'UPDATE', 'SUBSCRIBE', 'NOTIFY', 'REFER']);

/** Rules of where requests within a dialog go. */
export const targetRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-CON-005',
    title: 'Contact of a dialog that the peer cannot reach',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '12.1.1',
    why: 'BYE and re-INVITE of the peer are lost: calls that cannot be hung up.',
    advice: 'Send the public address, a GRUU, or go over a proxy that stays in the path.',
    right: 'Contact: <sip:alice@198.51.100.7>',
    wrong: 'Contact: <sip:alice@10.0.0.17>, from 198.51.100.7',
    headers: ['Contact'],
    check: checkReachable,
  }),
  caseRule('dialog', {
    id: 'SIP-CON-006',
    title: 'Request within a dialog does not go to the Contact of the peer',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.2.1.1',
    why: 'The peer answers 404 or 481, or never gets it: an ACK or BYE like this leaves the call up.',
    advice: 'Take the latest Contact of the peer as Request-URI, unchanged, while all routers are loose ones.',
    right: 'Contact: <sip:bob@192.0.2.2>, then BYE sip:bob@192.0.2.2',
    wrong: 'Contact: <sip:bob@192.0.2.2>, then BYE sip:bob@example.com',
    headers: ['Contact'],
    check: (one) => ofTargets(one, judgeTarget),
  }),
  caseRule('dialog', {
    id: 'SIP-CON-007',
    title: 'New Contact of the peer was not taken over',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.2.1.2',
    why: 'Requests go to where the peer no longer is, after a transfer or a failover.',
    advice: 'Replace the remote target by the Contact of every target refresh.',
    right: 're-INVITE with Contact: <sip:bob@192.0.2.9>, then BYE sip:bob@192.0.2.9',
    wrong: 're-INVITE with Contact: <sip:bob@192.0.2.9>, then BYE sip:bob@192.0.2.2',
    headers: ['Contact'],
    check: (one) => ofTargets(one, judgeRefresh),
  }),
];

/** A Contact that one side sent. */
type Target = { readonly uri: SipUri; readonly seen: Seen; readonly isConfirmed: boolean };

type Targets = { readonly ofCaller: readonly Target[]; readonly ofCallee: readonly Target[] };

const everyTarget: (one: Case) => Targets = remembered((one) => ({
  ofCaller: findTargets(one, true),
  ofCallee: findTargets(one, false),
}));

function targetsOf(one: Case, isCaller: boolean): readonly Target[] {
  const { ofCaller, ofCallee } = everyTarget(one);
  return isCaller ? ofCaller : ofCallee;
}

/** The Contacts of one side, in order of time. */
function findTargets(one: Case, isCaller: boolean): readonly Target[] {
  const targets: Target[] = [];
  const take = (seen: Seen | undefined, isConfirmed: boolean): void => {
    const [contact] = seen?.message.contacts ?? [];
    if (seen === undefined || contact === undefined || contact === '*' || !(contact.uri instanceof SipUri)) return;
    targets.push({ uri: contact.uri, seen, isConfirmed });
  };
  for (const side of sidesOf(one)) {
    for (const exchange of side.exchanges) {
      if (!refreshing.has(exchange.method)) continue;
      if (side.isCaller === isCaller) take(exchange.request, exchange.success !== undefined);
      else
        for (const response of ofThisDialog(one, exchange))
          if (response.status > 100 && response.status < 300) take(response, response.status >= 200);
    }
  }
  return targets.sort((a, b) => a.seen.timeNs - b.seen.timeNs);
}

type Judge = (request: Requested, targets: readonly Target[]) => Outcome;

/** Asks of each request within the dialog that comes from its user agent itself: further on proxies may have changed what it says. */
function ofTargets(one: Case, judge: Judge): Outcome {
  if (!one.isBeginSeen) return one.exchanges.some(({ isInDialog }) => isInDialog) ? 'G-MIDSTART' : undefined;
  if (one.more > 0) return 'G-LIMIT';
  let outcome: Outcome;
  for (const side of sidesOf(one)) {
    const targets = targetsOf(one, !side.isCaller);
    if (targets.length === 0) continue;
    for (const exchange of within(side)) {
      const found = judge(
        exchange,
        targets.filter(({ seen }) => seen.timeNs <= exchange.request.timeNs),
      );
      if (found !== undefined && found !== 'kept') return found;
      outcome ??= found;
    }
  }
  return outcome;
}

function within({ exchanges }: Side): readonly Requested[] {
  return exchanges.filter(
    ({ isInDialog, method, request, acknowledges }) =>
      isInDialog &&
      method !== 'CANCEL' &&
      // The ACK to a failure goes where its INVITE went.
      (method !== 'ACK' || acknowledges !== undefined) &&
      request.viaCount === 1 &&
      request.message.routes.every(({ uri }) => uri instanceof SipUri && uri.lr),
  );
}

function requestUri({ message: { startLine } }: Seen): SipUri | undefined {
  if (startLine?.kind !== 'request') return undefined;
  const { uri } = startLine;
  return uri instanceof SipUri ? uri : undefined;
}

/** Whether they lead to the same user at the same place; parameters are looked at by nobody. */
function isSameTarget(one: SipUri, other: SipUri): boolean {
  return one.user === other.user && isSameHost(one.host, other.host) && (one.port ?? 5060) === (other.port ?? 5060);
}

function judgeTarget({ request }: Requested, targets: readonly Target[]): Outcome {
  const uri = requestUri(request);
  const last = targets.at(-1);
  if (uri === undefined || last === undefined) return undefined;
  if (targets.some((target) => isSameTarget(target.uri, uri))) return 'kept';
  return {
    seen: `The ${request.name} goes to ${quoted(uri.text)}; the Contact of the peer is ${quoted(last.uri.text)}.`,
    at: request,
    span: request.message.startLine?.kind === 'request' ? request.message.startLine.requestUriSpan : undefined,
    evidence: [last.seen],
  };
}

function judgeRefresh({ request }: Requested, targets: readonly Target[]): Outcome {
  const uri = requestUri(request);
  const last = targets.findLast(({ isConfirmed, seen }) => isConfirmed && request.timeNs - seen.timeNs > crossingNs);
  if (uri === undefined || last === undefined) return undefined;
  const isLater = (target: Target): boolean => target.seen.timeNs >= last.seen.timeNs;
  if (targets.every((target) => isSameTarget(target.uri, last.uri))) return undefined;
  if (targets.some((target) => isLater(target) && isSameTarget(target.uri, uri))) return 'kept';
  const old = targets.find((target) => isSameTarget(target.uri, uri));
  if (old === undefined) return undefined;
  return {
    seen: `The ${request.name} goes to ${quoted(uri.text)}, though ${frameText(last.seen)} has the Contact ${quoted(last.uri.text)}.`,
    at: request,
    span: request.message.startLine?.kind === 'request' ? request.message.startLine.requestUriSpan : undefined,
    evidence: [old.seen, last.seen],
  };
}

function checkReachable(one: Case): Outcome {
  let outcome: Outcome;
  for (const isCaller of [true, false]) {
    const target = targetsOf(one, isCaller).find(({ seen }) => seen.status === 0 || seen.status >= 200);
    if (target === undefined) continue;
    const { uri, seen } = target;
    // From an inner network, over a proxy that stays, or by a name that the peer can look up.
    if (isInnerAddress(seen.srcIp) || seen.viaCount > (seen.isRequest ? 1 : Infinity)) continue;
    if (
      seen.message.recordRoutes.length > 0 ||
      uri.gr !== undefined ||
      uri.ob ||
      seen.message.topVia?.received !== undefined
    )
      continue;
    const isBare = !isAddress(uri.host) && !uri.host.includes('.') && !uri.host.includes(':');
    if (!isInnerAddress(uri.host) && !isBare) {
      outcome ??= 'kept';
      continue;
    }
    if (reached(one, !isCaller)) {
      outcome ??= 'kept';
      continue;
    }
    return {
      seen: `The Contact of the ${seen.name} is ${quoted(uri.text)}, and it came from ${seen.srcIp}.`,
      at: seen,
      span: seen.message.valueSpan('Contact'),
    };
  }
  return outcome;
}

/** Whether a request of that side within the dialog was answered all the same. */
function reached(one: Case, isCaller: boolean): boolean {
  return sidesOf(one).some(
    (side) =>
      side.isCaller === isCaller &&
      side.exchanges.some(({ isInDialog, success }) => isInDialog && success !== undefined),
  );
}
