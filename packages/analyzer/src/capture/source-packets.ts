import { CaptureDiagnostics } from './capture-diagnostics.ts';
import { CaptureError } from './capture-error.ts';
import type { CaptureFiles } from './capture-files.ts';
import type { CaptureInput } from './capture-input.ts';
import { type CaptureLimits, defaultCaptureLimits } from './capture-limits.ts';
import { CaptureReader } from './capture-reader.ts';
import { type DecompressOptions, decompressed } from './decompress.ts';
import { type ForeignPacket, type ForeignPacketOptions, ForeignPackets } from './foreign-packet.ts';
import { packetsOfChunks } from './packet-input.ts';
import type { CaptureClock, Packet } from './packet.ts';
import type { TsharkPacket } from './tshark-packet.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Where a capture comes from: its bytes, as they are or compressed with gzip or zstd, whole or in chunks split anywhere; a `Blob` or `File`; what
 * `openCapture`, `openCaptures` or `openBlob` opened; packets of another reader; or what `tshark -T ek -x` writes.
 */
export type CaptureSource =
  | string
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | CaptureInput
  | CaptureFiles
  | AsyncIterable<SourceItem>
  | Iterable<SourceItem>;

/** All of a source's items are of one kind: chunks of bytes, packets, or lines. */
export type SourceItem = Uint8Array | ForeignPacket | string;

export type SourceOptions = ForeignPacketOptions &
  Pick<DecompressOptions, 'inflaters'> & {
    /** Takes what is wrong with the capture. An opened capture has its own. */
    readonly diagnostics?: CaptureDiagnostics;
    readonly limits?: Partial<CaptureLimits>;
    /** Ends the reading, also while it waits: what is complete was given. */
    readonly signal?: AbortSignal;
    /** Takes the TLS key logs that a pcapng carries, each before the packets behind it. */
    readonly onSecrets?: (text: string) => void;
  };

/** Packets at once; those given before are then no longer valid. */
type Batches = AsyncGenerator<readonly Packet[], void, undefined>;

/** The packets of any source. */
export class SourcePackets {
  readonly diagnostics: CaptureDiagnostics;
  readonly #source: CaptureSource;
  readonly #options: SourceOptions;
  #reading: { readonly clock: CaptureClock } | undefined;

  constructor(source: CaptureSource, options: SourceOptions) {
    this.#source = source;
    this.#options = options;
    this.diagnostics = isOpened(source) ? source.diagnostics : (options.diagnostics ?? new CaptureDiagnostics());
  }

  /** Known with the first packet. */
  get epochNs(): bigint {
    return this.#reading?.clock.epochNs ?? 0n;
  }

  async *batches(): Batches {
    const source = this.#source;
    const { signal, onSecrets } = this.#options;
    if (typeof source === 'string') {
      yield* this.#items(source.split('\n'));
    } else if (isOpened(source)) {
      if ('batches' in source) yield* this.#from(source, source.batches({ signal, onSecrets }));
      else yield* this.#chunks(source.chunks());
    } else if (source instanceof Uint8Array) {
      yield* this.#items([source]);
    } else if (source instanceof ArrayBuffer) {
      yield* this.#items([new Uint8Array(source)]);
    } else if (source instanceof Blob) {
      yield* this.#items(itemsOfStream(source.stream()));
    } else {
      yield* this.#items('getReader' in source ? itemsOfStream(source) : source);
    }
  }

  #from(reading: { readonly clock: CaptureClock }, batches: Batches): Batches {
    this.#reading = reading;
    return batches;
  }

  /** The first item tells of what kind all are. */
  async *#items(items: AsyncIterable<SourceItem> | Iterable<SourceItem>): Batches {
    const iterator = untilAborted(items, this.#options.signal);
    try {
      const first = await iterator.next();
      if (first.done === true) {
        if (this.#options.signal?.aborted === true) return;
        throw new CaptureError('capture-empty', 'The capture is empty: it has 0 bytes.', { offset: 0 });
      }
      const all = withFirst(first.value, iterator);
      if (!(first.value instanceof Uint8Array)) yield* this.#foreign(all);
      // The items are of one kind.
      else if (isJson(first.value)) yield* this.#foreign(linesOf(all as AsyncIterable<Uint8Array>));
      else yield* this.#compressed(all as AsyncIterable<Uint8Array>);
    } finally {
      await iterator.return();
    }
  }

  #compressed(chunks: AsyncIterable<Uint8Array>): Batches {
    const { limits, inflaters } = this.#options;
    const options = {
      limits: { ...defaultCaptureLimits, ...limits },
      ...(inflaters === undefined ? {} : { inflaters }),
    };
    return this.#chunks(decompressed(chunks, this.diagnostics, options));
  }

  #chunks(chunks: AsyncIterable<Uint8Array>): Batches {
    const { limits, onSecrets, signal } = this.#options;
    const reader = new CaptureReader({
      diagnostics: this.diagnostics,
      ...(limits === undefined ? {} : { limits }),
      ...(onSecrets === undefined ? {} : { onSecrets }),
    });
    return this.#from(reader, packetsOfChunks(chunks, reader, signal));
  }

  async *#foreign(items: AsyncIterable<SourceItem>): Batches {
    const foreign = new ForeignPackets(this.#options);
    this.#reading = foreign;
    for await (const item of items) {
      if (item instanceof Uint8Array) throw new TypeError('A source gives chunks of bytes or packets, not both.');
      const packet = typeof item === 'string' ? receiveLine(foreign, item) : foreign.receive(item);
      if (packet !== undefined) yield [packet];
    }
  }
}

function isOpened(source: CaptureSource): source is CaptureInput | CaptureFiles {
  return typeof source === 'object' && 'diagnostics' in source && 'read' in source;
}

/** An object a line begins like this: what `tshark -T ek` writes. No capture does. */
function isJson(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b;
}

function receiveLine(foreign: ForeignPackets, line: string): Packet | undefined {
  if (line.trim() === '') return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (cause) {
    throw new CaptureError('capture-format', 'A line is not the JSON that tshark -T ek -x writes.', { cause });
  }
  // What of it we need is looked at where it is read.
  return typeof parsed === 'object' && parsed !== null ? foreign.receive(parsed as TsharkPacket) : undefined;
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  for await (const chunk of chunks) {
    const [head = '', ...lines] = decoder.decode(chunk, { stream: true }).split('\n');
    parts.push(head);
    if (lines.length === 0) continue;
    yield parts.join('');
    const rest = lines.pop() ?? '';
    yield* lines;
    parts = [rest];
  }
  yield parts.join('') + decoder.decode();
}

async function* withFirst<Item>(first: Item, others: AsyncIterable<Item>): AsyncGenerator<Item, void, undefined> {
  yield first;
  yield* others;
}

/** By its reader: not every browser can iterate over a stream. */
async function* itemsOfStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
