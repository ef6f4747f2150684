import { keptText } from '../message/kept-text.ts';
import { isPublicAddress } from '../participants/private-address.ts';

/** A host of a URI or a Via without the brackets of IPv6. */
export function bareHost(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

/** Whether a host is an address, and no name. */
export function isAddress(host: string): boolean {
  return host.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

/** Whether two hosts are one: names and addresses in any letters, an IPv6 address however it is shortened. */
export function isSameHost(one: string, other: string): boolean {
  const [a, b] = [bareHost(one).toLowerCase(), bareHost(other).toLowerCase()];
  if (a === b) return true;
  if (!a.includes(':') || !b.includes(':')) return false;
  const [long, longToo] = [expanded(a), expanded(b)];
  return long !== undefined && long === longToo;
}

/** Addresses that were judged lately: those of a capture are few. */
const judged = new Map<string, boolean>();
const mostJudged = 4096;

/** An address that is no public one: of RFC 1918 and its like, of the machine itself, or none at all. */
export function isInnerAddress(host: string): boolean {
  const known = judged.get(host);
  if (known !== undefined) return known;
  const bare = bareHost(host);
  const isInner = isAddress(bare) && !isPublicAddress(bare);
  if (judged.size >= mostJudged) judged.clear();
  judged.set(keptText(host), isInner);
  return isInner;
}

/** The eight groups of an IPv6 address; `undefined` where it is none. */
function expanded(address: string): string | undefined {
  const [head = '', tail, more] = withoutIpv4(address).split('::');
  if (more !== undefined) return undefined;
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - before.length - after.length;
  if (missing < 0 || (tail === undefined && missing > 0)) return undefined;
  return [...before, ...Array.from({ length: missing }, () => '0'), ...after]
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** `::ffff:192.0.2.1` with its last part as groups. */
function withoutIpv4(address: string): string {
  const at = address.lastIndexOf(':') + 1;
  const bytes = address.slice(at).split('.').map(Number);
  if (bytes.length !== 4) return address;
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return `${address.slice(0, at)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
