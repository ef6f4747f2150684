import type { CaptureDescription } from './capture-description.ts';
import { CaptureDiagnostics, type CaptureDiagnosticCode, type DiagnosticSample } from './capture-diagnostics.ts';
import { CaptureError } from './capture-error.ts';
import { CaptureFile, type CaptureFileToRead, FILE_STRIDE } from './capture-file.ts';
import { type CaptureLimits, defaultCaptureLimits } from './capture-limits.ts';
import type { CaptureFileFacts, PacketSource } from './packet-input.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { type Place, type PlacePiece, placeLength } from './place.ts';
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
  packets = 0;
  readonly #files: readonly CaptureFile[];
  readonly #limits: CaptureLimits;
  /** In order of time; those that tell none come last. */
  readonly #waiting: CaptureFile[] = [];
  readonly #open: CaptureFile[] = [];
  readonly #reread: CaptureFile[] = [];
  /** The last that was reported to be read too late. */
  #late: CaptureFile | undefined;
  #epochNs = 0n;
  #decimals = 6;

  private constructor(files: readonly CaptureFileToRead[], limits: Partial<CaptureLimits>) {
    this.#limits = { ...defaultCaptureLimits, ...limits };
    this.#files = files.map((file, index) => new CaptureFile(file, index, limits));
    this.diagnostics = new FilesDiagnostics(this.#files);
  }

  /** Looks into each file as far as its first packet. What cannot be read is found in `failures`. */
  static async open(files: readonly CaptureFileToRead[], options: CaptureFilesOptions = {}): Promise<CaptureFiles> {
    const opened = new CaptureFiles(files, options.limits ?? {});
    for (const file of opened.#files) await opened.#look(file);
    opened.#arrange();
    return opened;
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
    return { epochNs: this.#epochNs, decimals: this.#decimals, ...(isUnknown ? { isUnknown } : {}) };
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
      yield* untilAborted(this.#merged(), options.signal);
    } finally {
      for (const file of this.#open.splice(0)) file.handOver(this.diagnostics);
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
      if (await file.begin()) {
        this.#waiting.push(file);
        await file.rewind();
      } else {
        file.handOver(this.diagnostics);
        await file.rewind();
      }
    });
  }

  #arrange(): void {
    this.#waiting.sort(byTime);
    this.#epochNs = this.#waiting[0]?.firstNs ?? 0n;
    this.#decimals = this.#waiting.reduce((most, { decimals }) => Math.max(most, decimals), 0) || 6;
    for (const file of this.#waiting) {
      file.shiftNs = Number(file.firstNs - this.#epochNs);
      file.startNs = file.isTimed ? file.shiftNs : Infinity;
    }
    // Files that are so far apart: nanoseconds between them are no longer exact.
    if (this.#waiting.some(({ shiftNs }) => Math.abs(shiftNs) > Number.MAX_SAFE_INTEGER)) {
      this.#decimals = Math.min(this.#decimals, 6);
    }
  }

  async *#merged(): AsyncGenerator<readonly Packet[], void, undefined> {
    for (;;) {
      await this.#openDue();
      if (this.#open.length === 0) return;
      const { packets, dry } = this.#mergeHeads();
      if (packets.length > 0) yield packets;
      if (this.packets >= this.#limits.packets) {
        this.#reportTooMany();
        return;
      }
      if (dry !== undefined) await this.#attempt(dry, async () => void (await dry.refill()));
      if (dry !== undefined && dry.head === undefined) await this.#finish(dry);
    }
  }

  /** Opens the files whose first packet is not later than any that waits to be given. */
  async #openDue(): Promise<void> {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined) return;
      const earliest = this.#earliest();
      const isDue = next.startNs < Infinity && earliest !== undefined && timeOf(earliest) >= next.startNs;
      if (earliest !== undefined && !isDue) return;
      if (this.#open.length >= this.#limits.filesAtOnce) {
        this.#reportLate(next);
        return;
      }
      this.#waiting.shift();
      const isOpen = await this.#attempt(next, () => next.begin());
      if (isOpen === true) this.#open.push(next);
    }
  }

  /** What can be given before a file has to be read on, or another to be opened. */
  #mergeHeads(): { packets: readonly Packet[]; dry: CaptureFile | undefined } {
    const packets: Packet[] = [];
    const [next] = this.#waiting;
    const isFull = this.#open.length >= this.#limits.filesAtOnce;
    const due = next?.startNs ?? Infinity;
    for (;;) {
      // Called while a file is open, and each has a packet.
      const file = this.#earliest()!;
      const head = file.head!;
      if (next !== undefined && due < Infinity && timeOf(file) >= due) {
        if (isFull) this.#reportLate(next);
        else if (packets.length > 0) return { packets, dry: undefined };
      }
      packets.push(this.#renumbered(file, head));
      file.take();
      if (file.head === undefined || this.packets >= this.#limits.packets) return { packets, dry: file };
    }
  }

  #earliest(): CaptureFile | undefined {
    let earliest: CaptureFile | undefined;
    for (const file of this.#open) {
      if (earliest === undefined || timeOf(file) < timeOf(earliest)) earliest = file;
    }
    return earliest;
  }

  #renumbered(
    file: CaptureFile,
    { bytes, start, end, offset, source, timeNs, linkType, originalLength }: Packet,
  ): Packet {
    const base = file.index * FILE_STRIDE;
    const packet = {
      frame: ++this.packets,
      timeNs: file.shiftNs + timeNs,
      linkType,
      bytes,
      start,
      end,
      offset: base + offset,
      originalLength,
    };
    return source === undefined ? packet : { ...packet, source: source.map((piece) => movedPiece(piece, base)) };
  }

  async #finish(file: CaptureFile): Promise<void> {
    const at = this.#open.indexOf(file);
    if (at < 0) return;
    this.#open.splice(at, 1);
    file.handOver(this.diagnostics);
    await file.rewind();
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

  #reportLate(file: CaptureFile): void {
    if (this.#late === file) return;
    this.#late = file;
    const detail = `The times of more than ${this.#limits.filesAtOnce} files overlap: this one is read when another has ended, so its packets come late.`;
    this.diagnostics.report('limit-files', { file: file.name, detail });
  }

  #reportTooMany(): void {
    const detail = `The capture has more than ${this.#limits.packets} packets: the rest was not read.`;
    this.diagnostics.reportDamage('limit-records', { detail });
  }
}

/** Tells which file it is about, where only a place among all files is known. */
class FilesDiagnostics extends CaptureDiagnostics {
  readonly #files: readonly CaptureFile[];

  constructor(files: readonly CaptureFile[]) {
    super();
    this.#files = files;
  }

  override report(code: CaptureDiagnosticCode, sample: DiagnosticSample): void {
    const { offset } = sample;
    if (offset === undefined || sample.file !== undefined) {
      super.report(code, sample);
      return;
    }
    const file = this.#files[Math.floor(offset / FILE_STRIDE)]?.name;
    super.report(code, { ...sample, ...(file === undefined ? {} : { file }), offset: offset % FILE_STRIDE });
  }
}

/** When the file's next packet is due; what tells no time comes last. */
function timeOf({ isTimed, shiftNs, head }: CaptureFile): number {
  return isTimed && head !== undefined ? shiftNs + head.timeNs : Infinity;
}

function movedPiece(piece: PlacePiece, base: number): PlacePiece {
  return piece.bytes === undefined ? { offset: base + piece.offset, length: piece.length } : piece;
}

/** Files without times behind those with; in the order in which they were named where there is no other. */
function byTime(one: CaptureFile, other: CaptureFile): number {
  if (one.isTimed !== other.isTimed) return one.isTimed ? -1 : 1;
  if (one.firstNs !== other.firstNs) return one.firstNs < other.firstNs ? -1 : 1;
  return one.index - other.index;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== '');
}
