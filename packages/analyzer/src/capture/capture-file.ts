import type { CaptureDescription } from './capture-description.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import type { CaptureInput } from './capture-input.ts';
import type { CaptureLimits } from './capture-limits.ts';
import { CaptureReader } from './capture-reader.ts';
import { type CaptureFileFacts, packetsOfChunks } from './packet-input.ts';
import type { Packet } from './packet.ts';
import type { Place } from './place.ts';

/** A file that is to be read together with others. */
export type CaptureFileToRead = {
  /** For people. */
  readonly name: string;
  /** Rejects with a `CaptureError` where it cannot be read. */
  readonly open: () => Promise<CaptureInput>;
};

/** How far the places of one file lie from those of the next: no file is as long, and a number counts 8,192 of them exactly. */
export const FILE_STRIDE: number = 2 ** 40;

/** One of several files that are read as one capture: its next packet, and what is known of it. */
export class CaptureFile {
  readonly name: string;
  /** In the order in which the files were named. */
  readonly index: number;
  /** Of its first packet, nanoseconds since 1970; 0 where the capture tells no times. */
  firstNs = 0n;
  decimals = 0;
  format = '';
  linkTypes: readonly string[] = [];
  /** What the file says of itself, as far as it was read. */
  description: CaptureDescription | undefined = undefined;
  /** A text in which no time stands. */
  isUntimedText = false;
  packets = 0;
  bytes = 0;
  /** Stored bytes; absent of a pipe. */
  size: number | undefined = undefined;
  bytesRead = 0;
  /** Of its first packet, on the clock of all files. */
  shiftNs = 0;
  /** The same where it tells times; what tells none comes last. */
  startNs: number = Infinity;
  readonly #open: () => Promise<CaptureInput>;
  readonly #limits: Partial<CaptureLimits>;
  /** Takes the TLS keys that the file carries. */
  onSecrets: ((text: string) => void) | undefined = undefined;
  #input: CaptureInput | undefined;
  #reader: CaptureReader | undefined;
  #batches: AsyncGenerator<readonly Packet[]> | undefined;
  #batch: readonly Packet[] = [];
  #next = 0;
  #latestNs = -Infinity;

  constructor({ name, open }: CaptureFileToRead, index: number, limits: Partial<CaptureLimits>) {
    this.name = name;
    this.index = index;
    this.#open = open;
    this.#limits = limits;
  }

  /** Whether its packets say when they were captured. */
  get isTimed(): boolean {
    return this.firstNs !== 0n;
  }

  get isPipe(): boolean {
    return this.size === undefined;
  }

  get isOpen(): boolean {
    return this.#batches !== undefined;
  }

  get facts(): CaptureFileFacts {
    const { name, format, bytes, packets } = this;
    const times = packets > 0 && this.isTimed;
    return {
      name,
      format,
      bytes,
      packets,
      ...(times ? { startedNs: this.firstNs, endedNs: this.firstNs + BigInt(Math.round(this.#latestNs)) } : {}),
    };
  }

  /** Opens it, and reads as far as its first packet; false where it has none. Throws a `CaptureError`. */
  async begin(): Promise<boolean> {
    if (this.isOpen) return this.head !== undefined;
    this.#input ??= await this.#open();
    this.size = this.#input.size;
    this.#reader = new CaptureReader({
      diagnostics: this.#input.diagnostics,
      limits: this.#limits,
      onSecrets: (text) => this.onSecrets?.(text),
    });
    this.#batches = packetsOfChunks(this.#input.chunks(), this.#reader);
    return this.refill();
  }

  /** Closes what can be opened again: a pipe cannot. */
  async rewind(): Promise<void> {
    if (!this.isPipe) await this.close();
  }

  /** The packet that comes next; absent until `refill`, and behind the last. */
  get head(): Packet | undefined {
    return this.#batch[this.#next];
  }

  take(): void {
    this.#next++;
    this.packets++;
  }

  /** Reads on until there is a packet; false where there is none any more. Packets taken before are no longer valid. */
  async refill(): Promise<boolean> {
    this.#batch = [];
    this.#next = 0;
    while (this.#batch.length === 0) {
      const result = await this.#batches?.next();
      this.#learn();
      if (result === undefined || result.done === true) return false;
      this.#batch = result.value;
    }
    for (const { timeNs } of this.#batch) this.#latestNs = Math.max(this.#latestNs, timeNs);
    return true;
  }

  /** Tells what was wrong with it. */
  handOver(diagnostics: CaptureDiagnostics): void {
    if (this.#input !== undefined) diagnostics.absorb(this.#input.diagnostics, this.name);
  }

  /** Closes it where it was opened for `read` alone. */
  async closeIdle(): Promise<void> {
    if (!this.isPipe && !this.isOpen) await this.close();
  }

  /** The bytes at a place of this file. */
  async read(place: Place): Promise<Uint8Array> {
    this.#input ??= await this.#open();
    return this.#input.read(place);
  }

  async close(): Promise<void> {
    const [batches, input] = [this.#batches, this.#input];
    this.#batches = undefined;
    this.#reader = undefined;
    this.#input = undefined;
    this.#batch = [];
    this.#next = 0;
    await batches?.return(undefined);
    await input?.close();
  }

  #learn(): void {
    const [reader, input] = [this.#reader, this.#input];
    if (reader === undefined || input === undefined) return;
    this.firstNs = reader.clock.epochNs;
    this.decimals = reader.clock.decimals;
    this.isUntimedText = reader.clock.isUnknown === true;
    this.format = reader.format;
    this.linkTypes = reader.linkTypes;
    this.description = reader.description;
    this.bytes = reader.bytes;
    this.bytesRead = input.bytesRead;
  }
}
