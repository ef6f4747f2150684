import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type SecurityMechanismRow = Citation & {
  readonly name: string;
};

const rows = [
  { name: 'digest', rfc: 3329, section: '2.2' },
  { name: 'tls', rfc: 3329, section: '2.2' },
  { name: 'ipsec-ike', rfc: 3329, section: '2.2' },
  { name: 'ipsec-man', rfc: 3329, section: '2.2' },
  { name: 'ipsec-3gpp', rfc: 3329, section: 'A' },
  { name: 'sdes-srtp' },
  { name: 'msrp-tls' },
] as const;

/** A name of the table. */
export type SecurityMechanism = (typeof rows)[number]['name'];

/** Mechanisms of Security-Client, Security-Server and Security-Verify. RFC 3329 §2.2. */
export const securityMechanismTable: readonly (SecurityMechanismRow & { readonly name: SecurityMechanism })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function securityMechanismRow(name: string): (typeof securityMechanismTable)[number] | undefined {
  return findRow(securityMechanismTable, 'name', name);
}
