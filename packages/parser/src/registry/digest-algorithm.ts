import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type DigestAlgorithmRow = Citation & {
  readonly name: string;
  /** Length of the digest; in `response` each byte is two hexadecimal digits. */
  readonly digestBytes: number;
  readonly status: string;
};

const rows = [
  { name: 'MD5', digestBytes: 16, status: 'legacy, still default when absent', rfc: 8760, section: '2.1' },
  { name: 'MD5-sess', digestBytes: 16, status: 'legacy', rfc: 8760, section: '2.7' },
  { name: 'SHA-256', digestBytes: 32, status: 'current', rfc: 8760, section: '2.7' },
  { name: 'SHA-256-sess', digestBytes: 32, status: 'current', rfc: 8760, section: '2.7' },
  { name: 'SHA-512-256', digestBytes: 32, status: 'current', rfc: 8760, section: '2.7' },
  { name: 'SHA-512-256-sess', digestBytes: 32, status: 'current', rfc: 8760, section: '2.7' },
  { name: 'AKAv1-MD5', digestBytes: 16, status: '3GPP IMS AKA', rfc: 3310, section: '3.1' },
  { name: 'AKAv2-MD5', digestBytes: 16, status: '3GPP AKA version 2', rfc: 4169, section: '2' },
  { name: 'AKAv2-SHA-256', digestBytes: 32, status: '3GPP' },
] as const;

/** A name of the table. */
export type DigestAlgorithm = (typeof rows)[number]['name'];

/** Algorithms of digest authentication. RFC 8760 §2, RFC 3310 §3.1, RFC 4169 §2. */
export const digestAlgorithmTable: readonly (DigestAlgorithmRow & { readonly name: DigestAlgorithm })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function digestAlgorithmRow(name: string): (typeof digestAlgorithmTable)[number] | undefined {
  return findRow(digestAlgorithmTable, 'name', name);
}
