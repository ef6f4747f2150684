import { bytesOf, text } from './build-capture.ts';
import { tcp } from './build-packet.ts';
import { TlsScript } from './build-tls.ts';
import { MessageDeflater, upgradeRequest, upgradeResponse, webSocketFrame } from './build-websocket.ts';
import {
  type Burst,
  type CarriedBurst,
  type CarriedMessage,
  type CarriedPacket,
  type Carriage,
  type Carrier,
  OPENED_MS,
  type Pair,
  ports,
} from './carriage.ts';

/** TCP, with TLS and WebSocket in it where wanted. The first to send opens the connection. */
export class StreamCarrier implements Carrier {
  readonly keyLog: string;
  readonly #given: Carriage;
  readonly #pair: Pair;
  readonly #tls: TlsScript | undefined;
  readonly #deflaters = [new MessageDeflater(), new MessageDeflater()] as const;
  readonly #next: [number, number];
  /** Data packets of each direction: every message needs those before it. */
  readonly #sent: [CarriedPacket[], CarriedPacket[]] = [[], []];
  readonly #turn = { segments: 0, records: 0, frames: 0 };
  #ordinal = 0;

  constructor(given: Carriage, pair: Pair) {
    this.#given = given;
    this.#pair = pair;
    this.#tls = given.transport === 'TLS' || given.transport === 'WSS' ? new TlsScript(pair.number) : undefined;
    this.keyLog = this.#tls?.keyLog ?? '';
    this.#next = [given.initial, (given.initial * 3 + 77) >>> 0];
  }

  get #isWebSocket(): boolean {
    return this.#given.transport === 'WS' || this.#given.transport === 'WSS';
  }

  open(): readonly CarriedPacket[] {
    const syn = this.#segment(0, new Uint8Array(0), OPENED_MS, 2);
    this.#next[0] = (this.#next[0] + 1) >>> 0;
    const answer = this.#segment(1, new Uint8Array(0), OPENED_MS, 0x12);
    this.#next[1] = (this.#next[1] + 1) >>> 0;
    const packets = [syn, answer];
    for (const [i, bytes] of (this.#tls?.handshake() ?? []).entries()) {
      packets.push(...this.#segments(i === 1 ? 1 : 0, bytes, OPENED_MS));
    }
    if (!this.#isWebSocket) return packets;
    const extension = this.#given.deflates ? ['Sec-WebSocket-Extensions: permessage-deflate'] : [];
    for (const [i, head] of [upgradeRequest(extension), upgradeResponse(extension)].entries()) {
      packets.push(...this.#segments(i === 1 ? 1 : 0, this.#records(i === 1 ? 1 : 0, text(head), []).bytes, OPENED_MS));
    }
    return packets;
  }

  carry({ atMs, from, messages }: Burst): CarriedBurst {
    const direction = from === this.#pair.first ? 0 : 1;
    const units = messages.map((message) => this.#unit(direction, message.text));
    const ends: number[] = [];
    let length = 0;
    for (const { bytes, end } of units) {
      ends.push(length + end);
      length += bytes.length;
    }
    const wire = this.#records(direction, bytesOf(...units.map(({ bytes }) => bytes)), ends);
    const before = this.#sent[direction].length;
    const packets = this.#segments(direction, wire.bytes, atMs);
    const sent = this.#sent[direction];
    const carried = messages.map((message, i): CarriedMessage => {
      let end = 0;
      let last = before;
      while (end < wire.ends[i]!) end += payloadBytes(sent[last++]!);
      const ordinal = this.#ordinal++;
      return { message, needs: sent.slice(0, last).map((packet) => ({ packet, ordinal })) };
    });
    if (!this.#given.fillers) return { packets, messages: carried };
    return {
      packets: [...packets, this.#segment(direction === 0 ? 1 : 0, new Uint8Array(0), atMs)],
      messages: carried,
    };
  }

  /** A message in the stream, and where in it the message ends: keep-alives may follow, or stand before. */
  #unit(direction: 0 | 1, message: string): { readonly bytes: Uint8Array; readonly end: number } {
    const { fillers } = this.#given;
    if (!this.#isWebSocket) {
      const bytes = text(message);
      return { bytes: bytesOf(bytes, fillers ? text('\r\n\r\n') : []), end: bytes.length };
    }
    const mask = direction === 0 ? { maskingKey: [direction, 0x5a, 0xff, message.length & 0xff] } : {};
    const isCompressed = this.#given.deflates && message.length % 3 > 0;
    const payload = isCompressed ? this.#deflaters[direction].compress(message) : text(message);
    const parts = this.#cut('frames', payload);
    const frames = parts.map((part, i) => {
      const isFinal = i === parts.length - 1;
      const frame = webSocketFrame(part, {
        opcode: i === 0 ? 1 : 0,
        isFinal,
        isCompressed: i === 0 && isCompressed,
        ...mask,
      });
      return fillers ? bytesOf(webSocketFrame('ping', { opcode: 9, ...mask }), frame) : frame;
    });
    const bytes = bytesOf(...frames);
    return { bytes, end: bytes.length };
  }

  /** The bytes as TLS has them, where there is TLS, and where the records end that hold those ends. */
  #records(
    direction: 0 | 1,
    bytes: Uint8Array,
    ends: readonly number[],
  ): { readonly bytes: Uint8Array; readonly ends: readonly number[] } {
    const tls = this.#tls;
    if (tls === undefined) return { bytes, ends };
    const records: Uint8Array[] = [];
    const wireEnds: number[] = [];
    let plain = 0;
    let wire = 0;
    for (const part of this.#cut('records', bytes)) {
      const record = tls.seal(direction, part, this.#given.fillers ? part.length % 7 : 0);
      records.push(record);
      plain += part.length;
      wire += record.length;
      while (wireEnds.length < ends.length && ends[wireEnds.length]! <= plain) wireEnds.push(wire);
    }
    return { bytes: bytesOf(...records), ends: wireEnds };
  }

  #segments(direction: 0 | 1, bytes: Uint8Array, atMs: number): CarriedPacket[] {
    return this.#cut('segments', bytes).map((payload) => this.#segment(direction, payload, atMs));
  }

  #segment(direction: 0 | 1, payload: Uint8Array, atMs: number, flags = 0x18): CarriedPacket {
    const { first, second } = this.#pair;
    const sequence = this.#next[direction];
    const acknowledgement = flags === 2 ? 0 : this.#next[direction === 0 ? 1 : 0];
    this.#next[direction] = (sequence + payload.length) >>> 0;
    const packet: CarriedPacket = {
      atMs,
      from: direction === 0 ? first : second,
      to: direction === 0 ? second : first,
      protocol: 6,
      payload: tcp(payload, { ...ports, sequence, acknowledgement, flags }),
    };
    if (payload.length > 0) this.#sent[direction].push(packet);
    return packet;
  }

  /** In pieces of these lengths; one at least. */
  #cut(what: 'segments' | 'records' | 'frames', bytes: Uint8Array): Uint8Array[] {
    const turns = this.#given[what];
    // Where most are short, few packets would hold little.
    const least = what === 'segments' ? Math.ceil(bytes.length / PIECES_AT_MOST) : 0;
    const pieces: Uint8Array[] = [];
    let at = 0;
    for (let empty = 0; at < bytes.length && pieces.length < 4 * PIECES_AT_MOST;) {
      const length = Math.max(least, turns[this.#turn[what]++ % turns.length]!);
      empty = length === 0 ? empty + 1 : 0;
      const end = Math.min(bytes.length, at + (empty > 2 ? 1000 : length));
      pieces.push(bytes.subarray(at, end));
      at = end;
    }
    if (at < bytes.length || pieces.length === 0) pieces.push(bytes.subarray(at));
    return pieces;
  }
}

const TCP_HEADER_BYTES = 20;
/** Segments that a burst is cut into. */
const PIECES_AT_MOST = 100;

function payloadBytes({ payload }: CarriedPacket): number {
  return payload.length - TCP_HEADER_BYTES;
}
