import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type MediaFeatureTagRow = Citation & {
  readonly tag: string;
  readonly note?: string;
};

const rows = [
  { tag: 'sip.audio', rfc: 3840, section: '10.1' },
  { tag: 'sip.application', rfc: 3840, section: '10.2' },
  { tag: 'sip.data', rfc: 3840, section: '10.3' },
  { tag: 'sip.control', rfc: 3840, section: '10.4' },
  { tag: 'sip.video', rfc: 3840, section: '10.5' },
  { tag: 'sip.text', rfc: 3840, section: '10.6' },
  { tag: 'sip.automata', rfc: 3840, section: '10.7' },
  { tag: 'sip.class', note: 'business, personal', rfc: 3840, section: '10.8' },
  { tag: 'sip.duplex', note: 'full, half, receive-only, send-only', rfc: 3840, section: '10.9' },
  { tag: 'sip.mobility', note: 'fixed, mobile', rfc: 3840, section: '10.10' },
  { tag: 'sip.description', rfc: 3840, section: '10.11' },
  { tag: 'sip.events', rfc: 3840, section: '10.12' },
  { tag: 'sip.priority', rfc: 3840, section: '10.13' },
  { tag: 'sip.methods', rfc: 3840, section: '10.14' },
  { tag: 'sip.extensions', rfc: 3840, section: '10.15' },
  { tag: 'sip.schemes', rfc: 3840, section: '10.16' },
  { tag: 'sip.actor', note: 'principal, attendant, msg-taker, information', rfc: 3840, section: '10.17' },
  { tag: 'sip.isfocus', note: 'wire form: isfocus (no prefix, no value)', rfc: 3840, section: '10.18' },
  { tag: 'sip.rendering', rfc: 4235, section: '5.2' },
  { tag: 'sip.byeless', rfc: 4235, section: '5.1' },
  { tag: 'sip.message', rfc: 4569, section: '3' },
  { tag: 'sip.ice', rfc: 5768, section: '7.2' },
  { tag: 'sip.instance', note: 'wire form +sip.instance="<urn:...>"', rfc: 5626, section: '4.1' },
  { tag: 'sip.app-subtype', rfc: 5688, section: '4' },
  { tag: 'sip.fax', rfc: 6913, section: '5' },
  { tag: 'sip.src', rfc: 7866, section: '11.2' },
  { tag: 'sip.srs', rfc: 7866, section: '11.2' },
] as const;

/** A tag of the table. */
export type MediaFeatureTag = (typeof rows)[number]['tag'];

/** Media feature tags of the sip tree. On the wire those of RFC 3840 stand without `sip.`, the others with `+` before it. RFC 3840 §10. */
export const mediaFeatureTagTable: readonly (MediaFeatureTagRow & { readonly tag: MediaFeatureTag })[] = rows;

/** The row of that tag; upper and lower case are alike. */
export function mediaFeatureTagRow(tag: string): (typeof mediaFeatureTagTable)[number] | undefined {
  return findRow(mediaFeatureTagTable, 'tag', tag);
}
