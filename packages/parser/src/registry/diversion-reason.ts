import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type DiversionReasonRow = Citation & {
  readonly value: string;
};

const rows = [
  { value: 'unknown', rfc: 5806, section: '4' },
  { value: 'user-busy', rfc: 5806, section: '4' },
  { value: 'no-answer', rfc: 5806, section: '4' },
  { value: 'unavailable', rfc: 5806, section: '4' },
  { value: 'unconditional', rfc: 5806, section: '4' },
  { value: 'time-of-day', rfc: 5806, section: '4' },
  { value: 'do-not-disturb', rfc: 5806, section: '4' },
  { value: 'deflection', rfc: 5806, section: '4' },
  { value: 'follow-me', rfc: 5806, section: '4' },
  { value: 'out-of-service', rfc: 5806, section: '4' },
  { value: 'away', rfc: 5806, section: '4' },
] as const;

/** A value of the table. */
export type DiversionReason = (typeof rows)[number]['value'];

/** The `reason` parameter of Diversion. RFC 5806 §4. */
export const diversionReasonTable: readonly (DiversionReasonRow & { readonly value: DiversionReason })[] = rows;

/** The row of that value; upper and lower case are alike. */
export function diversionReasonRow(value: string): (typeof diversionReasonTable)[number] | undefined {
  return findRow(diversionReasonTable, 'value', value);
}
