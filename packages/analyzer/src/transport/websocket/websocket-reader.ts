import { ChunkWindow } from '../chunk-window.ts';
import { type Delivery, noDeliveries } from '../delivery.ts';
import { streamProtocolNumber } from '../protocol-counts.ts';
import type { StreamContext } from '../stream-context.ts';
import type { Connection, Direction, StreamChunk, StreamReader } from '../stream.ts';
import { beginsHttp } from './begins-websocket.ts';
import { deliverWebSocketMessage } from './deliver-message.ts';
import { FrameReader } from './frame-reader.ts';
import type { HttpHead } from './http-head.ts';
import type { Complaint, WebSocketMessage } from './message-assembler.ts';
import { otherWebSocket } from './other-protocol.ts';
import { isForSip, isUpgradeRequest, readUpgrade, statusOf, type Upgrade } from './upgrade.ts';
import { UpgradeSearch } from './upgrade-search.ts';
import type { WebSocketLimits } from './websocket-limits.ts';
import { WebSocketMsrp } from './websocket-msrp.ts';

/** Complaints kept of a connection in which no SIP was seen yet. */
const MAX_UNTOLD = 100;

/**
 * One direction of the connection. `start`: nothing was read; `request`, `response`: HTTP is read; `asked`: a client that has asked for the upgrade; `frames`:
 * the upgrade was agreed on, or its frames are looked for.
 */
type Side = {
  readonly window: ChunkWindow;
  readonly frames: FrameReader;
  phase: 'start' | 'request' | 'response' | 'asked' | 'frames';
  heads: UpgradeSearch;
  /** The latest packet. */
  frame: number | undefined;
};

/**
 * WebSocket over a connection, also one that was decrypted: HTTP until the upgrade (RFC 6455 §4), behind it frames (§5) with messages, compressed or not (RFC 7692), and
 * the SIP or MSRP in them (RFC 7118 §5, RFC 7977 §5). Requests before the upgrade are passed over; where the capture begins behind it, frames are known by the SIP in them.
 */
export class WebSocketReader implements StreamReader {
  readonly #connection: Connection;
  readonly #context: StreamContext;
  readonly #limits: WebSocketLimits;
  readonly #msrp: WebSocketMsrp;
  readonly #sides: readonly [Side, Side];
  /** Whether nothing but SIP may be sent. RFC 7118 §4.1. */
  #isOnlySip = false;
  /** Whether SIP was asked for, or SIP or MSRP seen: of other connections nothing is told. */
  #isOurs = false;
  #hasMessages = false;
  #untold: Complaint[] = [];

  constructor(connection: Connection, context: StreamContext) {
    this.#connection = connection;
    this.#context = context;
    this.#limits = context.webSocket.limits;
    this.#msrp = new WebSocketMsrp(connection, context);
    this.#sides = [this.#newSide(), this.#newSide()];
  }

  /** Most HTTP asks for no upgrade, and most WebSocket carries no SIP. */
  get isSure(): boolean {
    return this.#isOurs;
  }

  /** Its messages are counted one by one; where there are none, it is HTTP, or an upgrade that nobody used. */
  get protocol(): number {
    if (this.#hasMessages) return -1;
    const isUpgraded = this.#sides.some(({ phase, frames }) => phase === 'frames' && frames.isFound);
    return isUpgraded ? otherWebSocket : streamProtocolNumber('HTTP', this.#context.isSecure);
  }

  get waitingBytes(): number {
    const [there, back] = this.#sides;
    return waitingBytes(there) + waitingBytes(back);
  }

  receive(direction: Direction, chunk: StreamChunk): readonly Delivery[] {
    const side = this.#sides[direction];
    const { window } = side;
    side.frame = chunk.frame;
    window.append(chunk);
    const deliveries = this.#read(direction, false);
    window.keep();
    return deliveries;
  }

  gap(direction: Direction, lengthBytes: number): readonly Delivery[] {
    const deliveries = this.#interrupt(direction);
    this.#sides[direction].window.gap(lengthBytes);
    return deliveries;
  }

  end(direction: Direction): readonly Delivery[] {
    return this.#interrupt(direction);
  }

  /** Reads what is there, and gives what is not complete. */
  #interrupt(direction: Direction): readonly Delivery[] {
    const deliveries = this.#read(direction, true);
    const side = this.#sides[direction];
    const { window, frames, phase } = side;
    if (phase !== 'frames') {
      window.take(window.end);
      if (phase === 'request' || phase === 'response') this.#readHeads(side, phase);
      return deliveries;
    }
    const message = frames.interrupt(window);
    const last = message === undefined ? undefined : this.#deliver(direction, message);
    return last === undefined ? deliveries : [...deliveries, last];
  }

  #read(direction: Direction, isLast: boolean): readonly Delivery[] {
    const side = this.#sides[direction];
    while (side.phase !== 'frames') {
      if (!this.#readBefore(direction, side, isLast)) return noDeliveries;
    }
    let deliveries: Delivery[] | undefined;
    for (;;) {
      const message = side.frames.next(side.window, isLast);
      if (message === undefined) return deliveries ?? noDeliveries;
      const delivery = this.#deliver(direction, message);
      if (delivery !== undefined) (deliveries ??= []).push(delivery);
    }
  }

  /** One step before the frames; false where bytes are wanting. */
  #readBefore(direction: Direction, side: Side, isLast: boolean): boolean {
    switch (side.phase) {
      case 'start':
        return this.#start(side, isLast);
      case 'asked':
        return this.#beginEarly(side);
      default:
        return this.#readHead(direction, side);
    }
  }

  #start(side: Side, isLast: boolean): boolean {
    const { window } = side;
    if (window.end === window.start) return false;
    const kind = beginsHttp(window.view(window.start, window.end), 0, window.end - window.start);
    if (kind === undefined && !isLast) return false;
    if (kind === 'request' || kind === 'response') this.#readHeads(side, kind);
    else side.phase = 'frames';
    return true;
  }

  #readHeads(side: Side, kind: 'request' | 'response'): void {
    side.phase = kind;
    side.heads = new UpgradeSearch(kind, this.#limits.headBytes);
  }

  #readHead(direction: Direction, side: Side): boolean {
    const { window } = side;
    const head = side.heads.next(window);
    if (head === undefined) return false;
    const other = direction === 0 ? 1 : 0;
    if (head === 'limit') this.#tellLongHead(side.frame);
    else if (side.phase === 'response') this.#receiveResponse(head, { server: direction, client: other });
    else if (isUpgradeRequest(head)) this.#receiveRequest(head, side, this.#sides[other]);
    return true;
  }

  #receiveRequest(head: HttpHead, client: Side, server: Side): void {
    client.phase = 'asked';
    if (isForSip(head)) this.#takeAsOurs();
    // What it sent may have been taken for frames, where the capture began in the midst of it.
    if (server.phase !== 'response' && !server.frames.isFound) this.#readHeads(server, 'response');
  }

  #receiveResponse(head: HttpHead, { server, client }: { server: Direction; client: Direction }): void {
    const upgrade = readUpgrade(head);
    const asked = this.#sides[client];
    if (upgrade !== undefined) this.#begin(upgrade, asked, this.#sides[server]);
    // Refused: another request may follow.
    else if (statusOf(head) >= 200 && asked.phase === 'asked') this.#readHeads(asked, 'request');
  }

  #begin({ compression, isForSip: isOnlySip }: Upgrade, client: Side, server: Side): void {
    this.#isOnlySip = isOnlySip;
    if (isOnlySip) this.#takeAsOurs();
    client.frames.agree(compression?.client);
    server.frames.agree(compression?.server);
    if (!client.frames.isFound) client.frames.begin(true);
    server.frames.begin(false);
    client.phase = 'frames';
    server.phase = 'frames';
  }

  /** A client's bytes were captured before the response that allows them: frames, or one more request. */
  #beginEarly(side: Side): boolean {
    const { window, frames } = side;
    const bytes = window.view(window.start, Math.min(window.end, window.start + 2));
    if (bytes.length < 2) return false;
    // Both are there: a request begins with a letter, and a client's frame is masked.
    const isFrame = (bytes[0]! & 0x30) === 0 && (bytes[1]! & 0x80) !== 0;
    if (isFrame) {
      frames.begin(true);
      side.phase = 'frames';
    } else this.#readHeads(side, 'request');
    return true;
  }

  #deliver(direction: Direction, message: WebSocketMessage): Delivery | undefined {
    this.#hasMessages = true;
    if (this.#msrp.receive(direction, message)) this.#takeAsOurs();
    const delivery = deliverWebSocketMessage(message, {
      direction,
      connection: this.#connection,
      context: this.#context,
      isOnlySip: this.#isOnlySip,
    });
    if (delivery !== undefined) this.#takeAsOurs();
    return delivery;
  }

  #newSide(): Side {
    const complain = (complaint: Complaint): void => this.#complain(complaint);
    return {
      window: new ChunkWindow(),
      frames: new FrameReader(this.#context.webSocket, complain),
      phase: 'start',
      heads: new UpgradeSearch('request', this.#limits.headBytes),
      frame: undefined,
    };
  }

  #takeAsOurs(): void {
    this.#isOurs = true;
    for (const complaint of this.#untold) this.#tell(complaint);
    this.#untold = [];
  }

  #complain(complaint: Complaint): void {
    if (this.#isOurs) this.#tell(complaint);
    else if (this.#untold.length < MAX_UNTOLD) this.#untold.push(complaint);
  }

  #tell({ code, detail, frame, isLost }: Complaint): void {
    const sample = { detail, ...(frame === undefined ? {} : { frame }) };
    if (isLost) this.#context.diagnostics.reportDamage(code, sample);
    else this.#context.diagnostics.report(code, sample);
  }

  #tellLongHead(frame: number | undefined): void {
    const detail = `The headers of an HTTP message are longer than ${this.#limits.headBytes} bytes: it is passed over, and so is an upgrade to WebSocket in it.`;
    this.#complain({ code: 'limit-header-bytes', detail, frame, isLost: false });
  }
}

function waitingBytes({ window, frames }: Side): number {
  return window.end - window.start + frames.heldBytes;
}
