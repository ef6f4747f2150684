import { ByteWindow } from './byte-window.ts';
import { CaptureDescription } from './capture-description.ts';
import { CaptureDiagnostics } from './capture-diagnostics.ts';
import { CaptureError } from './capture-error.ts';
import { type CaptureLimits, defaultCaptureLimits } from './capture-limits.ts';
import { fileFormats } from './file-format.ts';
import { notACapture } from './file-kind.ts';
import type { FormatContext, FormatReader } from './format-reader.ts';
import { linkTypeName } from './link-type.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { PacketWatch } from './packet-watch.ts';

const NO_PACKETS: readonly Packet[] = [];

export type CaptureReaderOptions = {
  readonly diagnostics?: CaptureDiagnostics;
  readonly limits?: Partial<CaptureLimits>;
  /**
   * Called with the TLS key log that a pcapng carries in its decryption secrets blocks, block by block: always before
   * `receive` returns the packets that stand behind the block.
   */
  readonly onSecrets?: (text: string) => void;
};

/** Capture bytes to packets: any format of `fileFormats`, told apart by their first bytes, in chunks split anywhere. */
export class CaptureReader {
  readonly diagnostics: CaptureDiagnostics;
  /** What the capture says of itself, as far as it was read. */
  readonly description: CaptureDescription;
  readonly #limits: CaptureLimits;
  readonly #context: FormatContext;
  readonly #watch: PacketWatch;
  readonly #window = new ByteWindow();
  #reader: FormatReader | undefined;
  #bytes = 0;
  /** A limit was reached: what follows is not read. */
  #full = false;

  constructor(options: CaptureReaderOptions = {}) {
    this.diagnostics = options.diagnostics ?? new CaptureDiagnostics();
    this.#limits = { ...defaultCaptureLimits, ...options.limits };
    this.description = new CaptureDescription(this.#limits, this.diagnostics);
    this.#watch = new PacketWatch(this.description, this.diagnostics);
    const { diagnostics, description } = this;
    this.#context = { limits: this.#limits, diagnostics, description, onSecrets: options.onSecrets };
  }

  /** `pcap`, `pcapng` …; empty until the first bytes have come. */
  get format(): string {
    return this.#reader?.format ?? '';
  }

  /** Its epoch is the time of the first packet. */
  get clock(): CaptureClock {
    return this.#reader?.clock ?? { epochNs: 0n, decimals: 6 };
  }

  get packets(): number {
    return this.#reader?.packets ?? 0;
  }

  /** For `analyzePackets`: that of this one capture. */
  get descriptions(): readonly { readonly description: CaptureDescription }[] {
    return [{ description: this.description }];
  }

  /** Bytes received so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Names, in order of appearance. */
  get linkTypes(): readonly string[] {
    return [...new Set(Array.from(this.#reader?.linkTypes ?? [], linkTypeName))];
  }

  /** True once packets were lost. */
  get damaged(): boolean {
    return this.diagnostics.damaged;
  }

  /**
   * The packets that `chunk` completes. Their bytes stay valid until the next call, and only while `chunk` is left as it is.
   * Throws a `CaptureError` where the first bytes show that this is no capture.
   */
  receive(chunk: Uint8Array): readonly Packet[] {
    if (chunk.length === 0 || this.#full) return NO_PACKETS;
    this.#bytes += chunk.length;
    this.#window.append(chunk);
    const packets = this.#read(false);
    this.#window.keep();
    return packets;
  }

  /** What can still be read of the rest; throws a `CaptureError` where there was no capture at all. */
  end(): readonly Packet[] {
    if (this.#full) return NO_PACKETS;
    if (this.#bytes === 0) {
      throw new CaptureError('capture-empty', 'The capture is empty: it has 0 bytes.', { offset: 0 });
    }
    return this.#read(true);
  }

  #read(last: boolean): readonly Packet[] {
    this.#reader ??= this.#readerOfFormat(last);
    if (this.#reader === undefined) return NO_PACKETS;
    const packets: Packet[] = [];
    this.#reader.read(this.#window, last, packets);
    this.#watch.receive(packets);
    if (this.#reader.packets >= this.#limits.packets) this.#stop();
    return packets;
  }

  /** The first format that matches; undefined while one that comes before the others may still turn out to match. */
  #readerOfFormat(last: boolean): FormatReader | undefined {
    for (const format of fileFormats) {
      const match = format.matches(this.#window, last);
      if (match === 'yes') return format.open(this.#context);
      if (match === 'unknown' && !last) return undefined;
    }
    const { bytes, start, end } = this.#window;
    throw notACapture(bytes, start, end);
  }

  #stop(): void {
    const detail = `The capture has more than ${this.#limits.packets} packets: the rest was not read.`;
    this.diagnostics.reportDamage('limit-records', { offset: this.#window.base + this.#window.start, detail });
    this.#full = true;
  }
}
