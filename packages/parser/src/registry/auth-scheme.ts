import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type AuthSchemeRow = Citation & {
  readonly name: string;
  readonly note?: string;
};

const rows = [
  { name: 'Digest', rfc: 3261, section: '22.4' },
  { name: 'Basic', note: 'forbidden in SIP', rfc: 3261, section: '22' },
  { name: 'Bearer', note: 'OAuth 2.0 (RFC 8898)', rfc: 8898, section: '1' },
  { name: 'NTLM', note: 'Microsoft' },
  { name: 'Kerberos', note: 'Microsoft' },
  { name: 'TLS-DSK', note: 'Microsoft Lync' },
] as const;

/** A name of the table. */
export type AuthScheme = (typeof rows)[number]['name'];

/** Authentication schemes. RFC 3261 §22. */
export const authSchemeTable: readonly (AuthSchemeRow & { readonly name: AuthScheme })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function authSchemeRow(name: string): (typeof authSchemeTable)[number] | undefined {
  return findRow(authSchemeTable, 'name', name);
}
