import type { ListName } from '../lists.ts';

/** What the rows of a list can be saved as; `pcapng`: the packets they are of. */
export const rowExportFormats = ['csv', 'json', 'ndjson', 'parquet', 'pcapng'] as const;
export type RowExportFormat = (typeof rowExportFormats)[number];
/** Those that are tables. */
export type RowFileFormat = Exclude<RowExportFormat, 'pcapng'>;

/** Lists whose rows are of packets: messages, those of calls with their media, media. */
export const packetLists: readonly ListName[] = ['calls', 'messages', 'streams'];

export type RowExportQuery = {
  readonly format: RowExportFormat;
  /** In the filter language. */
  readonly filter?: string;
  /** A column's name, `-` before it for descending. */
  readonly sort?: string;
  /** Fields, in their order; all where missing. */
  readonly columns?: readonly string[];
  /** Without who it is of. */
  readonly anonymize?: boolean;
};

/** A file to be saved. */
export type SavedRows = {
  readonly file: Blob;
  /** Rows that are not in it, because there are more than a file may have packets of. */
  readonly leftOut: number;
};

/** Rows whose packets go into one pcapng, of each list that has some. */
export const mostPacketRows: Readonly<Record<string, number>> = { calls: 1000, messages: 200_000, streams: 1000 };
/** Messages of one call whose packets do. */
export const mostCallMessages = 20_000;
/** Of an answer: how many rows are not in it. */
export const leftOutHeader = 'x-left-out';

const endings: Readonly<Record<RowExportFormat, string>> = {
  csv: 'csv',
  json: 'json',
  ndjson: 'ndjson',
  parquet: 'parquet',
  pcapng: 'pcapng',
};

/** Name of the file: nothing in it comes from the wire. */
export function rowsFileName(list: ListName, format: RowExportFormat): string {
  return `${list}.${endings[format]}`;
}
