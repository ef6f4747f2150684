import { splitUri } from './absolute-uri.ts';
import { hostEquals } from './host-kind.ts';
import { normalizeEscapes } from './unescape-uri.ts';

type Absolute = { readonly scheme: string; readonly opaque: string };

/** Ports that need not be written. RFC 9110 §4.2, RFC 6733 §4.3.1. */
const defaultPorts: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['http', '80'],
  ['ws', '80'],
  ['https', '443'],
  ['wss', '443'],
  ['aaa', '3868'],
  ['aaas', '5658'],
]);

/** Whether two URIs of one scheme are the same once both are normalised. RFC 3986 §6.2.2, §6.2.3. */
export function absoluteUriEquals(one: Absolute, other: Absolute): boolean {
  if (one.opaque === other.opaque) return true;
  const [a, b] = [splitUri(one.opaque), splitUri(other.opaque)];
  return (
    authorityEquals(one.scheme, a.authority, b.authority) &&
    normalPath(a.authority, a.path) === normalPath(b.authority, b.path) &&
    isSame(a.query, b.query) &&
    isSame(a.fragment, b.fragment)
  );
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return normalizeEscapes(one) === normalizeEscapes(other);
}

function authorityEquals(scheme: string, one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const [a, b] = [splitAuthority(scheme, one), splitAuthority(scheme, other)];
  return isSame(a.userinfo, b.userinfo) && hostEquals(a.host, b.host) && a.port === b.port;
}

function splitAuthority(
  scheme: string,
  authority: string,
): { userinfo: string | undefined; host: string; port: string } {
  const at = authority.lastIndexOf('@');
  const hostPort = authority.substring(at + 1);
  const colon = hostPort.indexOf(':', hostPort.indexOf(']') + 1);
  const port = colon === -1 ? '' : hostPort.substring(colon + 1);
  return {
    userinfo: at === -1 ? undefined : authority.substring(0, at),
    host: normalizeEscapes(colon === -1 ? hostPort : hostPort.substring(0, colon)),
    port: port === '' ? (defaultPorts.get(scheme) ?? '') : port,
  };
}

/** The path with escapes written alike and, below an authority, without the segments `.` and `..`. RFC 3986 §5.2.4. */
function normalPath(authority: string | undefined, path: string): string {
  const normal = normalizeEscapes(path);
  if (authority === undefined) return normal;
  const kept: string[] = [];
  const segments = normal.split('/').slice(1);
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  const last = segments.at(-1);
  if (last === '.' || last === '..') kept.push('');
  return `/${kept.join('/')}`;
}
