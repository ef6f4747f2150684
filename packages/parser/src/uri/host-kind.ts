/** What a host is: a name, or an address of either version of IP. RFC 3261 §25.1 host. */
export type HostKind = 'name' | 'ipv4' | 'ipv6';

/** What kind of host this is, by its look: whether it is a right one, the diagnostics tell. */
export function hostKind(host: string): HostKind {
  if (host.includes(':')) return 'ipv6';
  const last = host.charCodeAt(host.length - 1);
  // The last label of a name begins with a letter; the octets of an address are digits and dots throughout.
  return last >= 0x30 && last <= 0x39 && isDigitsAndDots(host) ? 'ipv4' : 'name';
}

/** Whether two hosts are the same: names without case, IPv6 addresses by value. RFC 3261 §19.1.4, RFC 5954 §4.2. */
export function hostEquals(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.startsWith('[') && other.startsWith('[')) return expandIpv6(one) === expandIpv6(other);
  return one.toLowerCase() === other.toLowerCase();
}

function isDigitsAndDots(host: string): boolean {
  for (let at = 0; at < host.length; at++) {
    const code = host.charCodeAt(at);
    if (code !== 0x2e && (code < 0x30 || code > 0x39)) return false;
  }
  return true;
}

/** An IPv6 reference with all its eight groups, without leading zeros, in lower case; a zone stays behind them. */
function expandIpv6(reference: string): string {
  const text = reference.substring(1, reference.length - 1).toLowerCase();
  const zoneAt = text.indexOf('%');
  const address = zoneAt === -1 ? text : text.substring(0, zoneAt);
  const [head = '', tail] = address.split('::');
  const before = groups(head);
  const behind = tail === undefined ? [] : groups(tail);
  const missing = Math.max(0, 8 - before.length - behind.length);
  const zeros: string[] = tail === undefined ? [] : Array.from({ length: missing }, () => '0');
  return [...before, ...zeros, ...behind].join(':') + (zoneAt === -1 ? '' : text.substring(zoneAt));
}

/** The groups of 16 bits of a part, an IPv4 address at its end made two of them. */
function groups(part: string): string[] {
  if (part === '') return [];
  const found = part.split(':');
  const octets = found.at(-1)?.split('.').map(Number) ?? [];
  if (octets.length === 4) {
    const [a = 0, b = 0, c = 0, d = 0] = octets;
    found.splice(-1, 1, (a * 256 + b).toString(16), (c * 256 + d).toString(16));
  }
  return found.map((group) => group.replace(/^0+(?=.)/, ''));
}
