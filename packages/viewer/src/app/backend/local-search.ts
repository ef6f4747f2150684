import type { CallRow, MessageRow, Place, RegistrationRow } from '@sipscope/analyzer';
import { findInMessage, wantedBytes } from '../../api/search/find-in-message.ts';
import { findInRow, searchedFields } from '../../api/search/find-in-row.ts';
import { readTogether } from '../../api/search/read-together.ts';
import type { ScannedMessages } from '../../api/search/run-search.ts';
import type { SearchHit } from '../../api/search/search.ts';
import type { Wanted } from '../../api/search/wanted.ts';

/** Messages read at once: other questions have their turn between. */
const messagesAtOnce = 1000;

/** Hits know nothing of the capture's id here, for the page alone knows it. */
const unnamed = '';

export function searchRows(
  rows: Iterable<CallRow | RegistrationRow>,
  list: 'calls' | 'registrations',
  wanted: Wanted,
  limit: number,
): readonly SearchHit[] {
  const hits: SearchHit[] = [];
  for (const row of rows) {
    if (hits.length === limit) break;
    if (list === 'calls') {
      const found = findInRow(row as CallRow, searchedFields.calls, wanted);
      if (found !== undefined) hits.push({ capture: unnamed, call: row as CallRow, found });
    } else {
      const found = findInRow(row as RegistrationRow, searchedFields.registrations, wanted);
      if (found !== undefined) hits.push({ capture: unnamed, registration: row as RegistrationRow, found });
    }
  }
  return hits;
}

type Messages = {
  readonly rows: readonly MessageRow[];
  readonly place: (number: number) => Place;
  readonly read: (places: readonly Place[]) => Promise<readonly Uint8Array[]>;
};

export async function searchMessages(
  { rows, place, read }: Messages,
  from: number,
  wanted: Wanted,
  limit: number,
): Promise<ScannedMessages> {
  const end = Math.min(rows.length, from + messagesAtOnce);
  const places = Array.from({ length: Math.max(0, end - from) }, (_, at) => place(from + at));
  const looked = wantedBytes(wanted);
  const hits: SearchHit[] = [];
  let bytes = 0;
  for (const [at, message] of (await readTogether(places, read)).entries()) {
    bytes += message.length;
    const found = findInMessage(message, looked);
    const row = rows[from + at];
    if (found === undefined || row === undefined) continue;
    hits.push({ capture: unnamed, message: row, found });
    if (hits.length === limit) return { hits, next: from + at + 1, bytes };
  }
  return { hits, bytes, ...(end < rows.length && { next: end }) };
}
