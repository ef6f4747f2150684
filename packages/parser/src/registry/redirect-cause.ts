import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type RedirectCauseRow = Citation & {
  readonly code: number;
  readonly meaning: string;
};

const rows = [
  { code: 404, meaning: 'unknown/not available', rfc: 4458, section: '2.2' },
  { code: 486, meaning: 'user busy', rfc: 4458, section: '2.2' },
  { code: 408, meaning: 'no reply', rfc: 4458, section: '2.2' },
  { code: 302, meaning: 'unconditional', rfc: 4458, section: '2.2' },
  { code: 487, meaning: 'deflection during alerting', rfc: 4458, section: '2.2' },
  { code: 480, meaning: 'deflection immediate', rfc: 4458, section: '2.2' },
  { code: 503, meaning: 'mobile not reachable', rfc: 4458, section: '2.2' },
  { code: 380, meaning: 'service number translation', rfc: 8119, section: '2' },
] as const;

/** A code of the table. */
export type RedirectCause = (typeof rows)[number]['code'];

/** The `cause` parameter of a SIP URI: why a call went to voicemail or another service. RFC 4458 §2.2, RFC 8119 §2. */
export const redirectCauseTable: readonly (RedirectCauseRow & { readonly code: RedirectCause })[] = rows;

/** The row of that code. */
export function redirectCauseRow(code: number): (typeof redirectCauseTable)[number] | undefined {
  return findRow(redirectCauseTable, 'code', code);
}
