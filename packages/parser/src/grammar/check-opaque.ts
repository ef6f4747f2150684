import { characterClasses, digitChar } from '../text/character-class.ts';
import { checkHost } from './check-host.ts';

/**
 * Whether this may follow the colon of any other scheme: brackets stand only round an IPv6 address in the authority.
 *
 *     absoluteURI = scheme ":" ( hier-part / opaque-part )
 *     authority   = srvr / reg-name
 *     srvr        = [ [ userinfo "@" ] hostport ]
 *
 * RFC 3261 §25.1 (of `reserved` without brackets), erratum 1051.
 */
export function isOpaque(opaque: string): boolean {
  const open = opaque.indexOf('[');
  if (open === -1) return !opaque.includes(']');
  const close = opaque.indexOf(']');
  const isOnly = opaque.indexOf('[', open + 1) === -1 && opaque.indexOf(']', close + 1) === -1;
  if (!opaque.startsWith('//') || close < open || !isOnly) return false;
  const isHost = checkHost(opaque.substring(open, close + 1)) === undefined;
  return isHost && (open === 2 || isUserinfo(opaque.substring(2, open))) && isPortOrPath(opaque, close + 1);
}

/** `user [ ":" password ] "@"`; that a user may hold `/` and `?` is true of SIP URIs only (RFC 3986 §3.2). */
function isUserinfo(text: string): boolean {
  const colon = text.indexOf(':');
  const user = colon === -1 ? text.substring(0, text.length - 1) : text.substring(0, colon);
  const password = colon === -1 ? '' : text.substring(colon + 1, text.length - 1);
  return text.endsWith('@') && user !== '' && !/[/?@#]/.test(user) && !/[/?@#:;]/.test(password);
}

/** `[ ":" port ]`, and then the path, the query or nothing. */
function isPortOrPath(text: string, start: number): boolean {
  let at = start;
  if (text[at] === ':') {
    do at++;
    while (at < text.length && (characterClasses[text.charCodeAt(at) & 0x7f]! & digitChar) !== 0);
    if (at === start + 1) return false;
  }
  return at === text.length || '/?#'.includes(text.charAt(at));
}
