import type { AnalysisLimits } from './analysis.ts';
import type { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import { CaptureFiles } from './capture/capture-files.ts';
import type { CaptureInput } from './capture/capture-input.ts';
import { CaptureReader } from './capture/capture-reader.ts';
import { packetsOfChunks, type PacketSource } from './capture/packet-input.ts';
import type { Packet } from './capture/packet.ts';

/** A capture that was opened, or several that are one. */
export type OpenedCapture = CaptureInput | CaptureFiles;

type ReadOptions = {
  readonly diagnostics: CaptureDiagnostics;
  readonly limits: AnalysisLimits | undefined;
  readonly signal: AbortSignal | undefined;
};

/** The packets of a capture that is read once more, as an analysis reads them. `onSecrets`: see `CaptureReaderOptions`. */
export function openedPackets(
  capture: OpenedCapture,
  { diagnostics, limits, signal }: ReadOptions,
  onSecrets: (text: string) => void,
): { readonly source: PacketSource; readonly batches: AsyncIterable<readonly Packet[]> } {
  if (capture instanceof CaptureFiles) return { source: capture, batches: capture.batches({ signal, onSecrets }) };
  const reader = new CaptureReader({ diagnostics, limits: limits?.capture ?? {}, onSecrets });
  return { source: reader, batches: packetsOfChunks(capture.chunks(), reader, signal) };
}
