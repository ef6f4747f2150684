import type { CallRow, RegistrationRow } from '@sipscope/analyzer';
import type { CaptureRow } from '../../api/captures.ts';
import { findInMessage, wantedBytes } from '../../api/search/find-in-message.ts';
import { findInRow, searchedFields } from '../../api/search/find-in-row.ts';
import { readTogether } from '../../api/search/read-together.ts';
import type { ScannedMessages, SearchedCapture } from '../../api/search/run-search.ts';
import type { SearchHit } from '../../api/search/search.ts';
import type { Wanted } from '../../api/search/wanted.ts';
import type { Resources } from '../routes/resources.ts';
import { searchSql } from './search-sql.ts';

/** Messages read at once: requests of others have their turn between. */
const messagesAtOnce = 1000;

/** A capture of the server, for a search. */
export function searchedCapture({ library, rows, captures }: Resources, capture: CaptureRow): SearchedCapture {
  const { id } = capture;

  async function rowHits(
    list: 'calls' | 'registrations',
    wanted: Wanted,
    limit: number,
  ): Promise<readonly SearchHit[]> {
    const found = await rows.rowsWhere(id, list, searchSql(list, wanted), limit);
    return found.flatMap((row) =>
      list === 'calls' ? callHit(row as CallRow) : registrationHit(row as RegistrationRow),
    );

    function callHit(call: CallRow): readonly SearchHit[] {
      const found = findInRow(call, searchedFields.calls, wanted);
      return found === undefined ? [] : [{ capture: id, call, found }];
    }
    function registrationHit(registration: RegistrationRow): readonly SearchHit[] {
      const found = findInRow(registration, searchedFields.registrations, wanted);
      return found === undefined ? [] : [{ capture: id, registration, found }];
    }
  }

  async function scan(from: number, wanted: Wanted, limit: number): Promise<ScannedMessages> {
    const placed = await rows.messagesFrom(id, from, messagesAtOnce);
    const file = library.captureFile(id);
    const messages = await readTogether(
      placed.map(({ place }) => place),
      (places) => captures.read(file, places),
    );
    const looked = wantedBytes(wanted);
    const hits: SearchHit[] = [];
    let bytes = 0;
    for (const [at, message] of messages.entries()) {
      const number = placed[at]?.number ?? 0;
      bytes += message.length;
      const found = findInMessage(message, looked);
      const row = found && (await rows.messageRow(id, number));
      if (found === undefined || row === undefined) continue;
      hits.push({ capture: id, message: row, found });
      if (hits.length === limit) return { hits, next: number + 1, bytes };
    }
    const last = placed.at(-1)?.number;
    const isMore = placed.length === messagesAtOnce && last !== undefined;
    return { hits, bytes, ...(isMore && { next: last + 1 }) };
  }

  return { id, messages: capture.counts?.messages ?? 0, rows: rowHits, scan };
}
