import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { CaptureFileFacts, PacketSource } from '../capture/packet-input.ts';
import type { CaptureFacts, CaptureFileRow } from '../rows.ts';
import { describedFacts } from './described-facts.ts';
import { TimeFormat } from '../follow/format-time.ts';

/** What knows something of the capture besides its messages. */
type FactSources = {
  readonly source: PacketSource;
  readonly diagnostics: CaptureDiagnostics;
  /** Time of the latest packet. */
  readonly endNs: number;
  readonly tls: CaptureFacts['tls'];
  readonly protocols: NonNullable<CaptureFacts['protocols']>;
  readonly skipped: NonNullable<CaptureFacts['skipped']>;
};

/** The row of a capture. What it does not have is a missing key. */
export function captureFacts({ source, diagnostics, endNs, tls, protocols, skipped }: FactSources): CaptureFacts {
  const times = new TimeFormat(() => source.clock);
  return {
    format: source.format,
    bytes: source.bytes,
    packets: source.packets,
    linkTypes: source.linkTypes,
    ...(source.packets === 0 || source.clock.isUnknown === true
      ? {}
      : { started: times.iso(0), ended: times.iso(endNs) }),
    ...describedFacts(source.descriptions ?? []),
    ...(source.files === undefined ? {} : { files: source.files.map((file) => fileRow(file, source, times)) }),
    ...(tls === undefined ? {} : { tls }),
    ...(protocols.length === 0 ? {} : { protocols }),
    ...(skipped.length === 0 ? {} : { skipped }),
    ...(diagnostics.damaged ? { damaged: true as const } : {}),
  };
}

function fileRow(
  { startedNs, endedNs, ...file }: CaptureFileFacts,
  source: PacketSource,
  times: TimeFormat,
): CaptureFileRow {
  if (startedNs === undefined || endedNs === undefined) return file;
  const { epochNs } = source.clock;
  const [started, ended] = [startedNs, endedNs].map((ns) => times.iso(Number(ns - epochNs)));
  return { ...file, started: started!, ended: ended! };
}
