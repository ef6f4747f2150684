import type { Delivery } from '../delivery.ts';
import type { Direction, StreamReader } from '../stream.ts';
import { CarriedStream } from './carried-stream.ts';
import { ConnectionReport } from './connection-report.ts';
import { HandshakeProtocol } from './handshake-protocol.ts';
import { handshakeType } from './handshake-reader.ts';
import type { RecordEvent } from './record-reader.ts';
import type { TlsConnections } from './tls-connections.ts';
import { contentType, RECORD_HEADER_BYTES, type TlsRecord } from './tls-record.ts';
import { type Generation, type Missing, TLS_1_3, TlsSession } from './tls-session.ts';
import { expectChange, type KeyChange, newSide, type TlsSide } from './tls-side.ts';

/** Follows the handshakes of a connection to its keys, and hands on what its records of application data carry. RFC 5246, RFC 8446. */
export class TlsConversation {
  readonly #session: TlsSession;
  readonly #handshake: HandshakeProtocol;
  readonly #sides: readonly [TlsSide, TlsSide];
  readonly #carried: CarriedStream;
  readonly #report: ConnectionReport;
  /** Whether the capture begins inside the connection: no key opens it then. */
  isWithoutHandshake = false;
  /** Grows where something was learnt that the other direction may have waited for. */
  changes = 0;

  constructor(shared: TlsConnections, carried: () => StreamReader) {
    this.#session = new TlsSession(shared.keyLog, shared.resumable);
    this.#handshake = new HandshakeProtocol(shared, this.#session);
    this.#sides = [newSide(shared), newSide(shared)];
    this.#carried = new CarriedStream(carried);
    this.#report = new ConnectionReport(shared);
  }

  /** Whether it was seen that the key log has no key for it. */
  get lacksKey(): boolean {
    return this.#report.lacksKey;
  }

  isClosed(direction: Direction): boolean {
    return this.#sides[direction].isClosed;
  }

  /** What was handed on since this was last asked for. */
  takeDeliveries(): readonly Delivery[] {
    return this.#carried.takeDeliveries();
  }

  /** Nothing more can be read. */
  close(): void {
    for (const side of this.#sides) this.#close(side);
  }

  /** Bytes kept of what is not complete. */
  get waitingBytes(): number {
    return this.#sides[0].handshake.heldBytes + this.#sides[1].handshake.heldBytes + this.#carried.waitingBytes;
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
        this.#carried.end(direction);
        return true;
    }
  }

  #handleLoss(direction: Direction, side: TlsSide, loss: RecordEvent & { readonly kind: 'loss' }): void {
    if (loss.lied) this.#report.tellNoRecord(loss.lengthBytes);
    side.handshake.forget();
    side.protection.lose(loss.fewest, loss.most);
    this.#carried.gap(direction, loss.lengthBytes);
  }

  #handleRecord(direction: Direction, side: TlsSide, record: TlsRecord): boolean {
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
  #handleFirst(side: TlsSide, record: TlsRecord): void {
    const type = record.bytes[0];
    if (type === contentType.alert) return;
    const message = record.bytes[RECORD_HEADER_BYTES];
    const isHello = message === handshakeType.clientHello || message === handshakeType.serverHello;
    if (type === contentType.handshake && (isHello || !side.handshake.isEmpty)) return this.#handlePlain(side, record);
    this.isWithoutHandshake = true;
    this.#report.explain(
      record,
      'The capture begins inside a TLS connection: without its handshake it cannot be decrypted.',
    );
    this.#close(side);
  }

  #handleUnsealed(direction: Direction, side: TlsSide, record: TlsRecord): boolean {
    switch (record.bytes[0]) {
      case contentType.changeCipherSpec:
        // What follows is encrypted by what the last handshake agreed. RFC 5246 §7.1.
        expectChange(side, { kind: 'cipher' });
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
  #changeKeys(side: TlsSide, change: KeyChange, record: TlsRecord): boolean {
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
  #startSealed(direction: Direction, side: TlsSide, record: TlsRecord): boolean {
    const keys = this.#start(side);
    if (typeof keys === 'string') return this.#miss(side, keys, record) || side.isClosed;
    if (keys.isInner) {
      side.protection.adopt(keys);
      this.#handleSealed(direction, side, record);
    } else if (!this.#openUnannounced(direction, side, record)) {
      this.#report.tellFailed(record);
    }
    return true;
  }

  /** After a loss, a record may be encrypted though no ChangeCipherSpec was seen. */
  #openUnannounced(direction: Direction, side: TlsSide, record: TlsRecord): boolean {
    if (!side.protection.mayTryUnannounced()) return false;
    const keys = this.#start(side);
    if (typeof keys === 'string' || keys.isInner || keys.isUnchecked) return false;
    const content = side.protection.openAs(keys, record.bytes);
    if (content === undefined) return false;
    side.epoch++;
    this.#handleContent(direction, side, record, content);
    return true;
  }

  #handleSealed(direction: Direction, side: TlsSide, record: TlsRecord): void {
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
    this.#report.tellFailed(record);
    side.handshake.forget();
    if (record.bytes[0] === contentType.applicationData) this.#carried.gap(direction, record.bytes.length);
  }

  #handleContent(direction: Direction, side: TlsSide, record: TlsRecord, content: Uint8Array): void {
    this.#report.countDecrypted();
    // A record was opened: there are keys.
    const generation = side.protection.generation!;
    const end = generation.isInner ? endOfInner(content) : content.length;
    const type = (generation.isInner ? content[end] : record.bytes[0]) ?? 0;
    switch (type) {
      case contentType.changeCipherSpec:
        expectChange(side, { kind: 'cipher' });
        break;
      case contentType.handshake:
        this.#handleHandshake(side, content.subarray(0, end));
        break;
      case contentType.applicationData:
        if (end > 0) this.#carried.receive(direction, record, generation.cipher.contentAt, content.subarray(0, end));
        break;
    }
  }

  #handlePlain(side: TlsSide, record: TlsRecord): void {
    if (record.bytes[0] !== contentType.handshake) return;
    this.#handleHandshake(side, record.bytes.subarray(RECORD_HEADER_BYTES));
  }

  #handleHandshake(side: TlsSide, content: Uint8Array): void {
    for (const message of side.handshake.receive(content)) {
      if (this.#handshake.receive(side, message)) this.changes++;
    }
  }

  #start(side: TlsSide): Generation | Missing {
    // A direction without a role has no keys to look for.
    return this.#session.start(side.epoch, side.role!);
  }

  /** Always false: there are no keys now. */
  #miss(side: TlsSide, missing: Missing, record: TlsRecord): false {
    switch (missing) {
      case 'hello':
        // Where the other direction is not read, no hello will come of it.
        if (this.#sides.some(({ isClosed }) => isClosed)) this.close();
        break;
      case 'key':
        this.#report.countWithoutKey();
        break;
      case 'unsupported':
        this.#report.explain(
          record,
          `A TLS connection uses what cannot be decrypted here: ${this.#session.agreed(side.epoch)}.`,
        );
        this.close();
        break;
    }
    return false;
  }

  #close(side: TlsSide): void {
    side.isClosed = true;
    side.handshake.forget();
    this.changes++;
  }
}

/** TLSInnerPlaintext: content, type (1), zeros. Gives where the type stands. RFC 8446 §5.2. */
function endOfInner(content: Uint8Array): number {
  let at = content.length - 1;
  while (at > 0 && content[at] === 0) at--;
  return Math.max(at, 0);
}
