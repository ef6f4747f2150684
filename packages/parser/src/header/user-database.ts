import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { checkHost } from '../grammar/check-host.ts';
import { LazyAddress } from '../grammar/lazy-address.ts';
import { isDigits, isToken } from '../text/character-class.ts';

/**
 * The server that knows the user: P-User-Database. RFC 4457 §4.
 *
 *     DiameterURI = ( "aaa://" / "aaas://" ) FQDN [ ":" port ] [ ";transport=" token ] [ ";protocol=" token ]
 *
 * RFC 6733 §4.3.1.
 */
export class UserDatabase extends LazyAddress {
  override get uriDiagnostics(): readonly Diagnostic[] {
    return isDiameterUri(this.uriText)
      ? []
      : [{ code: 'value-form', span: this.uriSpan, detail: 'expected aaa://host' }];
  }
}

function isDiameterUri(text: string): boolean {
  const [place = '', ...params] = text.split(';');
  const [, hostPort] = /^aaas?:\/\/(.*)$/i.exec(place) ?? [];
  if (hostPort === undefined || !isHostPort(hostPort)) return false;
  for (const name of ['transport=', 'protocol=']) {
    if (params[0]?.toLowerCase().startsWith(name) !== true) continue;
    if (!isToken(params[0].slice(name.length))) return false;
    params.shift();
  }
  return params.length === 0;
}

function isHostPort(text: string): boolean {
  const colon = text.lastIndexOf(':');
  const hasPort = colon > text.lastIndexOf(']');
  const host = hasPort ? text.slice(0, colon) : text;
  const isClosed = host.startsWith('[') === host.endsWith(']');
  return isClosed && checkHost(host) === undefined && (!hasPort || isDigits(text.slice(colon + 1)));
}
