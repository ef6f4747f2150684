import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import { type CaptureFile, FILE_STRIDE } from './capture-file.ts';
import type { CaptureLimits } from './capture-limits.ts';
import type { CaptureClock, Packet } from './packet.ts';
import type { PlacePiece } from './place.ts';

type FileMergeOptions = {
  readonly limits: CaptureLimits;
  readonly diagnostics: CaptureDiagnostics;
  /** What is done with a file, `undefined` where it turns out to be unreadable. */
  readonly attempt: <T>(file: CaptureFile, act: () => Promise<T>) => Promise<T | undefined>;
};

/** The packets of several files in order of time, numbered through. A file is opened when its time comes and closed behind its last packet. */
export class FileMerge {
  packets = 0;
  readonly #limits: CaptureLimits;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #attempt: FileMergeOptions['attempt'];
  /** In order of time; those that tell none come last. */
  readonly #waiting: CaptureFile[] = [];
  readonly #open: CaptureFile[] = [];
  /** The last that was reported to be read too late. */
  #late: CaptureFile | undefined;

  constructor({ limits, diagnostics, attempt }: FileMergeOptions) {
    this.#limits = limits;
    this.#diagnostics = diagnostics;
    this.#attempt = attempt;
  }

  /** A file that has packets. */
  add(file: CaptureFile): void {
    this.#waiting.push(file);
  }

  /** All files have been added. Gives the clock of their packets. */
  arrange(): Pick<CaptureClock, 'epochNs' | 'decimals'> {
    this.#waiting.sort(byTime);
    const epochNs = this.#waiting[0]?.firstNs ?? 0n;
    const decimals = this.#waiting.reduce((most, file) => Math.max(most, file.decimals), 0) || 6;
    for (const file of this.#waiting) {
      file.shiftNs = Number(file.firstNs - epochNs);
      file.startNs = file.isTimed ? file.shiftNs : Infinity;
    }
    // Files that are so far apart: nanoseconds between them are no longer exact.
    const isFar = this.#waiting.some(({ shiftNs }) => Math.abs(shiftNs) > Number.MAX_SAFE_INTEGER);
    return { epochNs, decimals: isFar ? Math.min(decimals, 6) : decimals };
  }

  /** As many at once as are at hand. Those given before are then no longer valid. */
  async *batches(): AsyncGenerator<readonly Packet[], void, undefined> {
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

  /** The files that are open are not read on. */
  end(): void {
    for (const file of this.#open.splice(0)) file.handOver(this.#diagnostics);
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
    file.handOver(this.#diagnostics);
    await file.rewind();
  }

  #reportLate(file: CaptureFile): void {
    if (this.#late === file) return;
    this.#late = file;
    const detail = `The times of more than ${this.#limits.filesAtOnce} files overlap: this one is read when another has ended, so its packets come late.`;
    this.#diagnostics.report('limit-files', { file: file.name, detail });
  }

  #reportTooMany(): void {
    const detail = `The capture has more than ${this.#limits.packets} packets: the rest was not read.`;
    this.#diagnostics.reportDamage('limit-records', { detail });
  }
}

/** Files without times behind those with; in the order in which they were named where there is no other. */
export function byTime(one: CaptureFile, other: CaptureFile): number {
  if (one.isTimed !== other.isTimed) return one.isTimed ? -1 : 1;
  if (one.firstNs !== other.firstNs) return one.firstNs < other.firstNs ? -1 : 1;
  return one.index - other.index;
}

/** When the file's next packet is due; what tells no time comes last. */
function timeOf({ isTimed, shiftNs, head }: CaptureFile): number {
  return isTimed && head !== undefined ? shiftNs + head.timeNs : Infinity;
}

function movedPiece(piece: PlacePiece, base: number): PlacePiece {
  return piece.bytes === undefined ? { offset: base + piece.offset, length: piece.length } : piece;
}
