import type { Analysis, AnalyzeOptions } from '../analysis.ts';
import { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { CaptureGap } from '../capture/capture-gaps.ts';
import type { CaptureClock } from '../capture/packet.ts';
import { methodNames } from '../message/method.ts';
import { MessageStages } from '../message-stages.ts';
import type { MessageSource } from '../report/analysis-report.ts';
import { TextFindings } from '../report/text-findings.ts';
import type { CaptureFacts } from '../rows.ts';
import { FlowTable } from '../transport/flow-table.ts';
import type { Ahead } from './ahead.ts';
import { readBatch } from './message-batch.ts';

/** A capture that another thread reads. */
class RemoteCapture implements MessageSource {
  clock: CaptureClock = { epochNs: 0n, decimals: 6 };
  linkTypes: readonly string[] = [];
  bytes = 0;
  packets = 0;
  readonly gaps: CaptureGap[] = [];
  readonly #diagnostics: CaptureDiagnostics;
  #facts: CaptureFacts | undefined;

  constructor(diagnostics: CaptureDiagnostics) {
    this.#diagnostics = diagnostics;
  }

  receive({ clock, linkTypes, bytes, packets, gaps, last }: Ahead): void {
    this.gaps.push(...gaps);
    this.clock = clock;
    this.linkTypes = linkTypes;
    this.bytes = bytes;
    this.packets = packets;
    if (last === undefined) return;
    this.#facts = last.facts;
    this.#diagnostics.adopt(last.counts, last.damaged);
  }

  /** While it is being read, little is known. */
  facts(): CaptureFacts {
    const { bytes, packets, linkTypes } = this;
    const facts = this.#facts ?? { format: '', bytes, packets, linkTypes };
    return this.#diagnostics.damaged ? { ...facts, damaged: true } : facts;
  }
}

/** Reconstructs from messages that another thread reads ahead. */
export async function analyzeAhead(aheads: AsyncIterable<Ahead>, options: AnalyzeOptions): Promise<Analysis> {
  const diagnostics = options.diagnostics ?? new CaptureDiagnostics();
  const source = new RemoteCapture(diagnostics);
  const flows = new FlowTable();
  const methods = methodNames();
  const texts = options.readTexts === true ? new TextFindings() : undefined;
  const stages = new MessageStages({ ...options, source, diagnostics, flows, methods, texts });

  for await (const ahead of aheads) {
    source.receive(ahead);
    methods.adopt(ahead.methods);
    flows.adopt(ahead.flows);
    stages.analysis.endNs = ahead.endNs;
    for (const [code, frame] of ahead.framing) texts?.receiveFraming(code, frame);
    readBatch(ahead.batch, flows, {
      message: (delivery, itsKeys) => stages.receive(delivery, itsKeys),
      msrp: (record) => stages.receiveMsrp(record),
      refusal: (refusal) => stages.receiveRefusal(refusal),
      stream: (record) => stages.receiveStream(record),
    });
    if (stages.isWaiting) await stages.readWaiting();
    await options.onProgress?.(stages.progress());
    if (options.signal?.aborted === true) break;
  }
  await stages.end(() => options.onProgress?.(stages.progress()));
  return stages.analysis;
}
