import { type Identity, type NameAddr, type SipMessage, SipUri, TelUri } from '@sipscope/parser';
import { digitsOf } from './same-party.ts';

/** Fingerprints of media keys that are looked at. */
const maxMediaKeys = 16;

/** Who a claim is about: `{"tn":"12155551212"}`, `{"uri":"sip:alice@example.com"}`; in `dest` lists of them. RFC 8225 §5.2.1. */
type PartyClaim = { readonly tn: string | readonly string[] } | { readonly uri: string | readonly string[] };

/**
 * What the signature of a compact PASSporT may stand over (`header.payload`, in base64url), made again from the request: RFC 8224 §4.1, RFC 8225 §7. Several, as a
 * party is a telephone number or a URI by the signer's own rules (RFC 8224 §8), and the caller that of From or, within a network, of P-Asserted-Identity.
 */
export function compactSigningInputs(identity: Identity, message: SipMessage): readonly string[] {
  const issued = dateSeconds(message);
  if (issued === undefined) return [];
  const header = jsonOf({
    alg: identity.alg ?? 'ES256',
    ...(identity.ppt === undefined ? {} : { ppt: identity.ppt }),
    typ: 'passport',
    x5u: identity.info ?? '',
  });
  const keys = mediaKeys(message);
  const callers = [message.from, ...message.get('P-Asserted-Identity')].slice(0, 4);
  const inputs = new Set<string>();
  for (const caller of callers) {
    for (const orig of caller === undefined ? [] : partyClaims(caller)) {
      for (const dest of message.to === undefined ? [] : partyClaims(message.to)) {
        const payload = jsonOf({
          dest: listed(dest),
          iat: issued,
          ...(keys.length === 0 ? {} : { mky: keys }),
          orig,
        });
        inputs.add(`${base64Url(header)}.${base64Url(payload)}`);
      }
    }
  }
  return [...inputs];
}

/** As `Date` says, in seconds since 1970. */
export function dateSeconds(message: SipMessage): number | undefined {
  const text = message.header('Date')?.value;
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}

function listed(claim: PartyClaim): PartyClaim {
  return 'tn' in claim ? { tn: [claim.tn].flat() } : { uri: [claim.uri].flat() };
}

/** Its keys stand in the order of their names already, which RFC 8225 §9 asks for. */
function jsonOf(value: object): string {
  return JSON.stringify(value);
}

/** RFC 8224 §8.3, §8.5: the URI of a party without its parameters. */
function partyClaims({ uri }: NameAddr): readonly PartyClaim[] {
  if (uri instanceof TelUri) return [{ tn: digitsOf(uri.number) ?? '' }];
  if (!(uri instanceof SipUri)) return [];
  const address = `${uri.scheme}:${uri.user === undefined ? '' : `${uri.user}@`}${uri.host}`;
  const number = digitsOf(uri.user);
  return number === undefined ? [{ uri: address }] : [{ tn: number }, { uri: address }];
}

/** `a=fingerprint` of all media, in the order of their values. RFC 8225 §5.2.2. */
export function mediaKeys({ sdp }: SipMessage): readonly { readonly alg: string; readonly dig: string }[] {
  if (sdp === undefined) return [];
  const keys = new Map<string, { readonly alg: string; readonly dig: string }>();
  for (const section of [sdp, ...sdp.media]) {
    for (const { hash, fingerprint } of section.all('fingerprint')) {
      const dig = fingerprint.replaceAll(':', '').toUpperCase();
      if (keys.size < maxMediaKeys) keys.set(`${hash}${dig}`, { alg: hash, dig });
    }
  }
  return [...keys].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
}

function base64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
