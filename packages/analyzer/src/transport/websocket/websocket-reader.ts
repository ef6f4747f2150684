import { frameWebSocketMessage, startsLikeSip } from '@sipscope/parser';
import { partOfPlace } from '../../capture/place.ts';
import { ChunkWindow } from '../chunk-window.ts';
import { cutMessageEnd } from '../cut-message.ts';
import { type Delivery, noDeliveries } from '../delivery.ts';
import { skipLineBreaks } from '../skip-line-breaks.ts';
import type { StreamContext } from '../stream-context.ts';
import type { Connection, Direction, StreamChunk, StreamReader } from '../stream.ts';
import { otherProtocol } from './other-protocol.ts';
import { beginsHttp } from './begins-websocket.ts';
import { type Complaint, FrameReader, type WebSocketMessage } from './frame-reader.ts';
import type { HttpHead } from './http-head.ts';
import { isUpgradeRequest, readUpgrade, statusOf, type Upgrade } from './upgrade.ts';
import { UpgradeSearch } from './upgrade-search.ts';
import type { WebSocketLimits } from './websocket-limits.ts';

/**
 * One direction of the connection. `start`: nothing was read; `request`, `response`: HTTP is read; `asked`: a client that has asked for the upgrade; `frames`:
 * the upgrade was agreed on, or its frames are looked for.
 */
type Side = {
  readonly window: ChunkWindow;
  readonly frames: FrameReader;
  phase: 'start' | 'request' | 'response' | 'asked' | 'frames';
  heads: UpgradeSearch;
};

/**
 * WebSocket over a connection, also one that was decrypted: HTTP until the upgrade (RFC 6455 §4), behind it frames (§5) with messages, compressed or not (RFC 7692), and
 * the SIP in them (RFC 7118 §5). Requests before the upgrade are passed over; where the capture begins behind it, frames are known by the SIP in them.
 */
export class WebSocketReader implements StreamReader {
  readonly #connection: Connection;
  readonly #context: StreamContext;
  readonly #limits: WebSocketLimits;
  readonly #sides: readonly [Side, Side];
  /** Whether nothing but SIP may be sent. RFC 7118 §4.1. */
  #isForSip = false;

  constructor(connection: Connection, context: StreamContext) {
    this.#connection = connection;
    this.#context = context;
    this.#limits = context.webSocket.limits;
    this.#sides = [this.#newSide(), this.#newSide()];
  }

  /** Most HTTP asks for no upgrade. */
  get isSure(): boolean {
    return this.#sides.some(({ frames, phase }) => frames.isFound || phase === 'asked');
  }

  get waitingBytes(): number {
    const [there, back] = this.#sides;
    return waitingBytes(there) + waitingBytes(back);
  }

  receive(direction: Direction, chunk: StreamChunk): readonly Delivery[] {
    const { window } = this.#sides[direction];
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
    const frame = window.origin(window.start, window.end)?.frame;
    const head = side.heads.next(window);
    if (head === undefined) return false;
    const other = direction === 0 ? 1 : 0;
    if (head === 'limit') this.#tellLongHead(frame);
    else if (side.phase === 'response') this.#receiveResponse(head, { server: direction, client: other });
    else if (isUpgradeRequest(head)) this.#receiveRequest(side, this.#sides[other]);
    return true;
  }

  #receiveRequest(client: Side, server: Side): void {
    client.phase = 'asked';
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

  #begin({ compression, isForSip }: Upgrade, client: Side, server: Side): void {
    this.#isForSip = isForSip;
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

  #deliver(direction: Direction, { payload, assembled }: WebSocketMessage): Delivery | undefined {
    const { origin, cut, isText } = assembled;
    const start = skipLineBreaks(payload, 0, payload.length);
    if (origin === undefined || !this.#isSip(payload, start, origin.frame)) return undefined;
    const end = cut === undefined ? payload.length : cutMessageEnd(payload, start);
    if (end === undefined) {
      this.#context.counts.junkBytes += payload.length;
      return undefined;
    }
    for (const { diagnostics } of frameWebSocketMessage(payload, { isText: isText && cut === undefined })) {
      for (const { code } of diagnostics) this.#context.framing(code, origin.frame);
    }
    const transport = this.#context.isSecure ? 'WSS' : 'WS';
    const { frame, timeNs, ipId, frames } = origin;
    return {
      transport,
      flow: this.#connection.flow(direction, transport),
      frame,
      index: 0,
      timeNs,
      ipId,
      bytes: payload,
      start,
      end,
      place:
        assembled.place === undefined
          ? [{ bytes: payload.subarray(start, end) }]
          : partOfPlace(assembled.place, start, end),
      ...(frames === undefined ? {} : { frames }),
      ...(cut === undefined ? {} : { cut: true as const }),
    };
  }

  /** Counts what is none: keep-alives (RFC 7118 §6), and messages of other protocols such as MSRP (RFC 7977). */
  #isSip(payload: Uint8Array, start: number, frame: number): boolean {
    const { counts, protocols } = this.#context;
    if (start === payload.length) {
      counts.keepAlives++;
      return false;
    }
    if (startsLikeSip(payload, start)) return true;
    protocols.add(otherProtocol(payload, start));
    if (this.#isForSip) this.#context.framing('websocket-not-sip', frame);
    return false;
  }

  #newSide(): Side {
    const complain = (complaint: Complaint): void => this.#complain(complaint);
    return {
      window: new ChunkWindow(),
      frames: new FrameReader({ inflation: this.#context.webSocket, complain }),
      phase: 'start',
      heads: new UpgradeSearch('request', this.#limits.headBytes),
    };
  }

  #complain({ code, detail, frame, isLost }: Complaint): void {
    const sample = { detail, ...(frame === undefined ? {} : { frame }) };
    if (isLost) this.#context.diagnostics.reportDamage(code, sample);
    else this.#context.diagnostics.report(code, sample);
  }

  #tellLongHead(frame: number | undefined): void {
    const detail = `The headers of an HTTP message are longer than ${this.#limits.headBytes} bytes: it is passed over, and so is an upgrade to WebSocket in it.`;
    this.#context.diagnostics.report('limit-header-bytes', { detail, ...(frame === undefined ? {} : { frame }) });
  }
}

function waitingBytes({ window, frames }: Side): number {
  return window.end - window.start + frames.heldBytes;
}
