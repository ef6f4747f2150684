import type { DiagnosticCode } from '@sipscope/parser';
import type { AnalysisLimits, AnalyzeOptions } from '../analysis.ts';
import { CaptureStages } from '../capture-stages.ts';
import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { PacketSource } from '../capture/packet-input.ts';
import type { CaptureGap } from '../capture/capture-gaps.ts';
import type { CaptureClock, Packet } from '../capture/packet.ts';
import type { AddedTexts } from '../message/byte-interner.ts';
import type { CaptureFacts, DiagnosticCount } from '../rows.ts';
import type { AddedFlows, FlowTableSize } from '../transport/flow-table.ts';
import type { KeyLog } from '../transport/tls/key-log.ts';
import { type BatchMemory, BatchWriter, type MessageBatch } from './message-batch.ts';

/** Messages read ahead, and all that is new since those before them. */
export type Ahead = {
  readonly batch: MessageBatch;
  readonly methods: AddedTexts;
  readonly flows: AddedFlows;
  /** What is wrong with where messages begin and end in streams, and the packet that shows it, where somebody wants to know. */
  readonly framing: readonly (readonly [DiagnosticCode, number])[];
  readonly clock: CaptureClock;
  readonly linkTypes: readonly string[];
  readonly gaps: readonly CaptureGap[];
  readonly endNs: number;
  readonly bytes: number;
  readonly packets: number;
  /** With the last: what is known of the capture, everything that was wrong with it, and whether packets were lost by that. */
  readonly last?: {
    readonly facts: CaptureFacts;
    readonly counts: readonly DiagnosticCount[];
    readonly damaged: boolean;
  };
};

type AheadOptions = {
  readonly source: PacketSource;
  readonly diagnostics: CaptureDiagnostics;
  readonly keyLog: KeyLog;
  readonly limits?: AnalysisLimits | undefined;
  readonly quality?: AnalyzeOptions['quality'];
  /** Whether `framing` is filled, or the diagnostics take it. */
  readonly reportsFraming: boolean;
  /** Whether media is read. */
  readonly readsMedia: boolean;
};

/** Reads a capture's messages and keys for another thread. */
export class AheadReader {
  readonly #source: PacketSource;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #stages: CaptureStages;
  readonly #writer = new BatchWriter();
  #ready: MessageBatch[] = [];
  #framing: [DiagnosticCode, number][] = [];
  #gaps = 0;
  #methods: number;
  #flows: FlowTableSize = { endpoints: 0, pairs: 0 };

  constructor(options: AheadOptions) {
    const { source, diagnostics, keyLog, limits, quality, reportsFraming, readsMedia } = options;
    this.#source = source;
    this.#diagnostics = diagnostics;
    this.#stages = new CaptureStages(
      { source, diagnostics, keyLog, limits, quality },
      {
        message: (delivery, keys) => {
          this.#writer.add(delivery, keys);
          if (this.#writer.isFull) this.#ready.push(this.#writer.take());
        },
        msrp: (record) => {
          this.#writer.addMsrp(record);
          if (this.#writer.isFull) this.#ready.push(this.#writer.take());
        },
        refusal: (refusal) => {
          this.#writer.addRefusal(refusal);
          if (this.#writer.isFull) this.#ready.push(this.#writer.take());
        },
        stream: readsMedia
          ? (record) => {
              this.#writer.addStream(record);
              if (this.#writer.isFull) this.#ready.push(this.#writer.take());
            }
          : undefined,
        framing: reportsFraming ? (code, frame) => this.#framing.push([code, frame]) : undefined,
      },
    );
    this.#methods = this.#stages.keys.methods.size;
  }

  /** The memory of a batch that was read, for a later one. */
  takeBack(memory: BatchMemory): void {
    this.#writer.takeBack(memory);
  }

  /** The batches that these packets fill. */
  receive(packets: readonly Packet[]): readonly Ahead[] {
    this.#stages.receive(packets);
    return this.#takeReady();
  }

  /** What is left; the last batch may be empty. */
  end(): readonly Ahead[] {
    this.#stages.end();
    const { damaged } = this.#diagnostics;
    const rest = this.#takeReady();
    const last = { facts: this.#stages.facts(), counts: this.#diagnostics.counts(), damaged };
    return [...rest, { ...this.#ahead(this.#writer.take()), last }];
  }

  #takeReady(): readonly Ahead[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready.map((batch) => this.#ahead(batch));
  }

  #ahead(batch: MessageBatch): Ahead {
    const { keys, flows, endNs } = this.#stages;
    const { clock, linkTypes, bytes, packets } = this.#source;
    const methods = keys.methods.from(this.#methods);
    const ahead = { batch, methods, flows: flows.from(this.#flows), framing: this.#framing };
    const gaps = this.#stages.gaps.slice(this.#gaps);
    this.#gaps += gaps.length;
    this.#framing = [];
    this.#methods = keys.methods.size;
    this.#flows = flows.size;
    return { ...ahead, clock: { ...clock }, linkTypes, gaps, endNs, bytes, packets };
  }
}

/** The memory of a batch that can be handed over instead of copied. */
export function memoryOf({ batch, methods, flows }: Ahead): ArrayBuffer[] {
  const parts = [batch.floats, batch.words, batch.bytes, methods.bytes, methods.ends];
  // None of them is shared memory.
  return [...parts, flows.endpoints].map(({ buffer }) => buffer as ArrayBuffer);
}
