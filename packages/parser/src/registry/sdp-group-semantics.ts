import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type SdpGroupSemanticsRow = Citation & {
  readonly name: string;
  readonly meaning?: string;
};

const rows = [
  { name: 'LS', meaning: 'lip sync', rfc: 5888, section: '7' },
  { name: 'FID', meaning: 'flow identification', rfc: 5888, section: '8' },
  { name: 'SRF', meaning: 'single reservation flow', rfc: 3524, section: '2' },
  { name: 'ANAT', meaning: 'alternative network address types (obsoleted)', rfc: 4091, section: '3' },
  { name: 'FEC', rfc: 5956, section: '4' },
  { name: 'FEC-FR', rfc: 5956, section: '4' },
  { name: 'DDP', meaning: 'decoding dependency', rfc: 5583, section: '5' },
  { name: 'DUP', rfc: 7104, section: '3' },
  { name: 'BUNDLE', rfc: 9143, section: '5' },
  { name: 'CLUE', rfc: 8848, section: '4.1' },
  { name: 'CS', rfc: 6284 },
  { name: 'TIA', rfc: 7195 },
] as const;

/** A name of the table. */
export type SdpGroupSemantics = (typeof rows)[number]['name'];

/** Semantics of `a=group` and `a=ssrc-group`. RFC 5888 §7. */
export const sdpGroupSemanticsTable: readonly (SdpGroupSemanticsRow & { readonly name: SdpGroupSemantics })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function sdpGroupSemanticsRow(name: string): (typeof sdpGroupSemanticsTable)[number] | undefined {
  return findRow(sdpGroupSemanticsTable, 'name', name);
}
