import type { Delivery } from '../delivery.ts';
import type { Direction, StreamReader } from '../stream.ts';
import { type HandshakeMessage, HandshakeReader, handshakeType } from './handshake-reader.ts';
import { readClientHello, readServerHello, readTicket } from './hello.ts';
import type { RecordEvent } from './record-reader.ts';
import { RecordProtection } from './record-protection.ts';
import type { TlsConnections } from './tls-connections.ts';
import { contentType, RECORD_HEADER_BYTES, type TlsRecord } from './tls-record.ts';
import { type Generation, type Missing, type Role, TLS_1_3, TlsSession } from './tls-session.ts';

/** What is known of one direction. */
type Side = {
  readonly handshake: HandshakeReader;
  readonly protection: RecordProtection;
  /** Known from its hello. */
  role: Role | undefined;
  /** How often its keys were changed by a ChangeCipherSpec; those that TLS 1.3 sends for the sake of old middleboxes do not count. */
  epoch: number;
  /** The next record has other keys than the one before: these. */
  change: KeyChange | undefined;
  /** Nothing of it can be read any more. */
  isClosed: boolean;
};

/** `cipher`: by a ChangeCipherSpec, as the last hellos agreed. `update`: those that follow upon these, by Finished or KeyUpdate of TLS 1.3. */
type KeyChange = { readonly kind: 'cipher' } | { readonly kind: 'update'; readonly after: Generation };

/** Follows the handshakes of a connection to its keys, and hands on what its records of application data carry. RFC 5246, RFC 8446. */
export class TlsConversation {
  readonly #shared: TlsConnections;
  readonly #session: TlsSession;
  readonly #sides: readonly [Side, Side];
  readonly #openCarried: () => StreamReader;
  #carried: StreamReader | undefined;
  #deliveries: Delivery[] = [];
  #isDecrypted = false;
  #isExplained = false;
  /** Whether it was seen that the key log has no key for it. */
  lacksKey = false;
  /** Grows where something was learnt that the other direction may have waited for. */
  changes = 0;

  constructor(shared: TlsConnections, carried: () => StreamReader) {
    this.#shared = shared;
    this.#openCarried = carried;
    this.#session = new TlsSession(shared.keyLog, shared.resumable);
    this.#sides = [newSide(shared), newSide(shared)];
  }

  isClosed(direction: Direction): boolean {
    return this.#sides[direction].isClosed;
  }

  /** What was handed on since this was last asked for. */
  takeDeliveries(): readonly Delivery[] {
    const deliveries = this.#deliveries;
    this.#deliveries = [];
    return deliveries;
  }

  /** Nothing more can be read. */
  close(): void {
    for (const side of this.#sides) this.#close(side);
  }

  /** Bytes kept of what is not complete. */
  get waitingBytes(): number {
    return this.#sides[0].handshake.heldBytes + this.#sides[1].handshake.heldBytes + (this.#carried?.waitingBytes ?? 0);
  }

  /** False where the event cannot be read before something else is known. */
  handle(direction: Direction, event: RecordEvent): boolean {
    const side = this.#sides[direction];
    switch (event.kind) {
      case 'record':
        return side.isClosed || this.#handleRecord(direction, side, event);
      case 'loss':
        if (!side.isClosed) this.#handleLoss(direction, side, event);
        return true;
      case 'end':
        this.#close(side);
        if (this.#carried !== undefined) this.#deliver(this.#carried.end(direction));
        return true;
    }
  }

  #handleLoss(direction: Direction, side: Side, loss: RecordEvent & { readonly kind: 'loss' }): void {
    if (loss.lied) {
      const detail = `${loss.lengthBytes} bytes of a TLS connection are no record: they were passed over.`;
      this.#shared.diagnostics.reportDamage('tls-record', { detail });
    }
    side.handshake.forget();
    side.protection.lose(loss.fewest, loss.most);
    this.#loseCarried(direction, loss.lengthBytes);
  }

  #handleRecord(direction: Direction, side: Side, record: TlsRecord): boolean {
    if (side.change !== undefined && !this.#changeKeys(side, side.change, record)) return side.isClosed;
    const type = record.bytes[0];
    const { generation } = side.protection;
    if (side.role === undefined) this.#handleFirst(side, record);
    else if (generation === undefined) return this.#handleUnsealed(direction, side, record);
    // What TLS 1.3 encrypts is application data from outside; a second hello or an alert may still come as they are.
    else if (!generation.isInner || type === contentType.applicationData) this.#handleSealed(direction, side, record);
    else this.#handlePlain(side, record);
    return true;
  }

  /** Until its hello was seen, a direction has no role. */
  #handleFirst(side: Side, record: TlsRecord): void {
    const type = record.bytes[0];
    if (type === contentType.alert) return;
    const message = record.bytes[RECORD_HEADER_BYTES];
    const isHello = message === handshakeType.clientHello || message === handshakeType.serverHello;
    if (type === contentType.handshake && (isHello || !side.handshake.isEmpty)) return this.#handlePlain(side, record);
    this.#explain(record, 'The capture begins inside a TLS connection: without its handshake it cannot be decrypted.');
    this.#close(side);
  }

  #handleUnsealed(direction: Direction, side: Side, record: TlsRecord): boolean {
    switch (record.bytes[0]) {
      case contentType.changeCipherSpec:
        // What follows is encrypted by what the last handshake agreed. RFC 5246 §7.1.
        side.change = { kind: 'cipher' };
        side.protection.start(undefined);
        side.handshake.forget();
        return true;
      case contentType.applicationData:
        return this.#startSealed(direction, side, record);
      default:
        if (!this.#openUnannounced(direction, side, record)) this.#handlePlain(side, record);
        return true;
    }
  }

  /** False where the keys are not known: then the record waits, unless they never will be. */
  #changeKeys(side: Side, change: KeyChange, record: TlsRecord): boolean {
    const isOfTls13 = change.kind === 'cipher' && this.#session.version(side.epoch) === TLS_1_3;
    if (!isOfTls13) {
      const keys = change.kind === 'cipher' ? this.#start(side) : (change.after.next() ?? 'key');
      if (typeof keys === 'string') return this.#miss(side, keys, record);
      side.protection.adopt(keys);
      if (change.kind === 'cipher') side.epoch++;
    }
    side.change = undefined;
    return true;
  }

  /** Application data where none was encrypted yet: TLS 1.3 begins so; in TLS 1.2 the ChangeCipherSpec was lost. */
  #startSealed(direction: Direction, side: Side, record: TlsRecord): boolean {
    const keys = this.#start(side);
    if (typeof keys === 'string') return this.#miss(side, keys, record) || side.isClosed;
    if (keys.isInner) {
      side.protection.adopt(keys);
      this.#handleSealed(direction, side, record);
    } else if (!this.#openUnannounced(direction, side, record)) {
      this.#tellFailed(record);
    }
    return true;
  }

  /** After a loss, a record may be encrypted though no ChangeCipherSpec was seen. */
  #openUnannounced(direction: Direction, side: Side, record: TlsRecord): boolean {
    if (!side.protection.isUnsure) return false;
    const keys = this.#start(side);
    if (typeof keys === 'string' || keys.isInner || keys.isUnchecked) return false;
    const content = side.protection.openAs(keys, record.bytes);
    if (content === undefined) return false;
    side.epoch++;
    this.#handleContent(direction, side, record, content);
    return true;
  }

  #handleSealed(direction: Direction, side: Side, record: TlsRecord): void {
    const { protection } = side;
    const before = protection.generation;
    const content = protection.open(record.bytes);
    if (content !== undefined) {
      // The ChangeCipherSpec between them was lost.
      if (protection.generation !== before && before?.isInner === false) side.epoch++;
      this.#handleContent(direction, side, record, content);
      return;
    }
    if (protection.isBefore) return;
    this.#tellFailed(record);
    side.handshake.forget();
    if (record.bytes[0] === contentType.applicationData) this.#loseCarried(direction, record.bytes.length);
  }

  #handleContent(direction: Direction, side: Side, record: TlsRecord, content: Uint8Array): void {
    this.#markDecrypted();
    // A record was opened: there are keys.
    const generation = side.protection.generation!;
    const end = generation.isInner ? endOfInner(content) : content.length;
    const type = (generation.isInner ? content[end] : record.bytes[0]) ?? 0;
    switch (type) {
      case contentType.changeCipherSpec:
        side.change = { kind: 'cipher' };
        side.protection.start(undefined);
        break;
      case contentType.handshake:
        for (const message of side.handshake.receive(content.subarray(0, end))) this.#handleMessage(side, message);
        break;
      case contentType.applicationData:
        if (end > 0) this.#carry(direction, record, generation.cipher.contentAt, content.subarray(0, end));
        break;
    }
  }

  #handlePlain(side: Side, record: TlsRecord): void {
    if (record.bytes[0] !== contentType.handshake) return;
    for (const message of side.handshake.receive(record.bytes.subarray(RECORD_HEADER_BYTES)))
      this.#handleMessage(side, message);
  }

  #handleMessage(side: Side, { type, body }: HandshakeMessage): void {
    switch (type) {
      case handshakeType.clientHello:
        return this.#handleClientHello(side, body);
      case handshakeType.serverHello:
        return this.#handleServerHello(side, body);
      case handshakeType.newSessionTicket:
        return this.#handleTicket(side, body);
      case handshakeType.finished:
        if (side.protection.generation?.isHandshake === true) this.#updateKeys(side);
        return;
      case handshakeType.keyUpdate:
        if (side.protection.generation?.isInner === true) this.#updateKeys(side);
        return;
    }
  }

  #handleClientHello(side: Side, body: Uint8Array): void {
    const hello = readClientHello(body);
    if (hello === undefined || side.role === 'server') return;
    side.role = 'client';
    if (hello.serverName !== undefined) this.#shared.addServerName(hello.serverName);
    this.#session.receiveClientHello(side.epoch, hello);
    this.changes++;
  }

  #handleServerHello(side: Side, body: Uint8Array): void {
    const hello = readServerHello(body);
    if (hello === undefined || side.role === 'client') return;
    side.role = 'server';
    if (hello.isRetryRequest) this.#session.receiveRetryRequest(side.epoch);
    else this.#session.receiveServerHello(side.epoch, hello);
    this.changes++;
  }

  #handleTicket(side: Side, body: Uint8Array): void {
    if (side.role !== 'server' || this.#session.version(side.epoch) === TLS_1_3) return;
    const ticket = readTicket(body);
    if (ticket !== undefined) this.#session.receiveTicket(side.epoch, ticket);
  }

  #updateKeys(side: Side): void {
    // Only called where there are keys.
    side.change = { kind: 'update', after: side.protection.generation! };
    side.protection.start(undefined);
  }

  #start(side: Side): Generation | Missing {
    // A direction without a role has no keys to look for.
    return this.#session.start(side.epoch, side.role!);
  }

  /** Always false: there are no keys now. */
  #miss(side: Side, missing: Missing, record: TlsRecord): false {
    switch (missing) {
      case 'hello':
        // Where the other direction is not read, no hello will come of it.
        if (this.#sides.some(({ isClosed }) => isClosed)) this.close();
        break;
      case 'key':
        if (!this.lacksKey) this.#shared.countWithoutKey();
        this.lacksKey = true;
        break;
      case 'unsupported':
        this.#explain(
          record,
          `A TLS connection uses what cannot be decrypted here: ${this.#session.agreed(side.epoch)}.`,
        );
        this.close();
        break;
    }
    return false;
  }

  #carry(direction: Direction, record: TlsRecord, contentAt: number, content: Uint8Array): void {
    const carried = (this.#carried ??= this.#openCarried());
    let from = 0;
    for (const [index, { end, ...packet }] of record.parts.entries()) {
      // The last packet completes the record and so all that is in it: at least one byte is its own.
      const isLast = index === record.parts.length - 1;
      const to = isLast ? content.length : Math.min(Math.max(end - contentAt, from), content.length - 1);
      if (to === from) continue;
      const bytes = content.subarray(from, to);
      this.#deliver(carried.receive(direction, { ...packet, bytes, place: [{ bytes }] }));
      from = to;
    }
  }

  #loseCarried(direction: Direction, lengthBytes: number): void {
    if (this.#carried !== undefined) this.#deliver(this.#carried.gap(direction, lengthBytes));
  }

  #deliver(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) this.#deliveries.push(delivery);
  }

  #close(side: Side): void {
    side.isClosed = true;
    side.handshake.forget();
    this.changes++;
  }

  #markDecrypted(): void {
    if (this.#isDecrypted) return;
    this.#isDecrypted = true;
    this.#shared.countDecrypted(this.lacksKey);
  }

  /** Said once a connection. */
  #explain(record: TlsRecord, detail: string): void {
    if (this.#isExplained) return;
    this.#isExplained = true;
    this.#shared.diagnostics.report('tls-record', { ...frameOf(record), detail });
  }

  #tellFailed(record: TlsRecord): void {
    const detail =
      'A TLS record fails its authentication and was left out: it was changed on its way or in the capture, or the key log has another key for it.';
    this.#shared.diagnostics.reportDamage('tls-record', { ...frameOf(record), detail });
  }
}

function frameOf({ parts }: TlsRecord): { readonly frame?: number } {
  const frame = parts.at(-1)?.frame;
  return frame === undefined ? {} : { frame };
}

/** TLSInnerPlaintext: content, type (1), zeros. Gives where the type stands. RFC 8446 §5.2. */
function endOfInner(content: Uint8Array): number {
  let at = content.length - 1;
  while (at > 0 && content[at] === 0) at--;
  return Math.max(at, 0);
}

function newSide({ limits, held, tried }: TlsConnections): Side {
  return {
    handshake: new HandshakeReader(held, limits.handshakeBytes),
    protection: new RecordProtection(limits.sequencesTried, tried),
    role: undefined,
    epoch: 0,
    change: undefined,
    isClosed: false,
  };
}
