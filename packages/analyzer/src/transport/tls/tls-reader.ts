import type { Delivery } from '../delivery.ts';
import { protocolNumber } from '../protocol-counts.ts';
import type { Direction, StreamChunk, StreamReader } from '../stream.ts';
import { type RecordEvent, RecordReader } from './record-reader.ts';
import type { TlsConnections } from './tls-connections.ts';
import { TlsConversation } from './tls-conversation.ts';
import { WaitingEvents } from './waiting-events.ts';

const withoutKeys = protocolNumber('TLS without keys');
const begunBefore = protocolNumber('TLS begun before the capture');
/** Only its handshake, or what no key would decrypt. */
const otherTls = protocolNumber('other TLS');

/**
 * One TLS connection: what its records of application data carry is handed on. Each direction goes on as far as it can; it waits where it needs the hello
 * of the other, or a key that the key log does not have yet.
 */
export class TlsReader implements StreamReader {
  readonly #shared: TlsConnections;
  readonly #records: readonly [RecordReader, RecordReader];
  readonly #waiting: WaitingEvents;
  readonly #conversation: TlsConversation;
  /** Who reads what was decrypted, once something was. */
  #carried: StreamReader | undefined;
  /** Changes in what is known of the connection when what waits was last looked at. */
  #seen = 0;

  constructor(shared: TlsConnections, carried: () => StreamReader) {
    this.#shared = shared;
    this.#records = [new RecordReader(shared.held), new RecordReader(shared.held)];
    this.#waiting = new WaitingEvents(shared.held, shared.limits.waitingBytes);
    this.#conversation = new TlsConversation(shared, () => (this.#carried = carried()));
  }

  /** What it carries, as far as it could be decrypted. */
  get protocol(): number {
    if (this.#carried !== undefined) return this.#carried.protocol ?? -1;
    if (this.#conversation.isWithoutHandshake) return begunBefore;
    return this.#conversation.lacksKey ? withoutKeys : otherTls;
  }

  /** What waits for a key is not counted: it does not grow less where nothing more comes, and has a limit of its own. */
  get waitingBytes(): number {
    const [there, back] = this.#records;
    return there.heldBytes + back.heldBytes + this.#conversation.waitingBytes;
  }

  receive(direction: Direction, chunk: StreamChunk): readonly Delivery[] {
    // Where nothing can be read, not even records are looked for.
    if (this.#conversation.isClosed(direction)) return [];
    return this.#take(direction, this.#records[direction].receive(chunk));
  }

  gap(direction: Direction, lengthBytes: number): readonly Delivery[] {
    if (this.#conversation.isClosed(direction)) return [];
    return this.#take(direction, this.#records[direction].gap(lengthBytes));
  }

  end(direction: Direction): readonly Delivery[] {
    return this.#take(direction, this.#records[direction].end());
  }

  /** There may be a key now for what waits. */
  retry(): readonly Delivery[] {
    this.#goOn();
    return this.#conversation.takeDeliveries();
  }

  #take(direction: Direction, events: readonly RecordEvent[]): readonly Delivery[] {
    for (const event of events) {
      if (this.#waiting.has(direction) || !this.#conversation.handle(direction, event)) this.#wait(direction, event);
      if (this.#conversation.changes !== this.#seen) this.#goOn();
    }
    return this.#conversation.takeDeliveries();
  }

  #wait(direction: Direction, event: RecordEvent): void {
    if (this.#waiting.add(direction, event)) {
      if (this.#conversation.lacksKey) this.#shared.waiting.add(this);
      return;
    }
    this.#shared.countGivenUp();
    this.#conversation.close();
    this.#goOn();
    this.#conversation.handle(direction, event);
  }

  /** Reads what waits, in the order it came in, as far as that is possible now. */
  #goOn(): void {
    const isStuck = [false, false];
    for (;;) {
      if (this.#conversation.changes !== this.#seen) isStuck.fill(false);
      this.#seen = this.#conversation.changes;
      const direction = this.#waiting.next(isStuck);
      if (direction === undefined) break;
      // `next` names a direction in which something waits.
      if (this.#conversation.handle(direction, this.#waiting.first(direction)!)) this.#waiting.shift(direction);
      else isStuck[direction] = true;
    }
    if (this.#waiting.isEmpty) this.#shared.waiting.delete(this);
  }
}
