import { type NameAddr, type Parameters, SipUri, TelUri, type Uri, Urn } from '@sipscope/parser';
import { uriParameterRow } from '@sipscope/parser/registry';
import { isPrivateAddress } from '../../participants/private-address.ts';
import type { ExplainedPart } from '../../rows.ts';
import type { Told } from './explain-context.ts';
import { part, partsOf, quoted } from './explain-text.ts';

/** What a URI consists of. RFC 3261 §19.1, RFC 3966, RFC 5031. */
export function explainUri(uri: Uri | undefined, what = 'The URI'): readonly Told[] {
  if (uri === undefined) return [];
  if (uri instanceof SipUri)
    return [{ kind: 'uri', text: `${what} ${sipText(uri)}.`, ...partsOf(sipParts(uri)), ...shortOf(uri) }];
  if (uri instanceof TelUri) {
    const text = uri.global
      ? `${what} is a telephone number with its country code.`
      : `${what} is a telephone number that means something only within its context.`;
    return [{ kind: 'uri', text, ...partsOf([part('number', uri.number), ...parameterParts(uri.params, 'tel')]) }];
  }
  if (uri instanceof Urn) return explainUrn(uri, what);
  return [{ kind: 'uri', text: `${what} is of the scheme ${quoted(uri.scheme)}.` }];
}

/** The display name and the URI's parts of each address. */
export function explainAddress(address: NameAddr, what: string): readonly Told[] {
  return explainUri(address.uri, what);
}

/** The host of a SIP URI where it is an address, without brackets. */
export function addressOfUri(uri: Uri | undefined): string | undefined {
  if (!(uri instanceof SipUri) || uri.hostKind === 'name') return undefined;
  return uri.host.startsWith('[') ? uri.host.slice(1, -1) : uri.host;
}

export function isPrivateUri(uri: Uri | undefined): boolean {
  const address = addressOfUri(uri);
  return address !== undefined && isPrivateAddress(address);
}

function sipText(uri: SipUri): string {
  const isNumber = uri.userParam?.toLowerCase() === 'phone';
  const who =
    uri.user === undefined
      ? 'names a server or a domain, no user'
      : isNumber
        ? 'carries a telephone number'
        : 'names a user of a domain or a device';
  return uri.scheme === 'sips' ? `${who}, to be reached over TLS on every hop` : who;
}

function shortOf(uri: SipUri): Pick<Told, 'short'> {
  return uri.scheme === 'sips' ? { short: 'secure' } : {};
}

function sipParts(uri: SipUri): readonly ExplainedPart[] {
  const port = uri.port ?? undefined;
  const where = { name: 'a name, found by DNS (RFC 3263)', ipv4: 'an IPv4 address', ipv6: 'an IPv6 address' } as const;
  const hidden = uri.hostKind !== 'name' && isPrivateUri(uri) ? ', private' : '';
  return [
    ...(uri.user === undefined ? [] : [part('user', uri.user)]),
    ...(uri.password === undefined
      ? []
      : [part('password', '…', 'a password in the clear, which RFC 3261 §19.1.1 advises against')]),
    part('host', uri.host, `${where[uri.hostKind]}${hidden}`),
    ...(port === undefined ? [] : [part('port', `${port}`)]),
    ...parameterParts(uri.params, 'sip'),
    ...uri.headers.map(({ name, value }) =>
      part(`?${quoted(name)}`, value, 'a header field for the request made of the URI'),
    ),
  ];
}

function parameterParts(params: Parameters, place: 'sip' | 'tel'): readonly ExplainedPart[] {
  return params.map(({ name, value }) => {
    const row = uriParameterRow(name);
    const means = meanings.get(name.toLowerCase()) ?? (row?.place === place ? row.note : undefined);
    return part(`;${quoted(name)}`, value, means, row?.place === place ? row : undefined);
  });
}

/** Where the registry has no words, or fewer than a reader needs. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['transport', 'the transport to be used'],
  ['user', 'what the user part is'],
  ['lr', 'a loose router: the Request-URI stays as it is'],
  ['maddr', 'the address to be sent to in place of the host'],
  ['ttl', 'how far a multicast packet goes'],
  ['method', 'the method of the request made of the URI'],
  ['ob', 'requests go over the flow of the registration'],
  ['gr', 'a GRUU: names one device'],
  ['cause', 'why the request was sent on'],
  ['target', 'who was called before'],
  ['phone-context', 'where the number is valid'],
  ['ext', 'an extension'],
  ['isub', 'an ISDN subaddress'],
  ['npdi', 'the number was looked up for portability'],
  ['rn', 'the routing number of a ported number'],
  ['cic', 'the carrier to route through'],
]);

function explainUrn(uri: Urn, what: string): readonly Told[] {
  const text = uri.text.toLowerCase();
  const service = /^urn:service:(sos(?:\.[a-z.-]+)?)$/.exec(text)?.[1];
  if (service !== undefined) {
    const kind = emergencies.get(service.slice(4));
    const which = service === 'sos' ? 'any emergency service' : (kind ?? `the emergency service ${service.slice(4)}`);
    return [
      {
        kind: 'uri',
        text: `${what} asks for ${which} at the caller’s place (RFC 5031).`,
        short: 'emergency',
        notable: true,
      },
    ];
  }
  if (text.startsWith('urn:gsma:imei:') || text.startsWith('urn:uuid:'))
    return [{ kind: 'uri', text: `${what} names a device.` }];
  return [{ kind: 'uri', text: `${what} is a URN: a name, not an address.` }];
}

/** RFC 5031 §4.2. */
const emergencies: ReadonlyMap<string, string> = new Map([
  ['ambulance', 'an ambulance'],
  ['animal-control', 'animal control'],
  ['fire', 'the fire brigade'],
  ['gas', 'the gas company’s emergency service'],
  ['marine', 'the maritime rescue'],
  ['mountain', 'the mountain rescue'],
  ['physician', 'a physician'],
  ['poison', 'a poison control centre'],
  ['police', 'the police'],
]);
