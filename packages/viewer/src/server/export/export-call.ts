import {
  type AddressNames,
  buildLadder,
  formatLadder,
  rowFields,
  type CallRow,
  type StreamRow,
  jsonText,
  csvText,
  extractPackets,
} from '@sipscope/analyzer';
import { openCapture } from '@sipscope/analyzer/node';
import { Readable } from 'node:stream';
import type { ExportFormat } from '../../api/backend.ts';
import type { ReadMessage } from '../read-messages.ts';

export type CallToExport = {
  readonly call: CallRow;
  readonly messages: readonly ReadMessage[];
  readonly streams: readonly StreamRow[];
  /** Of addresses, by the capture. */
  readonly names: AddressNames;
  readonly captureFile: string;
  /** Secrets of its TLS connections, where some were given. */
  readonly keyLog: Uint8Array | undefined;
  /** Whether keys of SRTP in session descriptions stay in packets. */
  readonly srtpKeys: boolean;
};

export type SavedCall = {
  readonly extension: string;
  readonly mediaType: string;
  readonly body: string | Readable;
};

/** A call as a file. What it holds of the wire is escaped by the writer of each format. */
export async function exportCall(
  format: ExportFormat,
  { call, messages, streams, names, captureFile, keyLog, srtpKeys }: CallToExport,
): Promise<SavedCall> {
  switch (format) {
    case 'pcapng': {
      const frames = messages.flatMap(({ row }) => [row.frame, ...(row.frames ?? [])]);
      const comment = `Call ${call.id}: ${call.callIds.join(', ')}`;
      const packets = extractPackets(
        () => openCapture(captureFile),
        { frames, streams },
        { comment, keyLog, srtpKeys },
      );
      const body = Readable.from(packets, { objectMode: false });
      return { extension: 'pcapng', mediaType: 'application/octet-stream', body };
    }
    case 'csv': {
      const body = csvText(
        Object.keys(rowFields.messages),
        messages.map(({ row }) => row),
      );
      return { extension: 'csv', mediaType: 'text/csv; charset=utf-8', body };
    }
    case 'json': {
      const ladder = buildLadder(call, messages, names, streams);
      const body = `${jsonText({ call, messages: messages.map(({ row }) => row), streams, ladder })}\n`;
      return { extension: 'json', mediaType: 'application/json; charset=utf-8', body };
    }
    default:
      return { ...ladderFiles[format], body: formatLadder(buildLadder(call, messages, names, streams), format) };
  }
}

const ladderFiles = {
  text: { extension: 'txt', mediaType: 'text/plain; charset=utf-8' },
  mermaid: { extension: 'mmd', mediaType: 'text/plain; charset=utf-8' },
  plantuml: { extension: 'puml', mediaType: 'text/plain; charset=utf-8' },
  // Not as an image: opened from the server, a drawing would be a document of this site.
  svg: { extension: 'svg', mediaType: 'application/octet-stream' },
} as const;
