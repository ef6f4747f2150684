import { type AddressNames, extractPackets, type ToldCall } from '@sipscope/analyzer';
import { openCapture } from '@sipscope/analyzer/node';
import { Readable } from 'node:stream';
import type { ExportFormat } from '../../api/backend.ts';
import { callFile, CallFileError, type CallExportOptions } from '../../api/export/call-file.ts';
import { commentsOf } from '../../api/note-comments.ts';
import type { Note } from '../../api/notes.ts';
import { ProblemError } from '../problem-error.ts';

export type CallToExport = ToldCall & {
  /** Of addresses, by the capture. */
  readonly names: AddressNames;
  /** Of the capture. */
  readonly name: string;
  readonly captureFile: string;
  /** Secrets of its TLS connections, where some were given. */
  readonly keyLog: Uint8Array | undefined;
  /** Of the capture: those on its messages become comments of their packets. */
  readonly notes: readonly Note[];
};

export type SavedCall = {
  readonly extension: string;
  readonly mediaType: string;
  readonly body: string | Readable;
};

/** `srtpKeys`: whether keys of SRTP in session descriptions stay in packets. */
export type CallExport = CallExportOptions & { readonly srtpKeys?: boolean };

/** A call as a file. What it holds of the wire is escaped by the writer of each format. */
export async function exportCall(
  format: ExportFormat,
  { names, name, captureFile, keyLog, notes, ...told }: CallToExport,
  { srtpKeys = false, ...options }: CallExport,
): Promise<SavedCall> {
  if (format !== 'pcapng')
    return { ...textFiles[format], body: refusing(() => callFile(format, told, { names, capture: name, ...options })) };
  const { call, messages, streams } = told;
  const frames = messages.flatMap(({ row }) => [row.frame, ...(row.frames ?? [])]);
  const isHidden = options.anonymize === true;
  const packets = extractPackets(
    () => openCapture(captureFile),
    { frames, streams },
    {
      comment: isHidden ? `Call ${call.id}` : `Call ${call.id}: ${call.callIds.join(', ')}`,
      keyLog,
      srtpKeys,
      comments: commentsOf(notes),
      ...(isHidden && { anonymize: {} }),
    },
  );
  const body = Readable.from(packets, { objectMode: false });
  return { extension: 'pcapng', mediaType: 'application/octet-stream', body };
}

function refusing(write: () => string): string {
  try {
    return write();
  } catch (error) {
    if (error instanceof CallFileError) throw new ProblemError('bad-request', error.message);
    throw error;
  }
}

const textFiles = {
  text: { extension: 'txt', mediaType: 'text/plain; charset=utf-8' },
  mermaid: { extension: 'mmd', mediaType: 'text/plain; charset=utf-8' },
  plantuml: { extension: 'puml', mediaType: 'text/plain; charset=utf-8' },
  // Not as an image: opened from the server, a drawing would be a document of this site.
  svg: { extension: 'svg', mediaType: 'application/octet-stream' },
  json: { extension: 'json', mediaType: 'application/json; charset=utf-8' },
  csv: { extension: 'csv', mediaType: 'text/csv; charset=utf-8' },
  'sipp-uac': { extension: 'uac.xml', mediaType: 'application/octet-stream' },
  'sipp-uas': { extension: 'uas.xml', mediaType: 'application/octet-stream' },
} as const;
