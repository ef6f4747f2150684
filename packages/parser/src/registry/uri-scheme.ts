import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type UriSchemeRow = Citation & {
  readonly scheme: string;
  /** Where SIP carries it. */
  readonly where: string;
};

const rows = [
  { scheme: 'sip', where: 'everywhere', rfc: 3261, section: '19.1' },
  { scheme: 'sips', where: 'everywhere', rfc: 3261, section: '19.1' },
  { scheme: 'tel', where: 'Request-URI, From, To, PAI, Contact of redirects', rfc: 3966, section: '3' },
  { scheme: 'pres', where: 'presence', rfc: 3859, section: '2' },
  { scheme: 'im', where: 'instant messaging', rfc: 3860, section: '2' },
  { scheme: 'urn:service', where: 'emergency (urn:service:sos)', rfc: 5031, section: '4' },
  { scheme: 'urn:uuid', where: '+sip.instance', rfc: 4122, section: '3' },
  { scheme: 'urn:gsma:imei', where: '+sip.instance', rfc: 7254, section: '4.1' },
  { scheme: 'urn:urn-7', where: '3GPP service URN' },
  { scheme: 'urn:alert', where: 'Alert-Info', rfc: 7462, section: '4' },
  { scheme: 'cid', where: 'body reference in Call-Info, Geolocation, Refer-To, ...', rfc: 2392, section: '1' },
  { scheme: 'http', where: 'Call-Info, Alert-Info', rfc: 7230, section: '2.7.1' },
  { scheme: 'https', where: 'Call-Info, Identity info', rfc: 7230, section: '2.7.2' },
  { scheme: 'mailto', where: 'Contact in redirects', rfc: 6068, section: '2' },
  { scheme: 'msrp', where: 'SDP path', rfc: 4975, section: '6' },
  { scheme: 'msrps', where: 'SDP path', rfc: 4975, section: '6' },
  { scheme: 'xmpp', where: 'interworking', rfc: 5122, section: '2.2' },
  { scheme: 'data', where: 'Call-Info icon, Identity', rfc: 2397 },
  { scheme: 'aaa', where: 'P-Charging-Function-Addresses', rfc: 6733, section: '4.3.1' },
  { scheme: 'diameter', where: 'legacy' },
  { scheme: 'ldap', where: 'rare', rfc: 4516, section: '2' },
  { scheme: 'mid', where: 'message id', rfc: 2392, section: '1' },
] as const;

/** A scheme of the table. */
export type UriScheme = (typeof rows)[number]['scheme'];

/** Schemes of URIs (and namespaces of URNs) that SIP messages carry. */
export const uriSchemeTable: readonly (UriSchemeRow & { readonly scheme: UriScheme })[] = rows;

/** The row of that scheme; upper and lower case are alike. */
export function uriSchemeRow(scheme: string): (typeof uriSchemeTable)[number] | undefined {
  return findRow(uriSchemeTable, 'scheme', scheme);
}
