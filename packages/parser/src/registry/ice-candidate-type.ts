import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type IceCandidateTypeRow = Citation & {
  readonly name: string;
};

const rows = [
  { name: 'host', rfc: 8839, section: '5.1' },
  { name: 'srflx', rfc: 8839, section: '5.1' },
  { name: 'prflx', rfc: 8839, section: '5.1' },
  { name: 'relay', rfc: 8839, section: '5.1' },
] as const;

/** A name of the table. */
export type IceCandidateType = (typeof rows)[number]['name'];

/** Types of ICE candidates. RFC 8839 §5.1. */
export const iceCandidateTypeTable: readonly (IceCandidateTypeRow & { readonly name: IceCandidateType })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function iceCandidateTypeRow(name: string): (typeof iceCandidateTypeTable)[number] | undefined {
  return findRow(iceCandidateTypeTable, 'name', name);
}
