/** What always differs between two environments is written the same in both, so that what is left differs in earnest. */

/** What an address is called on either side: `caller.invalid`. */
export type NeutralNames = ReadonlyMap<string, string>;

const decoder = new TextDecoder('latin1');

/** Headers that carry sent-by, URIs and addresses of elements stay; addresses in them get the names of their elements, ports go. */
export function neutralMessage(bytes: Uint8Array, names: NeutralNames): Uint8Array {
  const text = decoder.decode(bytes);
  const end = text.indexOf('\r\n\r\n');
  const [head, body] = end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end + 4)];
  const isSdp = /^(?:content-type|c)[ \t]*:[ \t]*application\/sdp/im.test(head);
  const neutralBody = isSdp ? neutralSdp(body) : neutralAddresses(body, names);
  const neutralHead = neutralAddresses(head, names)
    .replaceAll(/;rport=\d{1,5}/gi, ';rport')
    // The body is as long as it is now, else it would be read as cut.
    .replace(
      /^(content-length|l)([ \t]*:[ \t]*)\d+/im,
      (_, name: string, colon: string) => `${name}${colon}${neutralBody.length}`,
    );
  return latin1(end === -1 ? neutralHead : `${neutralHead}\r\n\r\n${neutralBody}`);
}

function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** IPv4 addresses, and IPv6 addresses in brackets, with or without a port; `user@host` of the two ends. */
const address = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])(?::\d{1,5})?|\[[\da-f:.]{2,45}\](?::\d{1,5})?/gi;

function neutralAddresses(text: string, names: NeutralNames): string {
  if (names.size === 0) return text;
  let neutral = text.replaceAll(address, (found) => names.get(hostIn(found)) ?? found);
  // Few: the two ends as they are called.
  for (const [from, to] of names) if (from.includes('@')) neutral = neutral.replaceAll(from, to);
  return neutral;
}

function hostIn(found: string): string {
  if (found.startsWith('[')) return found.slice(1, found.indexOf(']')).toLowerCase();
  const colon = found.indexOf(':');
  return colon === -1 ? found : found.slice(0, colon);
}

/** Attributes whose values are made anew for each session: keys, candidates, sources (RFC 8839, RFC 4568, RFC 5576). */
const madeAnew =
  /^a=(candidate|ssrc|ssrc-group|ice-ufrag|ice-pwd|rtcp|msid|remote-candidates|fingerprint|crypto|key-mgmt|end-of-candidates|tls-id|cname)\b:?.*$/i;

/** Ports other than 0, addresses other than 0.0.0.0, keys and the origin are the same in all. */
function neutralSdp(body: string): string {
  const lines = body.split('\r\n');
  const kept: string[] = [];
  let before = '';
  for (const line of lines) {
    const neutral = neutralLine(line);
    // How many candidates and sources there are says little, too.
    if (neutral !== before || !neutral.endsWith(':*')) kept.push(neutral);
    before = neutral;
  }
  return kept.join('\r\n');
}

function neutralLine(line: string): string {
  if (line.startsWith('m='))
    return line.replace(
      /^(m=\S+ )(\d{1,5})/,
      (_, start: string, port: string) => `${start}${Number(port) === 0 ? 0 : 9}`,
    );
  if (line.startsWith('c='))
    return line.replace(
      /^(c=IN IP[46] )(\S+)/,
      (_, start: string, host: string) => start + (isUnspecified(host) ? host : 'media.invalid'),
    );
  if (line.startsWith('o=')) return 'o=- 0 0 IN IP4 media.invalid';
  const attribute = madeAnew.exec(line)?.[1]?.toLowerCase();
  if (attribute === undefined) return line;
  if (attribute === 'fingerprint') return line.replace(/^(a=fingerprint:\S+ ).*$/i, '$1*');
  if (attribute === 'crypto') return line.replace(/^(a=crypto:\d+ \S+ ).*$/i, '$1*');
  return `a=${attribute}:*`;
}

function isUnspecified(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
