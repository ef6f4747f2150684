import { ByteWindow } from './byte-window.ts';
import { CaptureDiagnostics } from './capture-diagnostics.ts';
import { CaptureError } from './capture-error.ts';
import { type CaptureLimits, defaultCaptureLimits } from './capture-limits.ts';
import { notACapture } from './file-kind.ts';
import type { FormatReader } from './format-reader.ts';
import { linkTypeName } from './link-type.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { isPcapMagic, PcapReader } from './pcap-reader.ts';
import { PcapngReader, SECTION_HEADER } from './pcapng-reader.ts';

const NO_PACKETS: readonly Packet[] = [];
const MAGIC_BYTES = 4;

/** Capture bytes to packets: pcap or pcapng, told apart by their first bytes, in chunks split anywhere. */
export class CaptureReader {
  readonly diagnostics: CaptureDiagnostics;
  readonly #limits: CaptureLimits;
  readonly #window = new ByteWindow();
  #reader: FormatReader | undefined;
  #bytes = 0;
  /** A limit was reached: what follows is not read. */
  #full = false;

  constructor(options: { diagnostics?: CaptureDiagnostics; limits?: Partial<CaptureLimits> } = {}) {
    this.diagnostics = options.diagnostics ?? new CaptureDiagnostics();
    this.#limits = { ...defaultCaptureLimits, ...options.limits };
  }

  /** `pcap` or `pcapng`; empty until the first bytes have come. */
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
    if (this.#window.end - this.#window.start < MAGIC_BYTES && this.#reader === undefined && !last) return NO_PACKETS;
    this.#reader ??= this.#readerOfFormat();
    const packets: Packet[] = [];
    this.#reader.read(this.#window, last, packets);
    if (this.#reader.packets >= this.#limits.packets) this.#stop();
    return packets;
  }

  #readerOfFormat(): FormatReader {
    const { bytes, view, start, end } = this.#window;
    if (end - start < MAGIC_BYTES) throw notACapture(bytes, start, end);
    if (view.getUint32(start) === SECTION_HEADER) return new PcapngReader(this.#limits, this.diagnostics);
    if (isPcapMagic(view, start)) return new PcapReader(this.#limits, this.diagnostics);
    throw notACapture(bytes, start, end);
  }

  #stop(): void {
    const detail = `The capture has more than ${this.#limits.packets} packets: the rest was not read.`;
    this.diagnostics.reportDamage('limit-records', { offset: this.#window.base + this.#window.start, detail });
    this.#full = true;
  }
}
