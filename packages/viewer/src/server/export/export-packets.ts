import { extractPackets, type StreamRow } from '@sipscope/analyzer';
import { openCapture } from '@sipscope/analyzer/node';
import { mostCallMessages, mostPacketRows } from '../../api/export/row-export.ts';
import type { ListName } from '../../api/lists.ts';
import type { RowDatabase } from '../rows/row-database.ts';

export type PacketsToExport = {
  readonly capture: string;
  readonly captureFile: string;
  readonly keyLog: Uint8Array | undefined;
  readonly list: ListName;
  /** In their order, some at a time. */
  readonly rows: AsyncIterable<readonly object[]>;
  /** Of all that match. */
  readonly total: number;
  readonly anonymize: boolean;
};

type Wanted = { readonly frames: number[]; readonly streams: StreamRow[]; readonly taken: number };

/** The packets of rows as a pcapng: of calls with their media. `leftOut`: rows for which there is no room. */
export async function exportPackets(
  rows: RowDatabase,
  { total, list, ...what }: PacketsToExport,
): Promise<{ readonly packets: AsyncGenerator<Uint8Array, void, undefined>; readonly leftOut: number }> {
  const { frames, streams, taken } = await wantedOf(rows, list, what);
  const leftOut = Math.max(0, total - taken);
  const comment = leftOut === 0 ? `${taken} ${list}` : `The first ${taken} of ${total} ${list}`;
  const options = { comment, keyLog: what.keyLog, ...(what.anonymize && { anonymize: {} }) };
  return { packets: extractPackets(() => openCapture(what.captureFile), { frames, streams }, options), leftOut };
}

async function wantedOf(
  database: RowDatabase,
  list: ListName,
  { capture, rows }: Pick<PacketsToExport, 'capture' | 'rows'>,
): Promise<Wanted> {
  const most = mostPacketRows[list] ?? 0;
  const frames: number[] = [];
  const streams: StreamRow[] = [];
  let taken = 0;
  for await (const some of rows) {
    for (const row of some.slice(0, most - taken)) {
      taken++;
      if (list === 'messages') frames.push(...framesOf(row));
      else if (list === 'streams') streams.push(row as StreamRow);
      else {
        const { id } = row as { readonly id: string };
        for (const message of await database.messagesOfCall(capture, id, mostCallMessages))
          frames.push(...framesOf(message.row));
        for (const stream of await database.streamsOfCall(capture, id)) streams.push(stream);
      }
    }
    if (taken >= most) break;
  }
  return { frames, streams, taken };
}

function framesOf(row: object): readonly number[] {
  const { frame, frames = [] } = row as { readonly frame: number; readonly frames?: readonly number[] };
  return [frame, ...frames];
}
