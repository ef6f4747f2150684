import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type SubscriptionReasonRow = Citation & {
  readonly value: string;
  /** Whether the subscriber may try again. */
  readonly retry: string;
};

const rows = [
  { value: 'deactivated', retry: 'retry now', rfc: 6665, section: '4.1.3' },
  { value: 'probation', retry: 'retry later', rfc: 6665, section: '4.1.3' },
  { value: 'rejected', retry: 'do not retry', rfc: 6665, section: '4.1.3' },
  { value: 'timeout', retry: 'may retry now', rfc: 6665, section: '4.1.3' },
  { value: 'giveup', retry: 'retry later', rfc: 6665, section: '4.1.3' },
  { value: 'noresource', retry: 'do not retry', rfc: 6665, section: '4.1.3' },
  { value: 'invariant', retry: 'do not retry', rfc: 6665, section: '4.1.3' },
  { value: 'badfilter', retry: 'fix the filter', rfc: 4660, section: '9' },
] as const;

/** A value of the table. */
export type SubscriptionReason = (typeof rows)[number]['value'];

/** Why a subscription ended: the `reason` parameter of Subscription-State. RFC 6665 §4.1.3. */
export const subscriptionReasonTable: readonly (SubscriptionReasonRow & { readonly value: SubscriptionReason })[] =
  rows;

/** The row of that value; upper and lower case are alike. */
export function subscriptionReasonRow(value: string): (typeof subscriptionReasonTable)[number] | undefined {
  return findRow(subscriptionReasonTable, 'value', value);
}
