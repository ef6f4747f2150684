import { hostKind, parseUri, type SipMessage, SipUri } from '@sipscope/parser';
import type { Sentences } from '../ims/sentences.ts';
import type { SeenRow } from './endpoint-facts.ts';
import { isLocalAddress, isPrivateAddress, isPublicAddress } from './private-address.ts';

/** What a message that an endpoint made shows of its address being translated on the way: where it says it is, against where its packets come from. */
export function addNat(nat: Sentences, row: SeenRow, parsed: SipMessage): void {
  const { frame, srcIp } = row;
  if (row.kind === 'request') {
    const address = placeOf(parsed);
    if (address !== undefined && address !== srcIp && !isLocalAddress(address))
      nat.add(`Its Via names ${address}; its packets come from ${srcIp}.`, frame);
  }
  if (!isPublicAddress(srcIp)) return;
  for (const contact of parsed.contacts.slice(0, 3)) {
    if (contact === '*' || (row.kind === 'response' && row.method === 'REGISTER')) break;
    const { uri } = parseUri(contact.uriText);
    const address = uri instanceof SipUri ? literal(uri.host) : undefined;
    if (address !== undefined && isPrivateAddress(address))
      nat.add(`Its Contact has the private address ${address}; its packets come from ${srcIp}.`, frame);
  }
  const media = parsed.sdp?.media.find(({ address }) => address !== undefined && isPrivateAddress(address));
  if (media?.address !== undefined)
    nat.add(`Its session description has the private address ${media.address}; its packets come from ${srcIp}.`, frame);
}

/** What the next element wrote into the Via of an endpoint's request: RFC 3261 §18.2.1, RFC 3581 §4. It stands in the responses the endpoint gets. */
export function addReceived(nat: Sentences, row: SeenRow, parsed: SipMessage): void {
  if (row.kind !== 'response' || parsed.via.length !== 1) return;
  const address = placeOf(parsed);
  const { received = '', rport } = parsed.topVia ?? {};
  const seen = received === '' ? undefined : literal(received);
  if (address === undefined || seen === undefined || seen === address || isLocalAddress(address)) return;
  const port = rport === undefined ? '' : `, port ${rport}`;
  nat.add(`Its Via names ${address}; the next element got it from ${seen}${port} (received).`, row.frame);
}

/** Where the maker of a message says it is, if it says an address. */
function placeOf({ topVia }: SipMessage): string | undefined {
  const address = topVia === undefined ? undefined : literal(topVia.sentBy.host);
  // A socket that listens everywhere has no address of its own.
  return address === '0.0.0.0' || address === '::' ? undefined : address;
}

/** An address as rows write it; `undefined` of a name. */
function literal(host: string): string | undefined {
  const kind = hostKind(host);
  if (kind === 'name') return undefined;
  return kind === 'ipv6' ? ipv6Text(bare(host)) : host;
}

/** In the one form of RFC 5952; `undefined` of what is no address. */
function ipv6Text(text: string): string | undefined {
  // Those that hold an IPv4 address have several forms.
  if (text.includes('.')) return undefined;
  return URL.canParse(`http://[${text}]`) ? bare(new URL(`http://[${text}]`).hostname) : undefined;
}

function bare(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
