import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type QopRow = Citation & {
  readonly value: string;
};

const rows = [
  { value: 'auth', rfc: 3261, section: '22.4' },
  { value: 'auth-int', rfc: 3261, section: '25.1' },
] as const;

/** A value of the table. */
export type Qop = (typeof rows)[number]['value'];

/** Qualities of protection. RFC 3261 §22.4. */
export const qopTable: readonly (QopRow & { readonly value: Qop })[] = rows;

/** The row of that value; upper and lower case are alike. */
export function qopRow(value: string): (typeof qopTable)[number] | undefined {
  return findRow(qopTable, 'value', value);
}
