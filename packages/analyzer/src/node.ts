/** Captures in files and pipes: the only part of the analyzer that needs Node. */

import { constants, createReadStream, open as openDescriptor } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { analyzeInThreads } from './ahead/node-thread.ts';
import type { Analysis, AnalyzeOptions } from './analysis.ts';
import { analyze } from './analyze.ts';
import { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import { CaptureError } from './capture/capture-error.ts';
import { CaptureFiles, type CaptureFilesOptions } from './capture/capture-files.ts';
import type { CaptureInput } from './capture/capture-input.ts';
import { COMPRESSION_MAGIC_BYTES, compressionOf, type DecompressOptions, decompressed } from './capture/decompress.ts';
import { InflateError } from './capture/inflate.ts';
import { inflateZstd, inflateZstdByScript, type ZstdDecoder } from './capture/inflate-zstd.ts';
import type { ZstdPiece } from './capture/zstd-frames.ts';
import { type Place, pieceLength, placeLength } from './capture/place.ts';
import { defaultTlsLimits } from './transport/tls/tls-limits.ts';

export { CaptureError } from './capture/capture-error.ts';
export type { CaptureInput } from './capture/capture-input.ts';

const CHUNK_BYTES = 1024 * 1024;

export type OpenCaptureOptions = {
  /**
   * Whether `read` will be asked for. A pipe cannot be read twice, so what it gave is kept in a temporary file;
   * `false` saves that where rows are only printed as they come.
   */
  readonly keep?: boolean;
  /** Bytes read at once; twice as many are held in memory. */
  readonly chunkBytes?: number;
};

/** Opens a capture file, or with `-` the standard input. Throws a `CaptureError` where there is nothing to read. */
export async function openCapture(name: string, options: OpenCaptureOptions = {}): Promise<CaptureInput> {
  const keep = options.keep ?? true;
  if (name === '-') return new PipeInput('the standard input', async () => process.stdin, keep);
  try {
    const facts = await stat(name);
    if (facts.isDirectory()) throw new CaptureError('input-directory', `"${name}" is a directory, not a capture.`);
    if (facts.isFIFO())
      return new PipeInput(
        `"${name}"`,
        () => openNamedPipe(name),
        keep,
        () => wakeNamedPipe(name),
      );
    if (!facts.isFile()) return new PipeInput(`"${name}"`, async () => createReadStream(name), keep);
    return await openFile(name, options.chunkBytes ?? CHUNK_BYTES);
  } catch (error) {
    throw inputError(`"${name}"`, error);
  }
}

/** A thread more takes time to begin, and compiles its code anew: below this size a capture is analysed as soon without it. */
const THREAD_BYTES = 128 * 1024 * 1024;

/**
 * The same as `analyze(capture.chunks(), options)`, with the same result. A large file is read in a thread of its own, so that two processors share the work:
 * `threads` says whether one is, where its size is not to.
 */
export async function analyzeCapture(
  capture: CaptureInput,
  options: AnalyzeOptions & { readonly threads?: 1 | 2 } = {},
): Promise<Analysis> {
  const { threads, ...rest } = options;
  const own = { diagnostics: capture.diagnostics, ...rest };
  if (!(capture instanceof FileInput)) return analyze(capture.chunks(), own);
  const isWorthIt = capture.size >= THREAD_BYTES && availableParallelism() > 1;
  if (threads === 1 || (threads === undefined && !isWorthIt)) return analyze(capture.chunks(), own);
  return analyzeInThreads(capture.path, own, (bytesRead) => {
    capture.bytesRead = bytesRead;
  });
}

/** Of each of several files, of which many may be open. */
const SMALL_CHUNK_BYTES = 64 * 1024;

/** Opens several captures as one, in order of time. What of them cannot be read is told in `failures`. */
export async function openCaptures(
  names: readonly string[],
  options: OpenCaptureOptions & CaptureFilesOptions = {},
): Promise<CaptureFiles> {
  const files = names.map((name) => ({
    name: name === '-' ? 'stdin' : name,
    open: () => openCapture(name, { chunkBytes: SMALL_CHUNK_BYTES, ...options }),
  }));
  return CaptureFiles.open(files, options);
}

async function openFile(name: string, chunkBytes: number): Promise<CaptureInput> {
  const file = await open(name, 'r');
  try {
    const { size } = await file.stat();
    const head = new Uint8Array(COMPRESSION_MAGIC_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const isCompressed = compressionOf(head.subarray(0, bytesRead)) !== undefined;
    return isCompressed
      ? new CompressedFileInput(name, file, size, chunkBytes)
      : new FileInput(name, file, size, chunkBytes);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A plain file: read in large pieces, and again at any place. */
class FileInput implements CaptureInput {
  readonly size: number;
  bytesRead = 0;
  readonly diagnostics: CaptureDiagnostics = new CaptureDiagnostics();
  readonly path: string;
  protected readonly name: string;
  readonly #file: FileHandle;
  readonly #chunkBytes: number;

  constructor(name: string, file: FileHandle, size: number, chunkBytes: number) {
    this.path = name;
    this.name = `"${name}"`;
    this.#file = file;
    this.size = size;
    this.#chunkBytes = chunkBytes;
  }

  chunks(): AsyncIterable<Uint8Array> {
    return this.stored();
  }

  async read(place: Place): Promise<Uint8Array> {
    try {
      return await readPlace(this.#file, place);
    } catch (error) {
      throw inputError(this.name, error);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Two buffers take turns: while one is analysed, the other is filled. */
  protected async *stored(): AsyncGenerator<Uint8Array, void, undefined> {
    const chunkBytes = this.#chunkBytes;
    let [current, other] = [new Uint8Array(chunkBytes), new Uint8Array(chunkBytes)];
    this.bytesRead = 0;
    let next = this.#file.read(current, 0, chunkBytes, 0);
    try {
      for (;;) {
        const { bytesRead } = await next;
        if (bytesRead === 0) return;
        this.bytesRead += bytesRead;
        next = this.#file.read(other, 0, chunkBytes, this.bytesRead);
        // Awaited in the next turn, or below where the reader has had enough.
        next.catch(() => {});
        yield current.subarray(0, bytesRead);
        [current, other] = [other, current];
      }
    } catch (error) {
      throw inputError(this.name, error);
    } finally {
      await next.catch(() => {});
    }
  }
}

/** A gzip or zstd file: inflated as it is read, and once more into a temporary file when a message is asked for. */
class CompressedFileInput extends FileInput {
  #copy: Promise<TemporaryCopy> | undefined;

  override chunks(): AsyncIterable<Uint8Array> {
    return decompressed(this.stored(), this.diagnostics, byZlib);
  }

  override async read(place: Place): Promise<Uint8Array> {
    this.#copy ??= this.#inflate();
    const copy = await this.#copy;
    return copy.read(place);
  }

  override async close(): Promise<void> {
    await (await this.#copy)?.close();
    await super.close();
  }

  async #inflate(): Promise<TemporaryCopy> {
    const copy = await TemporaryCopy.create();
    for await (const chunk of decompressed(this.stored(), new CaptureDiagnostics(), byZlib)) await copy.append(chunk);
    return copy;
  }
}

/** The standard input, or a named pipe: comes once. */
class PipeInput implements CaptureInput {
  readonly size: undefined = undefined;
  bytesRead = 0;
  readonly diagnostics: CaptureDiagnostics = new CaptureDiagnostics();
  readonly #name: string;
  readonly #open: () => Promise<Readable>;
  readonly #keep: boolean;
  readonly #wake: (() => Promise<void>) | undefined;
  #opening: 'not yet' | 'waiting' | 'done' = 'not yet';
  #stream: Readable | undefined;
  #copy: TemporaryCopy | undefined;

  /** `wake`: ends the waiting for somebody who writes. */
  constructor(name: string, openStream: () => Promise<Readable>, keep: boolean, wake?: () => Promise<void>) {
    this.#name = name;
    this.#open = openStream;
    this.#keep = keep;
    this.#wake = wake;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.bytesRead > 0) throw new TypeError('A pipe gives its bytes once.');
    if (this.#keep) this.#copy = await TemporaryCopy.create();
    for await (const chunk of decompressed(this.#stored(), this.diagnostics, byZlib)) {
      await this.#copy?.append(chunk);
      yield chunk;
    }
  }

  async read(place: Place): Promise<Uint8Array> {
    if (this.#copy === undefined) throw new TypeError('The bytes of this pipe were not kept.');
    return this.#copy.read(place);
  }

  /** What waits for more of the pipe then ends. */
  async close(): Promise<void> {
    this.#stream?.destroy();
    if (this.#opening === 'waiting') await this.#wake?.();
    await this.#copy?.close();
  }

  async *#stored(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      this.#opening = 'waiting';
      this.#stream = await this.#open();
      this.#opening = 'done';
      for await (const chunk of this.#stream) {
        this.bytesRead += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw inputError(this.#name, error);
    }
  }
}

/**
 * As a socket: what is waited for in a pipe that is read as a file would keep the process from ending. A pipe is open once somebody
 * writes to it.
 */
async function openNamedPipe(name: string): Promise<Readable> {
  return new Socket({ fd: await promisify(openDescriptor)(name, 'r'), readable: true, writable: false });
}

/** A pipe that nobody writes to cannot be opened, nor its opening be given up: this opens and ends it. */
async function wakeNamedPipe(name: string): Promise<void> {
  try {
    const writer = await open(name, constants.O_WRONLY | constants.O_NONBLOCK);
    await writer.close();
  } catch {
    // Nobody waits for it, or it is gone.
  }
}

/** Bytes kept in a temporary file that only we can read; its name is removed at once where the system allows that. */
class TemporaryCopy {
  readonly #directory: string;
  readonly #file: FileHandle;
  #waiting = new Uint8Array(CHUNK_BYTES);
  #waitingBytes = 0;
  #written = 0;

  private constructor(directory: string, file: FileHandle) {
    this.#directory = directory;
    this.#file = file;
  }

  static async create(): Promise<TemporaryCopy> {
    try {
      const directory = await mkdtemp(path.join(tmpdir(), 'sipscope-capture-'));
      const file = await open(path.join(directory, 'capture'), 'wx+', 0o600);
      // Windows keeps the name of an open file: `close` removes it there.
      await rm(directory, { recursive: true }).catch(() => {});
      return new TemporaryCopy(directory, file);
    } catch (error) {
      throw inputError('The temporary copy of the capture', error);
    }
  }

  async append(chunk: Uint8Array): Promise<void> {
    if (this.#waitingBytes + chunk.length > this.#waiting.length) await this.#flush();
    if (chunk.length > this.#waiting.length) {
      await this.#write(chunk);
      return;
    }
    this.#waiting.set(chunk, this.#waitingBytes);
    this.#waitingBytes += chunk.length;
  }

  async read(place: Place): Promise<Uint8Array> {
    try {
      await this.#flush();
      return await readPlace(this.#file, place);
    } catch (error) {
      throw inputError('The temporary copy of the capture', error);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting.slice(0, this.#waitingBytes);
    this.#waitingBytes = 0;
    await this.#write(waiting);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const at = this.#written;
    this.#written += bytes.length;
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
  }
}

async function readPlace(file: FileHandle, place: Place): Promise<Uint8Array> {
  const bytes = new Uint8Array(placeLength(place));
  let at = 0;
  for (const piece of place) {
    const length = pieceLength(piece);
    if (piece.bytes !== undefined) bytes.set(piece.bytes, at);
    else await readPiece(file, bytes.subarray(at, at + length), piece.offset);
    at += length;
  }
  return bytes;
}

async function readPiece(file: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, offset + done);
    if (bytesRead === 0) throw new Error('it ends before the message that was asked for');
    done += bytesRead;
  }
}

/** Reads a key log file for `AnalyzeOptions.keyLog`; of one that is too large, as much as shows it. Throws a `CaptureError` where it cannot be read. */
export async function readKeyLogFile(name: string): Promise<Uint8Array> {
  try {
    const chunks: Buffer[] = [];
    // One byte more than is used: the analysis tells that the rest was not.
    for await (const chunk of createReadStream(name, { end: defaultTlsLimits.keyLogBytes }))
      chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (error) {
    throw inputError(`"${name}"`, error);
  }
}

/** What the system says of an input, in a sentence. */
function inputError(name: string, error: unknown): CaptureError {
  if (error instanceof CaptureError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const options = { cause: error };
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new CaptureError('input-missing', `There is no file ${name}.`, options);
  if (code === 'EISDIR') return new CaptureError('input-directory', `${name} is a directory, not a capture.`, options);
  if (code === 'EACCES' || code === 'EPERM') {
    return new CaptureError('input-unreadable', `${name} cannot be read: permission was denied.`, options);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new CaptureError('input-unreadable', `${name} cannot be read: ${reason}.`, options);
}

/** Inflates gzip by Node's zlib: see `Inflate`. Several members in a row are one stream, as RFC 1952 §2.2 has it. */
async function* inflateByZlib(
  slices: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const gunzip = new ZlibStream(zlib.createGunzip());
  try {
    for await (const slice of slices) yield* gunzip.write(slice);
    yield* gunzip.end();
  } finally {
    gunzip.destroy();
  }
}

/** Inflates zstd by Node's zlib, which does not tell frames apart by itself: it is given one after the other. */
class ZlibZstdDecoder implements ZstdDecoder {
  // All streams of zlib can be begun anew; the types tell it of some.
  readonly #zstd = zlib.createZstdDecompress() as zlib.ZstdDecompress & zlib.ZlibReset;
  readonly #stream = new ZlibStream(this.#zstd);

  async *decode({ bytes, isLast }: ZstdPiece): AsyncGenerator<Uint8Array, void, undefined> {
    yield* this.#stream.write(bytes);
    if (isLast) this.#zstd.reset();
  }

  close(): void {
    this.#stream.destroy();
  }
}

/** A stream of Node's zlib that is asked for what each slice holds. */
class ZlibStream {
  readonly #stream: zlib.Gunzip | zlib.ZstdDecompress;
  readonly #out: Uint8Array[] = [];
  readonly #closed: Promise<void>;
  #failure: unknown;

  constructor(stream: zlib.Gunzip | zlib.ZstdDecompress) {
    this.#stream = stream;
    stream.on('data', (chunk: Uint8Array) => this.#out.push(chunk));
    stream.on('error', (error) => {
      this.#failure = error;
    });
    this.#closed = new Promise<void>((resolve) => {
      stream.on('close', resolve);
    });
  }

  /** What the slice brings out; throws an `InflateError` at damage, after what came before it. */
  async *write(slice: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    const written = new Promise<void>((resolve) => {
      this.#stream.write(slice, () => resolve());
    });
    await Promise.race([written, this.#closed]);
    // What the slice held flows before the next turn of Node's loop.
    await setImmediate();
    yield* this.#taken();
  }

  /** The rest. */
  async *end(): AsyncGenerator<Uint8Array, void, undefined> {
    this.#stream.end();
    await this.#closed;
    yield* this.#taken();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  *#taken(): Generator<Uint8Array, void, undefined> {
    yield* this.#out.splice(0);
    if (this.#failure !== undefined) throw new InflateError(this.#failure);
  }
}

/** How compressed captures are inflated in Node; its versions 22.12 to 22.14 have no zstd. */
export const byZlib: Required<Pick<DecompressOptions, 'inflaters'>> = {
  inflaters: {
    gzip: inflateByZlib,
    zstd: 'createZstdDecompress' in zlib ? (slices) => inflateZstd(slices, new ZlibZstdDecoder()) : inflateZstdByScript,
  },
};
