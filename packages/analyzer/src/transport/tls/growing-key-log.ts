import type { Packet } from '../../capture/packet.ts';
import type { KeyLog } from './key-log.ts';
import { KeyLogLines } from './key-log-lines.ts';
import type { TlsLimits } from './tls-limits.ts';

/**
 * A key log that is still being written: its text in pieces that may be split anywhere, the first with what is there already, perhaps nothing.
 * It ends soon after the signal says that the capture has ended, with what was added until then.
 */
export type GrowingKeyLog = (captureEnded: AbortSignal) => AsyncIterable<Uint8Array>;

type Packets = AsyncIterable<readonly Packet[]> | Iterable<readonly Packet[]>;

/** The packets as they come, while the key log grows: where new keys come and no packet does, a batch without packets. */
export async function* packetsWithKeys(
  packets: Packets,
  growing: GrowingKeyLog,
  keyLog: KeyLog,
  limits: Partial<TlsLimits> = {},
): AsyncGenerator<readonly Packet[], void, undefined> {
  const reader = new GrowingKeyLogReader(growing, new KeyLogLines(keyLog, limits.keyLogLineBytes));
  const batches = new Batches(packets, () => reader.wake());
  let entries = 0;
  try {
    await reader.readFirst();
    for (;;) {
      const batch = batches.take();
      if (batch?.done === true) break;
      if (batch === undefined && keyLog.entries === entries) {
        await reader.change();
        continue;
      }
      entries = keyLog.entries;
      yield batch?.value ?? [];
    }
    await reader.end();
    yield [];
  } finally {
    reader.stop();
    await batches.close();
  }
}

/** Reads a growing key log beside something else; what goes wrong is thrown to who waits for a change. */
class GrowingKeyLogReader {
  readonly #ended = new AbortController();
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #lines: KeyLogLines;
  #reading: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #hasChanged = false;
  #wake: () => void = () => {};

  constructor(growing: GrowingKeyLog, lines: KeyLogLines) {
    this.#pieces = growing(this.#ended.signal)[Symbol.asyncIterator]();
    this.#lines = lines;
  }

  /** Resolves when what was there at first is read; the rest is read as it comes. */
  async readFirst(): Promise<void> {
    const isLast = await this.#readPiece();
    this.#reading = isLast ? Promise.resolve() : this.#readOn();
  }

  /** Resolves when there may be something new, here or where `wake` is called. */
  async change(): Promise<void> {
    if (!this.#hasChanged) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#hasChanged = false;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  wake(): void {
    this.#hasChanged = true;
    this.#wake();
  }

  /** The capture has ended: resolves when what was added until then is read. */
  async end(): Promise<void> {
    this.stop();
    await this.#reading;
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#lines.end();
  }

  stop(): void {
    this.#ended.abort();
  }

  async #readOn(): Promise<void> {
    try {
      while (!(await this.#readPiece())) this.wake();
    } catch (error) {
      this.#failure = { error };
      this.wake();
    }
  }

  /** Whether it was the last. */
  async #readPiece(): Promise<boolean> {
    const { done, value } = await this.#pieces.next();
    if (done === true) return true;
    this.#lines.receive(value);
    return false;
  }
}

/** Batches of packets, each asked for when the one before was taken. */
class Batches {
  readonly #iterator: AsyncIterator<readonly Packet[]> | Iterator<readonly Packet[]>;
  readonly #onCome: () => void;
  #come: IteratorResult<readonly Packet[]> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #isAwaited = false;

  constructor(packets: Packets, onCome: () => void) {
    this.#iterator = Symbol.asyncIterator in packets ? packets[Symbol.asyncIterator]() : packets[Symbol.iterator]();
    this.#onCome = onCome;
  }

  /** The next, if it has come; else it is asked for, and `onCome` tells that it has. */
  take(): IteratorResult<readonly Packet[]> | undefined {
    if (this.#failure !== undefined) throw this.#failure.error;
    const come = this.#come;
    this.#come = undefined;
    if (come === undefined && !this.#isAwaited) void this.#ask();
    return come;
  }

  async close(): Promise<void> {
    const closing = Promise.resolve(this.#iterator.return?.()).catch(() => undefined);
    // What waits for a batch would not be closed before it comes.
    if (!this.#isAwaited) await closing;
  }

  async #ask(): Promise<void> {
    this.#isAwaited = true;
    try {
      this.#come = await this.#iterator.next();
    } catch (error) {
      this.#failure = { error };
    }
    this.#isAwaited = false;
    this.#onCome();
  }
}
