import { type Parameter, type Parameters, writeParameter } from './parameter.ts';

/**
 * A challenge (WWW-Authenticate, Proxy-Authenticate) or the credentials that answer one (Authorization, Proxy-Authorization).
 * RFC 3261 §20.7, §20.27, §20.28, §20.44; RFC 8760.
 */
export type Auth = {
  /** As written, nearly always `Digest`. */
  readonly scheme: string;
  readonly params: Parameters;
};

export function writeAuth(auth: Auth): string {
  return `${auth.scheme} ${auth.params.map((one: Parameter) => writeParameter(one)).join(', ')}`;
}
