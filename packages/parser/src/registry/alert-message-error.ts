import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type AlertMessageErrorCodeRow = Citation & {
  readonly code: number;
  readonly text: string;
};

const rows = [
  { code: 100, text: 'Cannot process the alert payload', rfc: 8876, section: '5.2' },
  { code: 101, text: 'Alert payload was not present or could not be found', rfc: 8876, section: '5.2' },
  { code: 102, text: 'Not enough information to determine the purpose of the alert', rfc: 8876, section: '5.2' },
  { code: 103, text: 'Alert payload was corrupted', rfc: 8876, section: '5.2' },
] as const;

/** A code of the table. */
export type AlertMessageErrorCode = (typeof rows)[number]['code'];

/** Codes of AlertMsg-Error. RFC 8876 §5.2. */
export const alertMessageErrorTable: readonly (AlertMessageErrorCodeRow & { readonly code: AlertMessageErrorCode })[] =
  rows;

/** The row of that code. */
export function alertMessageErrorRow(code: number): (typeof alertMessageErrorTable)[number] | undefined {
  return findRow(alertMessageErrorTable, 'code', code);
}
