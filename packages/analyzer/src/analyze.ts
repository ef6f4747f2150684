import type { Analysis, AnalyzeOptions } from './analysis.ts';
import { CaptureStages } from './capture-stages.ts';
import { MessageStages } from './message-stages.ts';
import { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import { CaptureReader } from './capture/capture-reader.ts';
import type { CaptureFiles } from './capture/capture-files.ts';
import { packetsOfChunks, type PacketSource } from './capture/packet-input.ts';
import type { Packet } from './capture/packet.ts';
import { TextFindings } from './report/text-findings.ts';
import { packetsWithKeys } from './transport/tls/growing-key-log.ts';
import { KeyLog } from './transport/tls/key-log.ts';

/**
 * Capture bytes to what was found in them: pcap or pcapng, uncompressed, in chunks split anywhere. Rejects with a
 * `CaptureError` where this is no capture; one that ends early gives everything before its end.
 */
export async function analyze(
  capture: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: AnalyzeOptions = {},
): Promise<Analysis> {
  const diagnostics = options.diagnostics ?? new CaptureDiagnostics();
  const keyLog = new KeyLog(diagnostics, options.limits?.tls);
  const limits = options.limits?.capture ?? {};
  const reader = new CaptureReader({ diagnostics, limits, onSecrets: (text) => keyLog.add(text) });
  const packets = packetsOfChunks(capture, reader, options.signal);
  return analyzeWithKeys(packets, reader, { ...options, diagnostics }, keyLog);
}

/** The same for several files that are one capture, such as a ring buffer leaves: in order of time, numbered through. */
export async function analyzeFiles(files: CaptureFiles, options: AnalyzeOptions = {}): Promise<Analysis> {
  const { diagnostics } = files;
  const keyLog = new KeyLog(diagnostics, options.limits?.tls);
  const packets = files.batches({ signal: options.signal, onSecrets: (text) => keyLog.add(text) });
  return analyzeWithKeys(packets, files, { ...options, diagnostics }, keyLog);
}

/** The same for packets read by someone else: see `PacketRecords`. */
export async function analyzePackets(
  packets: AsyncIterable<readonly Packet[]> | Iterable<readonly Packet[]>,
  source: PacketSource,
  options: AnalyzeOptions = {},
): Promise<Analysis> {
  const diagnostics = options.diagnostics ?? new CaptureDiagnostics();
  return analyzeWithKeys(packets, source, { ...options, diagnostics }, new KeyLog(diagnostics, options.limits?.tls));
}

/** `keyLog` may get more keys with every batch of packets. */
async function analyzeWithKeys(
  packets: AsyncIterable<readonly Packet[]> | Iterable<readonly Packet[]>,
  source: PacketSource,
  options: AnalyzeOptions & { readonly diagnostics: CaptureDiagnostics },
  keyLog: KeyLog,
): Promise<Analysis> {
  const { diagnostics, limits, quality, onProgress, signal, keyLog: given } = options;
  const { live = typeof given === 'function' } = options;
  if (given instanceof Uint8Array) keyLog.add(given);
  const texts = options.readTexts === true ? new TextFindings() : undefined;
  const capture = new CaptureStages(
    { source, diagnostics, keyLog, limits, live, quality },
    {
      message: (delivery, keys) => stages.receive(delivery, keys),
      msrp: (record) => stages.receiveMsrp(record),
      refusal: (refusal) => stages.receiveRefusal(refusal),
      stream: options.media === false ? undefined : (record) => stages.receiveStream(record),
      framing: texts === undefined ? undefined : texts.receiveFraming.bind(texts),
    },
  );
  const stages = new MessageStages({
    ...options,
    source: capture,
    flows: capture.flows,
    methods: capture.keys.methods,
    texts,
  });

  const batches = typeof given === 'function' ? packetsWithKeys(packets, given, keyLog, limits?.tls) : packets;
  for await (const some of batches) {
    capture.receive(some);
    stages.analysis.endNs = capture.endNs;
    if (stages.isWaiting) await stages.readWaiting();
    const paused = onProgress?.(stages.progress());
    if (paused !== undefined) await paused;
    if (signal?.aborted === true) break;
  }
  // What was begun when somebody had enough was not cut by the capture.
  if (signal?.aborted === true) capture.flush();
  else capture.end();
  stages.analysis.endNs = capture.endNs;
  if (stages.isWaiting) await stages.readWaiting();
  await stages.end(() => onProgress?.(stages.progress()));
  return stages.analysis;
}
