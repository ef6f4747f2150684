import { uriEquals } from '@sipscope/parser';
import { keptText } from '../../message/kept-text.ts';
import { parseUri } from '@sipscope/parser';
import { ownerOf } from '../owner.ts';
import { quoted } from '../quoted.ts';
import { type Rule, sourceRule } from '../rule.ts';

/** Values beyond these are not compared. */
const mostRoutes = 8;

export const serviceRouteRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-REG-018',
    title: 'Service-Route ignored',
    level: 'info',
    severity: 'info',
    rfc: 3608,
    section: '6.1',
    why: 'Requests that go past the home proxy miss its services; an IMS network refuses them.',
    advice: 'Preload the values of Service-Route, in their order, into Route of requests outside of dialogs.',
    right:
      'Service-Route: <sip:orig@scscf.example.com;lr> … Route: <sip:pcscf.example.com;lr>, <sip:orig@scscf.example.com;lr>',
    wrong: 'Service-Route: <sip:orig@scscf.example.com;lr> … INVITE without Route',
    headers: ['Service-Route', 'Route'],
    on: {
      requests: ['INVITE', 'SUBSCRIBE', 'MESSAGE', 'PUBLISH', 'REFER'],
      responses: ['2xx'],
      responsesTo: ['REGISTER'],
    },
    by: ownerOf,
    everyHop: true,
    watch: () => {
      let routes: readonly string[] = [];
      let isTold = false;
      return (seen) => {
        const { message } = seen;
        if (!seen.isRequest) {
          const told = message.values('Service-Route').slice(0, mostRoutes);
          routes = told.map(({ uriText }) => keptText(uriText));
          return undefined;
        }
        if (routes.length === 0 || message.to?.tag !== undefined || isEmergency(seen.message)) return undefined;
        let at = 0;
        for (const { uriText } of message.routes) if (isSame(routes[at], uriText)) at++;
        if (at === routes.length) return 'kept';
        if (isTold) return undefined;
        isTold = true;
        return {
          seen: `The registrar gave the Service-Route ${quoted(routes.join(', '))}, and the ${seen.method} has ${message.routes.length === 0 ? 'no Route' : 'another Route'}.`,
          span: message.valueSpan('Route'),
        };
      };
    },
  }),
];

function isSame(one: string | undefined, other: string): boolean {
  if (one === undefined || one === other) return one === other;
  const [a, b] = [parseUri(one).uri, parseUri(other).uri];
  return a !== undefined && b !== undefined && uriEquals(a, b);
}

/** Emergency calls take a way of their own. */
function isEmergency({ startLine }: { readonly startLine: unknown }): boolean {
  return (
    typeof startLine === 'object' &&
    startLine !== null &&
    'requestUri' in startLine &&
    typeof startLine.requestUri === 'string' &&
    startLine.requestUri.toLowerCase().startsWith('urn:service:')
  );
}
