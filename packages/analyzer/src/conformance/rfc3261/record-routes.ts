import { type NameAddr, parseUri, SipUri, uriEquals } from '@sipscope/parser';
import { bareHost, isInnerAddress, isSameHost } from '../hosts.ts';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Outcome, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { once } from '../once.ts';

const withRecordRoute = { requests: 'any', has: ['Record-Route'] } as const;

/** Rules of what proxies write in Record-Route, and of routes that are no loose ones. */
export const recordRouteRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-RR-001',
    title: 'Record-Route without lr',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '16.6',
    why: 'Without lr the proxy counts as a strict router of RFC 2543: Request-URI and Route are changed for it, which many devices do wrongly.',
    advice: 'Write lr as a parameter of the URI.',
    right: 'Record-Route: <sip:proxy.example.com;lr>',
    wrong: 'Record-Route: <sip:proxy.example.com>',
    abnf: 'rec-route',
    headers: ['Record-Route'],
    on: withRecordRoute,
    check({ message }) {
      const uris = message.recordRoutes.filter(({ uri }) => uri instanceof SipUri);
      if (uris.length === 0) return undefined;
      const strict = uris.find(({ uri }) => uri instanceof SipUri && !uri.lr);
      if (strict === undefined) return 'kept';
      return { seen: `The Record-Route ${quoted(strict.uriText)} has no lr.`, span: strict.uriSpan };
    },
  }),
  messageRule({
    id: 'SIP-RR-005',
    title: 'Route to an element without lr, sent as to a loose router',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.2.1.1',
    why: 'A strict router takes the Request-URI for its own address: it sends the request to itself, or elsewhere.',
    advice: 'Add lr to the Route, or make its URI the Request-URI and the target the last Route.',
    right: 'INVITE sip:bob@example.com, Route: <sip:proxy.example.com;lr>',
    wrong: 'INVITE sip:bob@example.com, Route: <sip:proxy.example.com>',
    headers: ['Route'],
    on: { requests: 'any', has: ['Route'] },
    check: checkPreloaded,
  }),
  exchangeRule({
    id: 'SIP-RR-006',
    title: 'Proxy changes the transport and records one route',
    level: 'should',
    severity: 'warning',
    rfc: 5658,
    section: '5',
    why: 'Requests within the dialog reach the proxy from one of its sides over the wrong transport or address family.',
    advice: 'Record two routes, one for each side.',
    right: 'Record-Route: <sip:192.0.2.10;transport=tcp;lr>, <sip:192.0.2.10;lr>',
    wrong: 'Record-Route: <sip:192.0.2.10;lr>, from UDP to TCP',
    headers: ['Record-Route'],
    methods: ['INVITE', 'SUBSCRIBE', 'REFER'],
    check: checkDouble,
  }),
  sourceRule({
    id: 'SIP-RR-007',
    title: 'Record-Route with an inner address on a public way',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '16.12',
    why: 'ACK and BYE of the other side cannot come back that way.',
    advice: 'Record the address that the other side can reach.',
    right: 'Record-Route: <sip:198.51.100.7;lr>',
    wrong: 'Record-Route: <sip:10.0.0.1;lr>, from 198.51.100.7',
    headers: ['Record-Route'],
    on: withRecordRoute,
    watch: () => once(innerRoute),
  }),
  sourceRule({
    id: 'SIP-RR-008',
    title: 'Record-Route names a transport',
    level: 'should',
    severity: 'info',
    rfc: 3261,
    section: '16.6',
    why: 'Later requests can go over that transport alone: other servers of the domain are not found by DNS.',
    advice: 'Leave the transport out, unless the next element is known to have it.',
    right: 'Record-Route: <sip:proxy.example.com;lr>',
    wrong: 'Record-Route: <sip:proxy.example.com;transport=tcp;lr>',
    headers: ['Record-Route'],
    on: withRecordRoute,
    isKept: (seen) => namedTransport(seen) === 'kept',
    watch: () => once(namedTransport),
  }),
  exchangeRule({
    id: 'SIP-RR-009',
    title: 'Strict router in the path',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '16.12.1.2',
    why: 'The proxy before it put its address in the Request-URI and the target in the last Route; devices that know loose routers only go wrong there.',
    advice: 'Let the next element understand lr, and write it in its routes.',
    right: 'Route: <sip:p2.example.com;lr>',
    wrong: 'Route: <sip:p2.example.com>',
    headers: ['Route'],
    check: checkStrict,
  }),
];

function requestUri({ message: { startLine } }: Seen): SipUri | undefined {
  if (startLine?.kind !== 'request') return undefined;
  const { uri } = parseUri(startLine.requestUri);
  return uri instanceof SipUri ? uri : undefined;
}

function isStrict({ uri }: NameAddr): boolean {
  return uri instanceof SipUri && !uri.lr;
}

/** Where the Request-URI is still that of To, it was not rewritten for a strict router. */
function checkPreloaded(seen: Seen): Outcome {
  const { message } = seen;
  const [route] = message.routes;
  const to = message.to;
  if (route === undefined || !(route.uri instanceof SipUri) || to === undefined || to.tag !== undefined)
    return undefined;
  if (!isStrict(route)) return 'kept';
  const uri = requestUri(seen);
  if (uri === undefined || !(to.uri instanceof SipUri) || !uriEquals(uri, to.uri)) return undefined;
  return {
    seen: `The topmost Route ${quoted(route.uriText)} has no lr, and the Request-URI is ${quoted(uri.text)}.`,
    span: route.uriSpan,
  };
}

function isIpv6(ip: string): boolean {
  return ip.includes(':');
}

function checkDouble({ request: sent, forwardedFrom, isInDialog }: Exchange): Outcome {
  const got = forwardedFrom?.request;
  if (sent === undefined || got === undefined || isInDialog || got.isForgotten) return undefined;
  if (got.transport === sent.transport && isIpv6(got.dstIp) === isIpv6(sent.srcIp)) return undefined;
  if (sent.viaCount !== got.viaCount + 1) return 'G-MULTIHOP';
  const recorded = sent.message.recordRoutes.length - got.message.recordRoutes.length;
  if (recorded <= 0) return undefined;
  if (recorded > 1) return 'kept';
  return {
    seen: `The request came over ${got.transport} to ${got.dstIp} and went on over ${sent.transport} from ${sent.srcIp}, with one Record-Route more.`,
    at: sent,
    span: sent.message.valueSpan('Record-Route'),
    evidence: [got],
  };
}

type Found = ReturnType<Parameters<typeof once>[0]>;

function innerRoute({ message, srcIp, dstIp }: Seen): Found {
  const [route] = message.recordRoutes;
  if (!(route?.uri instanceof SipUri) || isInnerAddress(srcIp) || isInnerAddress(dstIp)) return undefined;
  const host = bareHost(route.uri.host);
  if (!isInnerAddress(host)) return 'kept';
  return {
    key: host,
    fault: {
      seen: `The topmost Record-Route is ${quoted(route.uriText)}, and the request came from ${srcIp}.`,
      span: route.uriSpan,
    },
  };
}

function namedTransport({ message }: Seen): Found {
  const [route] = message.recordRoutes;
  if (!(route?.uri instanceof SipUri)) return undefined;
  const { transport } = route.uri;
  if (transport === undefined) return 'kept';
  return {
    key: `${route.uri.host} ${transport}`,
    fault: {
      seen: `The Record-Route ${quoted(route.uriText)} names the transport ${quoted(transport)}.`,
      span: route.uriSpan,
    },
  };
}

function checkStrict({ request: sent, forwardedFrom }: Exchange): Outcome {
  const got = forwardedFrom?.request;
  if (sent === undefined || got === undefined || got.isForgotten) return undefined;
  const routes = got.message.routes;
  const [next, target] = [requestUri(sent), requestUri(got)];
  if (routes.length === 0 || next === undefined || target === undefined) return undefined;
  const strict = routes.find(
    (route) =>
      isStrict(route) &&
      route.uri instanceof SipUri &&
      isSameHost(route.uri.host, next.host) &&
      route.uri.user === next.user,
  );
  const last = sent.message.routes.at(-1)?.uri;
  const isRewritten =
    strict !== undefined && last instanceof SipUri && uriEquals(last, target) && !uriEquals(next, target);
  if (!isRewritten) return routes.every((route) => !isStrict(route)) ? 'kept' : undefined;
  return {
    seen: `The proxy at ${sent.srcIp} put ${quoted(next.text)}, a route without lr, in the Request-URI, and the target ${quoted(target.text)} in the last Route.`,
    at: sent,
    span: sent.message.startLine?.kind === 'request' ? sent.message.startLine.requestUriSpan : undefined,
    evidence: [got],
  };
}
