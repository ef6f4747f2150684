import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type GeolocationErrorCodeRow = Citation & {
  readonly code: number;
  readonly text: string;
};

const rows = [
  { code: 100, text: 'Cannot Process Location', rfc: 6442, section: '4.4' },
  { code: 200, text: 'Permission To Use Location Information', rfc: 6442, section: '4.4' },
  { code: 201, text: 'Permission to Retransmit Location Information to a Third Party', rfc: 6442, section: '4.4' },
  { code: 202, text: 'Permission to Route based on Location Information', rfc: 6442, section: '4.4' },
  { code: 300, text: 'Dereference Failure', rfc: 6442, section: '4.4' },
] as const;

/** A code of the table. */
export type GeolocationErrorCode = (typeof rows)[number]['code'];

/** Codes of Geolocation-Error. RFC 6442 §4.4. */
export const geolocationErrorTable: readonly (GeolocationErrorCodeRow & { readonly code: GeolocationErrorCode })[] =
  rows;

/** The row of that code. */
export function geolocationErrorRow(code: number): (typeof geolocationErrorTable)[number] | undefined {
  return findRow(geolocationErrorTable, 'code', code);
}
