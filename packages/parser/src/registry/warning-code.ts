import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type WarningCodeRow = Citation & {
  readonly code: number;
  readonly text: string;
};

const rows = [
  { code: 300, text: 'Incompatible network protocol', rfc: 3261, section: '20.43' },
  { code: 301, text: 'Incompatible network address formats', rfc: 3261, section: '20.43' },
  { code: 302, text: 'Incompatible transport protocol', rfc: 3261, section: '20.43' },
  { code: 303, text: 'Incompatible bandwidth units', rfc: 3261, section: '20.43' },
  { code: 304, text: 'Media type not available', rfc: 3261, section: '20.43' },
  { code: 305, text: 'Incompatible media format', rfc: 3261, section: '20.43' },
  { code: 306, text: 'Attribute not understood', rfc: 3261, section: '20.43' },
  { code: 307, text: 'Session description parameter not understood', rfc: 3261, section: '20.43' },
  { code: 308, text: 'Incompatible language specification', rfc: 8373, section: '6.2' },
  { code: 330, text: 'Multicast not available', rfc: 3261, section: '20.43' },
  { code: 331, text: 'Unicast not available', rfc: 3261, section: '20.43' },
  { code: 370, text: 'Insufficient bandwidth', rfc: 3261, section: '20.43' },
  { code: 380, text: 'SIPS Not Allowed', rfc: 5630, section: '9' },
  { code: 381, text: 'SIPS Required', rfc: 5630, section: '9' },
  { code: 399, text: 'Miscellaneous warning', rfc: 3261, section: '20.43' },
] as const;

/** A code of the table. */
export type WarningCode = (typeof rows)[number]['code'];

/** Warning codes. RFC 3261 §20.43, §27.2. */
export const warningCodeTable: readonly (WarningCodeRow & { readonly code: WarningCode })[] = rows;

/** The row of that code. */
export function warningCodeRow(code: number): (typeof warningCodeTable)[number] | undefined {
  return findRow(warningCodeTable, 'code', code);
}
