import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type PurposeRow = Citation & {
  readonly value: string;
  readonly header: string;
};

const rows = [
  { value: 'icon', header: 'Call-Info', rfc: 3261, section: '20.9' },
  { value: 'info', header: 'Call-Info', rfc: 3261, section: '20.9' },
  { value: 'card', header: 'Call-Info', rfc: 3261, section: '20.9' },
  { value: 'list-management', header: 'Call-Info', rfc: 5367, section: '9.1' },
  { value: 'call-completion', header: 'Call-Info', rfc: 6910, section: '12.4' },
  { value: 'impp', header: 'Call-Info', rfc: 6993, section: '3' },
  { value: 'ccmp', header: 'Call-Info', rfc: 7082, section: '5.1' },
  { value: 'jwscard', header: 'Call-Info', rfc: 8688, section: '5.4' },
  { value: 'rue-owner', header: 'Call-Info', rfc: 9248, section: '10.2' },
  { value: 'EmergencyCallData.ProviderInfo', header: 'Call-Info', rfc: 7852, section: '11.4' },
  { value: 'EmergencyCallData.ServiceInfo', header: 'Call-Info', rfc: 7852, section: '11.4' },
  { value: 'EmergencyCallData.DeviceInfo', header: 'Call-Info', rfc: 7852, section: '11.4' },
  { value: 'EmergencyCallData.SubscriberInfo', header: 'Call-Info', rfc: 7852, section: '11.4' },
  { value: 'EmergencyCallData.Comment', header: 'Call-Info', rfc: 7852, section: '11.4' },
  { value: 'isdn-uui', header: 'User-to-User', rfc: 7434, section: '13' },
  { value: 'isdn-interwork', header: 'User-to-User (deprecated spelling still used)', rfc: 7434, section: '8' },
] as const;

/** A value of the table. */
export type Purpose = (typeof rows)[number]['value'];

/** The `purpose` parameter of Call-Info and User-to-User. RFC 3261 §20.9, RFC 7433 §4.1. */
export const purposeTable: readonly (PurposeRow & { readonly value: Purpose })[] = rows;

/** The row of that value; upper and lower case are alike. */
export function purposeRow(value: string): (typeof purposeTable)[number] | undefined {
  return findRow(purposeTable, 'value', value);
}
