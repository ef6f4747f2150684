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
  const close = opaque.indexOf(']', open);
  const isLast = opaque.indexOf('[', open + 1) === -1 && opaque.lastIndexOf(']') === close;
  if (!opaque.startsWith('//') || close === -1 || !isLast) return false;
  const userinfo = opaque.substring(2, open);
  const isUserinfo = userinfo === '' || (userinfo.indexOf('@') === userinfo.length - 1 && !/[/?#]/.test(userinfo));
  return isUserinfo && checkHost(opaque.substring(open, close + 1)) === undefined && isPortOrPath(opaque, close + 1);
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
