import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type ReasonLocationRow = Citation & {
  readonly value: string;
  readonly meaning: string;
};

const rows = [
  { value: 'U', meaning: 'user', rfc: 8606, section: '4' },
  { value: 'LPN', meaning: 'private network serving local user', rfc: 8606, section: '4' },
  { value: 'LN', meaning: 'public network serving local user', rfc: 8606, section: '4' },
  { value: 'TN', meaning: 'transit network', rfc: 8606, section: '4' },
  { value: 'RLN', meaning: 'public network serving remote user', rfc: 8606, section: '4' },
  { value: 'RPN', meaning: 'private network serving remote user', rfc: 8606, section: '4' },
  { value: 'INTL', meaning: 'international network', rfc: 8606, section: '4' },
  { value: 'BI', meaning: 'beyond interworking point', rfc: 8606, section: '4' },
  { value: 'LOC-6', meaning: 'spare', rfc: 8606, section: '4' },
  { value: 'LOC-8', meaning: 'spare', rfc: 8606, section: '4' },
  { value: 'LOC-9', meaning: 'spare', rfc: 8606, section: '4' },
  { value: 'LOC-11', meaning: 'spare', rfc: 8606, section: '4' },
  { value: 'LOC-12', meaning: 'national use', rfc: 8606, section: '4' },
  { value: 'LOC-13', meaning: 'national use', rfc: 8606, section: '4' },
  { value: 'LOC-14', meaning: 'national use', rfc: 8606, section: '4' },
  { value: 'LOC-15', meaning: 'national use', rfc: 8606, section: '4' },
] as const;

/** A value of the table. */
export type ReasonLocation = (typeof rows)[number]['value'];

/** Where an ISUP release was caused: the `location` parameter of Reason. RFC 8606 §4. */
export const reasonLocationTable: readonly (ReasonLocationRow & { readonly value: ReasonLocation })[] = rows;

/** The row of that value; upper and lower case are alike. */
export function reasonLocationRow(value: string): (typeof reasonLocationTable)[number] | undefined {
  return findRow(reasonLocationTable, 'value', value);
}
