import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type PassportClaimRow = Citation & {
  readonly name: string;
  readonly meaning: string;
};

const rows = [
  { name: 'shaken', meaning: 'ppt shaken: attest A/B/C + origid', rfc: 8588, section: '3' },
  { name: 'div', meaning: 'diverted call', rfc: 8946, section: '3' },
  { name: 'div-o', meaning: 'nested div', rfc: 8946, section: '5' },
  { name: 'rph', meaning: 'resource priority', rfc: 8443, section: '3' },
  { name: 'rcd', meaning: 'rich call data (later RFC 9795)' },
  { name: 'msgi', meaning: 'messaging (RFC 9475, after local cut-off)' },
  { name: 'orig', meaning: 'originating identity', rfc: 8225, section: '5.2.1' },
  { name: 'dest', meaning: 'destination identity', rfc: 8225, section: '5.2.1' },
  { name: 'iat', meaning: 'issued at', rfc: 8225, section: '5.1.1' },
  { name: 'mky', meaning: 'media key fingerprints', rfc: 8225, section: '5.2.2' },
  { name: 'attest', meaning: 'A B C', rfc: 8588, section: '4' },
  { name: 'origid', meaning: 'UUID of originator', rfc: 8588, section: '5' },
  { name: 'sph', meaning: 'SIP Priority header', rfc: 9027, section: '5' },
] as const;

/** A name of the table. */
export type PassportClaim = (typeof rows)[number]['name'];

/** Types and claims of PASSporT. RFC 8225 §5, §10. */
export const passportClaimTable: readonly (PassportClaimRow & { readonly name: PassportClaim })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function passportClaimRow(name: string): (typeof passportClaimTable)[number] | undefined {
  return findRow(passportClaimTable, 'name', name);
}
