import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type PriorityValueRow = Citation & {
  readonly value: string;
};

const rows = [
  { value: 'non-urgent', rfc: 3261, section: '20.26' },
  { value: 'normal', rfc: 3261, section: '20.26' },
  { value: 'urgent', rfc: 3261, section: '20.26' },
  { value: 'emergency', rfc: 3261, section: '20.26' },
  { value: 'psap-callback', rfc: 7090, section: '4.3.2' },
] as const;

/** A value of the table. */
export type PriorityValue = (typeof rows)[number]['value'];

/** Values of Priority. RFC 3261 §20.26. */
export const priorityValueTable: readonly (PriorityValueRow & { readonly value: PriorityValue })[] = rows;

/** The row of that value; upper and lower case are alike. */
export function priorityValueRow(value: string): (typeof priorityValueTable)[number] | undefined {
  return findRow(priorityValueTable, 'value', value);
}
