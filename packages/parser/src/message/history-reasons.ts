import type { Reading } from '../grammar/read-value.ts';
import type { HistoryEntry } from '../header/history-entry.ts';
import type { Reason } from '../header/reason.ts';
import { isWord } from '../text/lower-case.ts';
import { unescapeUri } from '../uri/unescape-uri.ts';
import { readHeader } from './read-header.ts';

/** Why the target of the entry was left: the Reason header fields escaped in its URI (`?Reason=SIP%3Bcause%3D302`). RFC 7044 §10.2. */
export function historyReasons(entry: HistoryEntry): readonly Reading<Reason>[] {
  return embedded(entry, 'reason').map((value) => readHeader('Reason', value));
}

/** What of the entry is not to be shown: the Privacy header fields escaped in its URI. RFC 7044 §10.1.2. */
export function historyPrivacy(entry: HistoryEntry): readonly Reading<string>[] {
  return embedded(entry, 'privacy').map((value) => readHeader('Privacy', value));
}

/** The values of that header field (given in lower case) in the URI, their escapes resolved once. RFC 3261 §19.1.1. */
function embedded({ uri }: HistoryEntry, name: string): readonly string[] {
  if (uri?.kind !== 'sip') return [];
  return uri.headers.filter((one) => isWord(one.name, name)).map(({ value }) => unescapeUri(value));
}
