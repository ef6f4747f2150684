import { type NameAddr, SipUri } from '@sipscope/parser';
import { isSameHost } from '../hosts.ts';
import type { Case } from '../case.ts';
import { ofThisDialog } from '../dialog-way.ts';
import { sidesOf } from '../dialog-sides.ts';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { caseRule, exchangeRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { hasField } from '../told.ts';

/** Rules of route sets: that both ends have the same one, and use it. */
export const routeSetRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-RR-002',
    title: 'Response has another Record-Route than its request',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.1.1',
    why: 'The two ends make different route sets of it: ACK or BYE goes another way and is lost.',
    advice: 'Copy all Record-Route values in their order into every response that makes a dialog.',
    right: 'Record-Route: <sip:p2;lr>, <sip:p1;lr> in request and response',
    wrong: 'Record-Route: <sip:p1;lr> in the response',
    headers: ['Record-Route'],
    methods: ['INVITE', 'SUBSCRIBE', 'REFER'],
    check: checkCopied,
  }),
  caseRule('dialog', {
    id: 'SIP-RR-003',
    title: 'Route of a request within a dialog is not its route set',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.2.1.1',
    why: 'The request goes past a proxy or session border controller that must see it, or in a circle.',
    advice:
      'Send the route set that the Record-Route of the dialog gave: the caller its reverse, the callee as it stands.',
    right: 'Record-Route: <sip:p2;lr>, <sip:p1;lr>, then Route: <sip:p1;lr>, <sip:p2;lr> from the caller',
    wrong: 'Record-Route: <sip:p2;lr>, <sip:p1;lr>, then no Route',
    headers: ['Route', 'Record-Route'],
    check: (one) => ofRoutes(one, judgeRoute),
  }),
  caseRule('dialog', {
    id: 'SIP-RR-004',
    title: 'Route in a dialog without route set',
    level: 'must',
    severity: 'warning',
    rfc: 3261,
    section: '12.2.1.1',
    why: 'The request goes to a proxy that did not ask to stay in the path, and may refuse it.',
    advice: 'Send requests within a dialog without Route where no Record-Route came.',
    right: 'INVITE and 200 without Record-Route, then BYE without Route',
    wrong: 'INVITE and 200 without Record-Route, then BYE with Route',
    headers: ['Route', 'Record-Route'],
    check: (one) => ofRoutes(one, judgeEmpty),
  }),
];

function textOf({ uri, uriText }: NameAddr): string {
  return uri instanceof SipUri
    ? `${uri.user ?? ''}@${uri.host.toLowerCase()}:${uri.port ?? ''};${uri.transport ?? ''}`
    : uriText;
}

function isSame(one: NameAddr, other: NameAddr): boolean {
  if (textOf(one) === textOf(other)) return true;
  return (
    one.uri instanceof SipUri &&
    other.uri instanceof SipUri &&
    isSameHost(one.uri.host, other.uri.host) &&
    (one.uri.port ?? 5060) === (other.uri.port ?? 5060)
  );
}

/** What the request had on this hop is the end of what comes back: proxies further on stand before it, and nobody behind changed it yet. */
function checkCopied({ request, responses, isInDialog }: Exchange): Outcome {
  if (request === undefined || isInDialog || !hasField(request.message, 'Record-Route')) return undefined;
  const sent = request.message.recordRoutes;
  let outcome: Outcome;
  for (const response of responses) {
    if (!makesDialog(response)) continue;
    const back = response.message.recordRoutes;
    const tail = back.slice(Math.max(0, back.length - sent.length));
    const lost = sent.findIndex((one, at) => tail[at] === undefined || !isSame(one, tail[at]));
    outcome = 'kept';
    if (lost < 0) continue;
    const found = tail[lost];
    return {
      seen: `The request has ${quoted(sent[lost]!.uriText)} in Record-Route, the ${response.name} ${found === undefined ? 'has it not' : `has ${quoted(found.uriText)} in its place`}.`,
      at: response,
      span: response.message.valueSpan('Record-Route'),
      evidence: [request],
    };
  }
  return outcome;
}

/** Of provisional responses those alone that a client may go on with: reliable ones. */
function makesDialog({ status, message }: Seen): boolean {
  return (status >= 200 && status < 300) || (status > 100 && status < 200 && hasField(message, 'RSeq'));
}

type RouteSets = {
  readonly ofCaller: readonly NameAddr[];
  readonly ofCallee: readonly NameAddr[];
  readonly answer: Seen;
};

/** What Route has on this hop in requests of either side: those of proxies behind the sender were taken away. */
function routeSetsOf(one: Case): RouteSets | undefined {
  const [first] = one.exchanges;
  if (first?.request === undefined || first.isInDialog) return undefined;
  const answer = ofThisDialog(one, first).find(makesDialog);
  if (answer === undefined) return undefined;
  const own = first.request.message.recordRoutes;
  const all = answer.message.recordRoutes;
  if (all.length < own.length) return undefined;
  return {
    ofCaller: all.slice(0, all.length - own.length).toReversed(),
    ofCallee: own,
    answer,
  };
}

type Judge = (request: Seen, expected: readonly NameAddr[], sets: RouteSets) => Outcome;

function ofRoutes(one: Case, judge: Judge): Outcome {
  if (!one.isBeginSeen) return one.exchanges.some(({ isInDialog }) => isInDialog) ? 'G-MIDSTART' : undefined;
  const sets = routeSetsOf(one);
  if (sets === undefined) return undefined;
  // Strict routers change Route and Request-URI (RFC 3261 §16.12).
  if ([...sets.ofCaller, ...sets.ofCallee].some(({ uri }) => !(uri instanceof SipUri && uri.lr))) return undefined;
  let outcome: Outcome;
  for (const { isCaller, exchanges } of sidesOf(one)) {
    for (const { isInDialog, method, request, acknowledges } of exchanges) {
      // The ACK to a failure has the Route of its INVITE.
      const isOfFailure = method === 'ACK' && acknowledges === undefined;
      if (!isInDialog || method === 'CANCEL' || isOfFailure) continue;
      const found = judge(request, isCaller ? sets.ofCaller : sets.ofCallee, sets);
      if (found !== undefined && found !== 'kept') return found;
      outcome ??= found;
    }
  }
  return outcome;
}

function judgeRoute(request: Seen, expected: readonly NameAddr[], { answer }: RouteSets): Outcome {
  if (expected.length === 0) return undefined;
  const { routes } = request.message;
  // Between two proxies some of it may be gone already.
  const rest = expected.slice(Math.max(0, expected.length - routes.length));
  if (routes.length > 0 && routes.length <= expected.length && rest.every((one, at) => isSame(one, routes[at]!)))
    return 'kept';
  return {
    seen: `The ${request.name} has ${listed(routes)} in Route; the dialog asks for ${listed(expected)}.`,
    at: request,
    span: request.message.valueSpan('Route'),
    evidence: [answer],
  };
}

function judgeEmpty(request: Seen, expected: readonly NameAddr[], { answer }: RouteSets): Outcome {
  // Between proxies nothing may be left of a route set that there is.
  if (expected.length > 0 || answer.message.recordRoutes.length > 0) return undefined;
  const { routes } = request.message;
  if (routes.length === 0) return 'kept';
  return {
    seen: `The ${request.name} has ${listed(routes)} in Route, though the dialog has no route set.`,
    at: request,
    span: request.message.valueSpan('Route'),
    evidence: [answer],
  };
}

function listed(routes: readonly NameAddr[]): string {
  return routes.length === 0 ? 'nothing' : quoted(routes.map(({ uriText }) => uriText).join(', '));
}
