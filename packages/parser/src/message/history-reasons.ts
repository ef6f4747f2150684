import type { Reading } from '../grammar/read-row.ts';
import type { HistoryEntry } from '../header/history-entry.ts';
import type { Reason } from '../header/reason.ts';
import { readUriHeaders } from './read-uri-header.ts';

/** Why the target of the entry was left: the Reason header fields escaped in its URI (`?Reason=SIP%3Bcause%3D302`). RFC 7044 §10.2. */
export function historyReasons({ uri }: HistoryEntry): readonly Reading<Reason>[] {
  return uri?.kind === 'sip' ? readUriHeaders(uri, 'Reason') : [];
}

/** What of the entry is not to be shown: the Privacy header fields escaped in its URI. RFC 7044 §10.1.2. */
export function historyPrivacy({ uri }: HistoryEntry): readonly Reading<string>[] {
  return uri?.kind === 'sip' ? readUriHeaders(uri, 'Privacy') : [];
}
