import { type Delivery, noDeliveries } from './delivery.ts';
import { lineProtocol } from './other-protocol.ts';
import { SipStream } from './sip-stream.ts';
import { skipLineBreaks } from './skip-line-breaks.ts';
import type { Connection, Direction, StreamChunk, StreamReader } from './stream.ts';
import type { StreamContext } from './stream-context.ts';
import { type StreamProtocol, streamProtocols } from './stream-protocols.ts';
import { UnreadStream } from './unread-stream.ts';

/** First bytes of a direction that are kept until a protocol is known by them. */
const maxOpeningBytes = 16 * 1024;
/** Bytes of a direction in which a SIP message is looked for where its first bytes tell nothing. */
const maxScanBytes = 64 * 1024;
/** What a kept chunk counts for besides its bytes. */
const chunkCost = 256;

/** One direction until it is decided what the connection carries. */
type Opening = {
  /** Its first bytes, put together. */
  bytes: Uint8Array;
  /** Whether they were looked at in vain: from then on a message is looked for further on. */
  isScanned: boolean;
  scannedBytes: number;
};

type KeptChunk = { readonly direction: Direction; readonly chunk: StreamChunk };

/**
 * Finds out by the first bytes of either direction what a connection carries, and hands it to that protocol's reader. What they may be stands in
 * `streamProtocols` (`stream-protocols.ts`): another protocol is another row there, with `begins`, which looks at the first bytes, and `read`, which makes
 * its `StreamReader`. Where they tell nothing, as in the midst of a message, a SIP message is looked for a little further on; a connection where none is found is read no more.
 */
export class StreamProbe implements StreamReader {
  readonly #connection: Connection;
  readonly #context: StreamContext;
  #reader: StreamReader | undefined;
  /** Reads what tells nothing, for SIP that begins in it. */
  #scan: SipStream | undefined;
  #openings: [Opening | undefined, Opening | undefined] = [undefined, undefined];
  #kept: KeptChunk[] = [];
  #keptBytes = 0;
  /** Bytes lost before anyone reads. */
  #gaps: [number, number] = [0, 0];
  #isOther = false;
  readonly #unread: UnreadStream;

  constructor(connection: Connection, context: StreamContext) {
    this.#connection = connection;
    this.#context = context;
    this.#unread = new UnreadStream(connection, context.isSecure);
  }

  /** True once it is sure that nothing of this connection is read: what comes is counted only. */
  get isOther(): boolean {
    return this.#isOther;
  }

  /** True once it is sure who reads it. */
  get isKnown(): boolean {
    return this.#reader !== undefined && this.#reader.isSure !== false;
  }

  /** What it carries that is no SIP, as a number of `ProtocolCounts`; -1 of SIP, and of what is counted as it is read. */
  get protocol(): number {
    return this.#reader === undefined ? this.#unread.protocol : (this.#reader.protocol ?? -1);
  }

  get waitingBytes(): number {
    if (this.#reader !== undefined) return this.#reader.waitingBytes ?? 0;
    return this.#keptBytes + (this.#scan?.waitingBytes ?? 0);
  }

  /** Data was sent, which may have to wait for what comes before it. */
  expectData(): void {
    this.#unread.hasData = true;
  }

  receive(direction: Direction, chunk: StreamChunk): readonly Delivery[] {
    if (this.#reader !== undefined) return this.#reader.receive(direction, chunk);
    if (this.#isOther) return noDeliveries;
    const deliveries = this.#look(direction, chunk);
    if (this.#reader === undefined) this.#unread.receive(direction, chunk);
    return deliveries;
  }

  #look(direction: Direction, chunk: StreamChunk): readonly Delivery[] {
    if (this.#reader !== undefined) return this.#reader.receive(direction, chunk);
    if (this.#isOther) return noDeliveries;
    const opening = (this.#openings[direction] ??= { bytes: new Uint8Array(0), isScanned: false, scannedBytes: 0 });
    return opening.isScanned ? this.#scanOn(direction, opening, chunk) : this.#open(direction, opening, chunk);
  }

  gap(direction: Direction, lengthBytes: number): readonly Delivery[] {
    if (this.#reader !== undefined) return this.#reader.gap(direction, lengthBytes);
    this.#unread.gap();
    const deliveries = this.#readOpening(direction);
    const reader = this.#reader ?? this.#scan;
    if (reader !== undefined) return [...deliveries, ...reader.gap(direction, lengthBytes)];
    this.#gaps[direction] += lengthBytes;
    return deliveries;
  }

  end(direction: Direction): readonly Delivery[] {
    if (this.#reader !== undefined) return this.#reader.end(direction);
    const deliveries = this.#readOpening(direction);
    const reader = this.#reader ?? this.#scan;
    return reader === undefined ? deliveries : [...deliveries, ...reader.end(direction)];
  }

  /** No more bytes follow directly on the first ones of this direction. */
  #readOpening(direction: Direction): readonly Delivery[] {
    const opening = this.#openings[direction];
    return opening === undefined || opening.isScanned ? noDeliveries : this.#giveUp(direction, opening);
  }

  #open(direction: Direction, opening: Opening, chunk: StreamChunk): readonly Delivery[] {
    opening.bytes = opening.bytes.length === 0 ? chunk.bytes : joined(opening.bytes, chunk.bytes);
    const { bytes } = opening;
    const start = skipLineBreaks(bytes, 0, bytes.length);
    const isOther = lineProtocol(bytes, start, bytes.length) !== undefined;
    let isOpen = start === bytes.length;
    for (const protocol of streamProtocols) {
      if (start === bytes.length) break;
      const begins = protocol.begins(bytes, start, bytes.length, this.#connection.isClientKnown);
      if (begins === true) return this.#decide(protocol, direction, chunk);
      isOpen ||= begins === undefined && !(isOther && protocol.name === 'SIP');
    }
    if (isOpen && bytes.length < maxOpeningBytes) {
      opening.bytes = bytes === chunk.bytes ? bytes.slice() : bytes;
      this.#kept.push({ direction, chunk: { ...chunk, bytes: chunk.bytes.slice() } });
      this.#keptBytes += chunk.bytes.length + chunkCost;
      return noDeliveries;
    }
    if (isOther) return this.#stop();
    this.#kept.push({ direction, chunk });
    return this.#giveUp(direction, opening);
  }

  /** The protocol is known: what was kept is read first. */
  #decide(protocol: StreamProtocol, direction: Direction, chunk: StreamChunk): readonly Delivery[] {
    const kept = this.#kept;
    // The other direction may be in the midst of a message.
    const scan = protocol.name === 'SIP' ? this.#scan : undefined;
    const reader = scan ?? this.#tellGaps(protocol.read(this.#connection, this.#context));
    this.#reader = reader;
    this.#forget();
    if (kept.length === 0) return reader.receive(direction, chunk);
    const deliveries: Delivery[] = [];
    for (const one of [...kept, { direction, chunk }]) deliveries.push(...reader.receive(one.direction, one.chunk));
    return deliveries;
  }

  /** The first bytes of this direction tell nothing: a message may begin behind them. */
  #giveUp(direction: Direction, opening: Opening): readonly Delivery[] {
    const own = this.#kept.filter((one) => one.direction === direction);
    this.#kept = this.#kept.filter((one) => one.direction !== direction);
    opening.isScanned = true;
    opening.bytes = new Uint8Array(0);
    const deliveries: Delivery[] = [];
    for (const { chunk } of own) deliveries.push(...this.#look(direction, chunk));
    return deliveries;
  }

  #scanOn(direction: Direction, opening: Opening, chunk: StreamChunk): readonly Delivery[] {
    const found = this.#connection.isClientKnown ? undefined : foundLater(chunk);
    if (found !== undefined) return this.#decide(found, direction, chunk);
    const transport = this.#context.isSecure ? 'TLS' : 'TCP';
    const scan = (this.#scan ??= this.#tellGaps(new SipStream(this.#connection, transport, this.#context)));
    opening.scannedBytes += chunk.bytes.length;
    const deliveries = scan.receive(direction, chunk);
    if (scan.hasMessages) return this.#adopt(scan, deliveries);
    return opening.scannedBytes > maxScanBytes ? this.#stop() : deliveries;
  }

  /** A reader learns what was lost before it: nothing that it has begun to read. */
  #tellGaps<Reader extends StreamReader>(reader: Reader): Reader {
    for (const direction of [0, 1] as const) {
      if (this.#gaps[direction] > 0) reader.gap(direction, this.#gaps[direction]);
    }
    return reader;
  }

  /** A message was found: the connection carries SIP, in the other direction too. */
  #adopt(scan: SipStream, found: readonly Delivery[]): readonly Delivery[] {
    const kept = this.#kept;
    this.#reader = scan;
    this.#forget();
    if (kept.length === 0) return found;
    const deliveries = [...found];
    for (const { direction, chunk } of kept) deliveries.push(...scan.receive(direction, chunk));
    return deliveries;
  }

  /** It is another protocol. */
  #stop(): readonly Delivery[] {
    this.#isOther = true;
    this.#forget();
    return noDeliveries;
  }

  #forget(): void {
    this.#kept = [];
    this.#keptBytes = 0;
    this.#scan = undefined;
    this.#openings = [undefined, undefined];
  }
}

/** The protocol that a chunk from the midst of a connection shows. */
function foundLater({ bytes }: StreamChunk): StreamProtocol | undefined {
  return streamProtocols.find(
    ({ isFoundLater, begins }) => isFoundLater === true && begins(bytes, 0, bytes.length, false) === true,
  );
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}
