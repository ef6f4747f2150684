import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type DispositionRow = Citation & {
  readonly name: string;
};

const rows = [
  { name: 'render', rfc: 3261, section: '20.11' },
  { name: 'session', rfc: 3261, section: '20.11' },
  { name: 'icon', rfc: 3261, section: '20.11' },
  { name: 'alert', rfc: 3261, section: '20.11' },
  { name: 'early-session', rfc: 3959, section: '3' },
  { name: 'aib', rfc: 3893, section: '4' },
  { name: 'signal', rfc: 3204, section: '4' },
  { name: 'info-package', rfc: 6086, section: '11.5' },
  { name: 'recipient-list', rfc: 5363, section: '4.1' },
  { name: 'recipient-list-history', rfc: 5364, section: '7' },
  { name: 'recording-session', rfc: 7866, section: '11.3' },
  { name: 'by-reference', rfc: 5362 },
  { name: 'notification', rfc: 5438, section: '14' },
  { name: 'attachment' },
  { name: 'emergency-call-data' },
] as const;

/** A name of the table. */
export type Disposition = (typeof rows)[number]['name'];

/** Disposition types: what Content-Disposition names. RFC 3261 §20.11. */
export const dispositionTable: readonly (DispositionRow & { readonly name: Disposition })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function dispositionRow(name: string): (typeof dispositionTable)[number] | undefined {
  return findRow(dispositionTable, 'name', name);
}
