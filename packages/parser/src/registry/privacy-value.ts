import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type PrivacyValueRow = Citation & {
  readonly value: string;
  readonly meaning: string;
};

const rows = [
  { value: 'header', meaning: 'hide headers such as Via, Contact, Record-Route', rfc: 3323, section: '4.2' },
  { value: 'session', meaning: 'hide session (media) addresses', rfc: 3323, section: '4.2' },
  { value: 'user', meaning: 'user level: strip From, Subject, Call-Info...', rfc: 3323, section: '4.2' },
  { value: 'none', meaning: 'explicitly no privacy', rfc: 3323, section: '4.2' },
  { value: 'critical', meaning: 'fail the request if privacy cannot be given', rfc: 3323, section: '4.2' },
  { value: 'id', meaning: 'withhold P-Asserted-Identity outside the trust domain', rfc: 3325, section: '9.3' },
  { value: 'history', meaning: 'withhold History-Info entries', rfc: 7044, section: '10.1' },
] as const;

/** A value of the table. */
export type PrivacyValue = (typeof rows)[number]['value'];

/** What a Privacy header field may ask for. RFC 3323 §4.2. */
export const privacyValueTable: readonly (PrivacyValueRow & { readonly value: PrivacyValue })[] = rows;

/** The row of that value; upper and lower case are alike. */
export function privacyValueRow(value: string): (typeof privacyValueTable)[number] | undefined {
  return findRow(privacyValueTable, 'value', value);
}
