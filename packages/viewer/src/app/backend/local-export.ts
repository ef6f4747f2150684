import {
  type AddressNames,
  Anonymizer,
  extractPackets,
  type MessageRow,
  openBlob,
  rowFields,
  type StreamRow,
  type ToldCall,
} from '@sipscope/analyzer';
import type { ExportFormat } from '../../api/backend.ts';
import { callFile, CallFileError, type CallExportOptions } from '../../api/export/call-file.ts';
import { mostPacketRows, packetLists, type RowExportQuery, type SavedRows } from '../../api/export/row-export.ts';
import { writeRows } from '../../api/export/write-rows.ts';
import type { ListName } from '../../api/lists.ts';
import { refusal } from './backend-error.ts';

/** The capture that is open here. */
export type LocalSource = {
  readonly file: Blob;
  readonly keyLog: Uint8Array | undefined;
  readonly names: AddressNames;
};

/** Of a file as of what a browser was given to read. */
function nameOf(file: Blob): string {
  return file instanceof File ? file.name : 'capture';
}

/** `comments`: what is said of packets, by their numbers. */
export async function exportCall(
  format: ExportFormat,
  told: ToldCall,
  { file, keyLog, names }: LocalSource,
  options: CallExportOptions,
  comments?: ReadonlyMap<number, string>,
): Promise<Blob> {
  if (format !== 'pcapng')
    return asFile([refusing(() => callFile(format, told, { names, capture: nameOf(file), ...options }))]);
  const { call, messages, streams } = told;
  const isHidden = options.anonymize === true;
  const comment = isHidden ? `Call ${call.id}` : `Call ${call.id}: ${call.callIds.join(', ')}`;
  const frames = messages.flatMap(({ row }) => framesOf(row));
  return packetsOf(file, { frames, streams }, { comment, keyLog, comments, ...(isHidden && { anonymize: {} }) });
}

type RowsToExport = {
  readonly list: ListName;
  readonly rows: readonly object[];
  /** The messages and streams of calls. */
  readonly ofCall: (id: string) => { readonly messages: readonly MessageRow[]; readonly streams: readonly StreamRow[] };
};

/** As the server does. */
export async function exportRows(
  { list, rows, ofCall }: RowsToExport,
  { format, columns, anonymize = false }: RowExportQuery,
  { file, keyLog }: LocalSource,
): Promise<SavedRows> {
  if (format === 'pcapng') {
    if (!packetLists.includes(list))
      throw refusal('bad-request', `Packets are to be had of ${packetLists.join(', ')}.`);
    const taken = rows.slice(0, mostPacketRows[list]);
    const leftOut = rows.length - taken.length;
    const comment = leftOut === 0 ? `${taken.length} ${list}` : `The first ${taken.length} of ${rows.length} ${list}`;
    const options = { comment, keyLog, ...(anonymize && { anonymize: {} }) };
    return { file: await packetsOf(file, wantedOf(list, taken, ofCall), options), leftOut };
  }
  const unknown = columns?.find((name) => !Object.hasOwn(rowFields[list], name));
  if (unknown !== undefined || columns?.length === 0)
    throw refusal('bad-request', `The ${list} have these fields: ${Object.keys(rowFields[list]).join(', ')}.`);
  const written = writeRows(format, {
    list,
    columns,
    rows: inParts(rows, anonymize ? new Anonymizer() : undefined),
    capture: anonymize ? undefined : nameOf(file),
  });
  return { file: await collected(written), leftOut: 0 };
}

function wantedOf(
  list: ListName,
  rows: readonly object[],
  ofCall: RowsToExport['ofCall'],
): { readonly frames: readonly number[]; readonly streams: readonly StreamRow[] } {
  if (list === 'messages') return { frames: (rows as readonly MessageRow[]).flatMap(framesOf), streams: [] };
  if (list === 'streams') return { frames: [], streams: rows as readonly StreamRow[] };
  const calls = rows.map((row) => ofCall((row as { readonly id: string }).id));
  return {
    frames: calls.flatMap(({ messages }) => messages.flatMap(framesOf)),
    streams: calls.flatMap(({ streams }) => streams),
  };
}

function framesOf({ frame, frames = [] }: MessageRow): readonly number[] {
  return [frame, ...frames];
}

const partRows = 5000;

function* inParts(rows: readonly object[], anonymizer: Anonymizer | undefined): Generator<readonly object[]> {
  for (let at = 0; at < rows.length; at += partRows) {
    const part = rows.slice(at, at + partRows);
    yield anonymizer === undefined ? part : part.map((row) => anonymizer.row(row));
  }
}

function packetsOf(
  file: Blob,
  what: Parameters<typeof extractPackets>[1],
  options: Parameters<typeof extractPackets>[2],
): Promise<Blob> {
  return collected(extractPackets(() => openBlob(file), what, options));
}

async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) parts.push(new Uint8Array(piece));
  return asFile(parts);
}

function asFile(parts: readonly (string | Uint8Array<ArrayBuffer>)[]): Blob {
  return new Blob([...parts], { type: 'application/octet-stream' });
}

function refusing(write: () => string): string {
  try {
    return write();
  } catch (error) {
    if (error instanceof CallFileError) throw refusal('bad-request', error.message);
    throw error;
  }
}
