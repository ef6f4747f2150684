import type { CaptureDescription } from './capture-description.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import { CaptureError } from './capture-error.ts';
import { CaptureFile, type CaptureFileToRead, FILE_STRIDE } from './capture-file.ts';
import { type CaptureLimits, defaultCaptureLimits } from './capture-limits.ts';
import { byTime, FileMerge } from './file-merge.ts';
import { FilesDiagnostics } from './files-diagnostics.ts';
import type { CaptureFileFacts, PacketSource } from './packet-input.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { type Place, placeLength } from './place.ts';
import { untilAborted } from './until-aborted.ts';

/** Files kept open because messages of theirs were read again. */
const REREAD_AT_ONCE = 8;

export type CaptureFilesOptions = { readonly limits?: Partial<CaptureLimits> };

export type ReadPacketsOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Takes the TLS keys that the files carry, each before the packets behind it. */
  readonly onSecrets?: ((text: string) => void) | undefined;
};

/**
 * Several files as one capture, such as a ring buffer leaves: packets in order of time, numbered through, whatever the formats. A file is
 * opened when its time comes and closed behind its last packet, so that of files that follow each other one is open.
 * What of the capture stands at a place is read from the file it belongs to.
 */
export class CaptureFiles implements PacketSource {
  /** Hand it to `analyze`, which adds what it finds. */
  readonly diagnostics: CaptureDiagnostics;
  /** Files that could not be read, and why. The others are read without them. */
  readonly failures: { readonly name: string; readonly error: CaptureError }[] = [];
  readonly #files: readonly CaptureFile[];
  readonly #merge: FileMerge;
  readonly #reread: CaptureFile[] = [];
  #clock: Pick<CaptureClock, 'epochNs' | 'decimals'> = { epochNs: 0n, decimals: 6 };

  private constructor(files: readonly CaptureFileToRead[], limits: Partial<CaptureLimits>) {
    this.#files = files.map((file, index) => new CaptureFile(file, index, limits));
    this.diagnostics = new FilesDiagnostics(this.#files);
    this.#merge = new FileMerge({
      limits: { ...defaultCaptureLimits, ...limits },
      diagnostics: this.diagnostics,
      attempt: (file, act) => this.#attempt(file, act),
    });
  }

  /** Looks into each file as far as its first packet. What cannot be read is found in `failures`. */
  static async open(files: readonly CaptureFileToRead[], options: CaptureFilesOptions = {}): Promise<CaptureFiles> {
    const opened = new CaptureFiles(files, options.limits ?? {});
    for (const file of opened.#files) await opened.#look(file);
    opened.#clock = opened.#merge.arrange();
    return opened;
  }

  get packets(): number {
    return this.#merge.packets;
  }

  /** How many of the files could be read. */
  get readable(): number {
    return this.#files.length - this.failures.length;
  }

  get format(): string {
    return unique(this.#files.map(({ format }) => format)).join(', ');
  }

  get linkTypes(): readonly string[] {
    return unique(this.#files.flatMap(({ linkTypes }) => linkTypes));
  }

  get descriptions(): readonly { readonly file: string; readonly description: CaptureDescription }[] {
    return this.#files.flatMap(({ name, description }) =>
      description === undefined ? [] : [{ file: name, description }],
    );
  }

  get bytes(): number {
    return this.#files.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get bytesRead(): number {
    return this.#files.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  }

  /** Stored bytes; absent where one of the files is a pipe. */
  get size(): number | undefined {
    return this.#files.some(({ isPipe }) => isPipe)
      ? undefined
      : this.#files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  }

  get clock(): CaptureClock {
    const withPackets = this.#files.filter(({ packets }) => packets > 0);
    const isUnknown = withPackets.length > 0 && withPackets.every(({ isUntimedText }) => isUntimedText);
    return { ...this.#clock, ...(isUnknown ? { isUnknown } : {}) };
  }

  /** In order of time. */
  get files(): readonly CaptureFileFacts[] {
    const failed = new Set(this.failures.map(({ name }) => name));
    return this.#files
      .filter(({ name, packets }) => packets > 0 || !failed.has(name))
      .toSorted(byTime)
      .map(({ facts }) => facts);
  }

  /** All packets in order of time, as many at once as are at hand. Those given before are then no longer valid. */
  async *batches(options: ReadPacketsOptions = {}): AsyncGenerator<readonly Packet[], void, undefined> {
    for (const file of this.#files) file.onSecrets = options.onSecrets;
    try {
      yield* untilAborted(this.#merge.batches(), options.signal);
    } finally {
      this.#merge.end();
    }
  }

  /** The bytes of one message, piece after piece. */
  async read(place: Place): Promise<Uint8Array> {
    const bytes = new Uint8Array(placeLength(place));
    let at = 0;
    for (const piece of place) {
      const read = piece.bytes ?? (await this.#readPiece(piece));
      bytes.set(read, at);
      at += read.length;
    }
    return bytes;
  }

  async close(): Promise<void> {
    for (const file of this.#files) await file.close();
  }

  async #look(file: CaptureFile): Promise<void> {
    await this.#attempt(file, async () => {
      if (await file.begin()) this.#merge.add(file);
      else file.handOver(this.diagnostics);
      await file.rewind();
    });
  }

  /** What it gives; `undefined` where the file turns out to be unreadable. */
  async #attempt<T>(file: CaptureFile, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      this.failures.push({ name: file.name, error });
      return undefined;
    }
  }

  async #readPiece({ offset, length }: { readonly offset: number; readonly length: number }): Promise<Uint8Array> {
    const file = this.#files[Math.floor(offset / FILE_STRIDE)];
    if (file === undefined) throw new RangeError(`No file stands at ${offset}.`);
    if (!this.#reread.includes(file)) this.#reread.push(file);
    if (this.#reread.length > REREAD_AT_ONCE) await this.#reread.shift()?.closeIdle();
    return file.read([{ offset: offset % FILE_STRIDE, length }]);
  }
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== '');
}
