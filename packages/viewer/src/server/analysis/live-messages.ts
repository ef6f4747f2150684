import type { AnalyzeProgress, FindingGroupRow, MessageRow, Place, StreamSeries, Summary } from '@sipscope/analyzer';
import type { CaptureCounts, CaptureProblem } from '../../api/captures.ts';
import type { ListName, ListRows } from '../../api/lists.ts';

/** What the process that follows a growing capture is told, as its one argument in JSON. */
export type LiveTask = {
  readonly captureFile: string;
  /** The secrets of its TLS connections, where any come: it is followed too. */
  readonly keyLogFile: string;
  /** Whether media is read. */
  readonly media: boolean;
};

/** A list that is not only added to: rows with their numbers, those that are new or other than before. */
export type ChangedRows = {
  readonly [Name in Exclude<ListName, 'messages'>]: readonly (readonly [number: number, row: ListRows[Name]])[];
};

/** A place as JSON can carry it: bytes in base64. */
export type SentPlace = readonly (readonly [offset: number, length: number] | string)[];

/** What is new since the last time. */
export type LiveUpdate = {
  readonly messages: readonly { readonly row: MessageRow; readonly index: number; readonly place: SentPlace }[];
  readonly changed: ChangedRows;
  /** Of the streams that changed, by id. */
  readonly series: readonly (readonly [stream: string, series: StreamSeries])[];
  /** All findings, counted by rule and device. */
  readonly groups: readonly FindingGroupRow[];
  readonly counts: CaptureCounts;
  readonly progress: AnalyzeProgress;
  readonly summary: Summary;
};

/** What it tells. */
export type LiveMessage =
  | { readonly kind: 'update'; readonly update: LiveUpdate }
  /** Nothing more comes: the capture ended, or is none. */
  | { readonly kind: 'end'; readonly problem?: CaptureProblem };

export function sentPlace(place: Place): SentPlace {
  return place.map(({ bytes, offset, length }) =>
    bytes === undefined ? ([offset, length] as const) : Buffer.from(bytes).toString('base64'),
  );
}

export function receivedPlace(place: SentPlace): Place {
  return place.map((piece) =>
    typeof piece === 'string' ? { bytes: Buffer.from(piece, 'base64') } : { offset: piece[0], length: piece[1] },
  );
}
