import { startsLikeSip } from '@sipscope/parser';
import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import { hep3Length, isHep3 } from '../capture/hep-chunks.ts';
import { partOfPlace } from '../capture/place.ts';
import { type HepPacket, readHepPacket } from '../network/hep-packet.ts';
import type { ChunkOrigin } from './chunk-places.ts';
import { ChunkWindow } from './chunk-window.ts';
import { cutMessageEnd } from './cut-message.ts';
import { type Delivery, noDeliveries } from './delivery.ts';
import type { FlowTable } from './flow-table.ts';
import { HEP_SIP, hepProtocol } from './hep-protocol.ts';
import type { ProtocolCounts } from './protocol-counts.ts';
import { skipLineBreaks } from './skip-line-breaks.ts';
import type { Direction, StreamChunk, StreamReader } from './stream.ts';

const HEADER_BYTES = 6;
const magic = new TextEncoder().encode('HEP3');

/** Whether a stream that begins with `bytes[start, end)` is one of HEP3 packets; undefined where only more bytes would tell. */
export function streamStartsLikeHep(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  const there = Math.min(end - start, magic.length);
  for (let i = 0; i < there; i++) if (bytes[start + i] !== magic[i]) return false;
  return there < magic.length ? undefined : true;
}

export type HepStreamOptions = {
  readonly flows: FlowTable;
  readonly diagnostics: CaptureDiagnostics;
  readonly protocols: ProtocolCounts;
  /** See `NetworkLimits`. */
  readonly hepPayloadBytes?: number | undefined;
};

/**
 * A connection to a Homer collector: HEP3 packets one behind the other. What it gives are the SIP messages that HEP reports, each with the addresses and
 * the transport it was seen with, and the packet and the time that brought it here.
 */
export class HepStream implements StreamReader {
  readonly #options: HepStreamOptions;
  readonly #windows = [new ChunkWindow(), new ChunkWindow()] as const;

  constructor(options: HepStreamOptions) {
    this.#options = options;
  }

  get waitingBytes(): number {
    const [there, back] = this.#windows;
    return there.end - there.start + back.end - back.start;
  }

  receive(direction: Direction, chunk: StreamChunk): readonly Delivery[] {
    const window = this.#windows[direction];
    window.append(chunk);
    const deliveries = this.#read(window);
    window.keep();
    return deliveries;
  }

  gap(direction: Direction, lengthBytes: number): readonly Delivery[] {
    const deliveries = this.end(direction);
    this.#windows[direction].gap(lengthBytes);
    return deliveries;
  }

  /** Of a packet that is cut, what is there. */
  end(direction: Direction): readonly Delivery[] {
    const window = this.#windows[direction];
    const { start, end } = window;
    if (end === start) return noDeliveries;
    const bytes = window.view(start, end);
    const deliveries = isHep3(bytes, 0, bytes.length) ? this.#readPacket(window, start, end) : noDeliveries;
    window.take(end);

    return deliveries;
  }

  #read(window: ChunkWindow): readonly Delivery[] {
    let deliveries = noDeliveries;
    while (window.end - window.start >= HEADER_BYTES) {
      const { start, end } = window;
      const bytes = window.view(start, end);
      if (!isHep3(bytes, 0, bytes.length)) {
        this.#findPacket(window, bytes);
        continue;
      }
      const packetEnd = start + hep3Length(bytes, 0);
      if (packetEnd > end) break;
      const found = this.#readPacket(window, start, packetEnd);
      if (found.length > 0) deliveries = deliveries.length === 0 ? found : [...deliveries, ...found];
      window.take(packetEnd);
    }
    return deliveries;
  }

  /** Goes to the next magic, or as far as one may still begin. */
  #findPacket(window: ChunkWindow, bytes: Uint8Array): void {
    let at = 1;
    while (at < bytes.length && streamStartsLikeHep(bytes, at, bytes.length) === false) at++;
    const frame = window.origin(window.start, window.start + 1)?.frame ?? 0;
    const detail = `${at} bytes of a connection that carries HEP are no HEP packet.`;
    this.#options.diagnostics.report('hep-chunk', { frame, detail });
    window.take(window.start + at);
  }

  #readPacket(window: ChunkWindow, start: number, end: number): readonly Delivery[] {
    const bytes = window.view(start, end);
    const origin = window.origin(start, end);
    const packet = readHepPacket(bytes, 0, bytes.length, this.#options.hepPayloadBytes);
    const problem = packet === undefined ? 'A HEP packet has no payload.' : packet.problem;
    if (problem !== undefined) {
      this.#options.diagnostics.report('hep-chunk', { frame: origin?.frame ?? 0, detail: problem });
    }
    return packet === undefined || origin === undefined ? noDeliveries : this.#deliver(packet, origin);
  }

  #deliver(packet: HepPacket, origin: ChunkOrigin): readonly Delivery[] {
    const { bytes, facts, transport } = packet;
    const start = skipLineBreaks(bytes, packet.start, packet.end);
    if (facts.protocolType !== HEP_SIP || !startsLikeSip(bytes, start, packet.end)) {
      this.#options.protocols.add(hepProtocol(facts.protocolType));
      return noDeliveries;
    }
    const isCut = packet.missingBytes > 0;
    const end = isCut ? cutMessageEnd(bytes, start, packet.end) : packet.end;
    if (end === undefined) return noDeliveries;
    const { frame, frames, timeNs } = origin;
    const isInCapture = !packet.isOwnBytes && origin.place !== undefined;
    const delivery: Delivery = {
      transport,
      flow: this.#options.flows.flow(packet, transport),
      frame,
      index: 0,
      timeNs,
      ipId: -1,
      bytes,
      start,
      end,
      place: isInCapture ? partOfPlace(origin.place, start, end) : [{ bytes: bytes.slice(start, end) }],
      ...(frames === undefined ? {} : { frames }),
      ...(isCut ? { cut: true as const } : {}),
      hep: facts,
    };
    return [delivery];
  }
}
