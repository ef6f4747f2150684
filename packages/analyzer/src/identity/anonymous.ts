import { parseUri, SipUri } from '@sipscope/parser';

/** Whether a URI says nothing of who it is: `sip:anonymous@anonymous.invalid` (RFC 3323 §4.1.1.3), or any other of a host that cannot be. */
export function isAnonymous(uriText: string): boolean {
  const { uri } = parseUri(uriText);
  if (!(uri instanceof SipUri)) return false;
  const host = uri.host.toLowerCase();
  return host === 'invalid' || host.endsWith('.invalid') || uri.user?.toLowerCase() === 'anonymous';
}
