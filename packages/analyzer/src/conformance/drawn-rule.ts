import type { RuleText } from './rule.ts';

/** Rules of the ABNF that stand in the diagram of another, which has them as its parts. */
const partsOf: Readonly<Record<string, readonly string[]>> = {
  'via-params': ['via-branch', 'via-received', 'via-ttl', 'via-maddr', 'response-port', 'via-extension'],
  'sent-protocol': ['transport', 'protocol-name', 'protocol-version'],
  'SIP-URI': ['SIPS-URI', 'userinfo', 'user', 'password', 'escaped', 'hostport'],
  'uri-parameter': ['transport-param', 'lr-param', 'other-param', 'user-param', 'method-param', 'maddr-param'],
  host: ['IPv6reference', 'hostname', 'IPv4address'],
  'contact-params': ['qvalue', 'c-p-q', 'c-p-expires'],
  credentials: [
    'dresponse',
    'dig-resp',
    'message-qop',
    'digest-uri',
    'nonce-count',
    'cnonce',
    'auts-param',
    'bearer-cln',
  ],
  challenge: ['qop-options', 'opaque', 'algorithm', 'nonce', 'realm', 'stale', 'digest-cln'],
  'route-param': ['path-value', 'rec-route', 'Record-Route', 'Route', 'Path'],
  'hi-entry': ['index-val', 'hi-index', 'hi-targeted-to-uri'],
  'reason-value': ['isup-cause-location', 'reason-params', 'protocol-cause'],
  'origin-field': ['sess-version', 'sess-id'],
  'time-field': ['time-description'],
  'media-field': ['media-descriptions'],
  attribute: ['attribute-field', 'attribute-fields'],
  'display-name': ['quoted-string'],
  'from-param': ['tag-param'],
  header: ['extension-header'],
  'subexp-params': ['event-reason-value', 'substate-value'],
  'fmtp-value': ['telephone-event-fmtp'],
  locationErrorValue: ['Geolocation-Error'],
  'P-Served-User': ['PServedUser'],
  'PAssertedService-value': ['PAssertedService'],
};

const wholeOf = new Map(
  Object.entries(partsOf).flatMap(([whole, parts]) => parts.map((part) => [part, whole] as const)),
);

/** The rule of the grammar whose diagram shows what a rule of conformance is about; whether it has one is not said. */
export function drawnRuleOf({ abnf }: Pick<RuleText, 'abnf'>): string | undefined {
  return abnf === undefined ? undefined : (wholeOf.get(abnf) ?? abnf);
}
