/** TCP segments as the network stage hands them on, for tests that say in which order they come, and what is read from them. */

import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import type { Datagram } from '../src/network/datagram.ts';
import { Deliveries } from '../src/transport/deliveries.ts';
import { FlowTable } from '../src/transport/flow-table.ts';
import type { Delivery } from '../src/transport/delivery.ts';
import type { TcpLimits } from '../src/transport/tcp-limits.ts';
import type { KeyLog } from '../src/transport/tls/key-log.ts';
import { bytesOf, text } from './build-capture.ts';
import { datagramIn } from './build-datagram.ts';

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
const ACK = 16;

export type TestSegment = {
  readonly from?: 'client' | 'server';
  /** Of the first byte of the payload; of a SYN, its own. */
  readonly sequence?: number;
  /** Without it, the segment has no ACK. */
  readonly acknowledgement?: number;
  readonly flags?: number;
  readonly payload?: string | Uint8Array;
  /** Bytes that were sent behind the payload and not captured. */
  readonly slicedBytes?: number;
  readonly clientPort?: number;
  readonly atMs?: number;
  readonly isIpv6?: boolean;
  /** Of IPv4; another of each packet where absent. */
  readonly ipId?: number;
  /** What stands before the payload: the end of the TCP header. */
  readonly header?: Uint8Array;
};

/** A delivery as it can be kept and compared. */
export type KeptMessage = {
  readonly frame: number;
  readonly index: number;
  readonly timeNs: number;
  readonly from: string;
  readonly transport: string;
  readonly text: string;
  /** What stands at its place in the capture. */
  readonly textAtPlace: string;
  readonly frames: readonly number[] | undefined;
  readonly cut: boolean;
};

const client = { ip: [192, 0, 2, 1], port: 40_000 };
const server = { ip: [192, 0, 2, 2], port: 5060 };

/** Takes segments as a capture has them, one packet each. */
export class TcpCapture {
  readonly diagnostics: CaptureDiagnostics = new CaptureDiagnostics();
  readonly flows: FlowTable = new FlowTable();
  readonly transport: Deliveries;
  readonly messages: KeptMessage[] = [];
  /** Its bytes are the first `#offset`. */
  #capture = new Uint8Array(1024);
  #offset = 0;
  #frame = 0;

  constructor(tcp: Partial<TcpLimits> = {}, keyLog?: KeyLog) {
    this.transport = new Deliveries({ flows: this.flows, diagnostics: this.diagnostics, tcp, keyLog });
  }

  receive(...segments: readonly TestSegment[]): this {
    for (const segment of segments) {
      const datagram = this.#datagram(segment);
      this.#keep(this.transport.receive(datagram));
      // What a packet brought is valid only while it is received.
      datagram.bytes.fill(0x3f);
    }
    return this;
  }

  end(): this {
    this.#keep(this.transport.end());
    return this;
  }

  get texts(): readonly string[] {
    return this.messages.map((message) => message.text);
  }

  /** How often each diagnostic was told. */
  get codes(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.diagnostics.counts().map(({ code, count }) => [code, count]));
  }

  /** Packets that carried no SIP, by what they carried. */
  get protocols(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.transport.protocols.rows().map(({ protocol, packets }) => [protocol, packets]));
  }

  #keep(deliveries: readonly Delivery[]): void {
    if (deliveries.length === 0) return;
    const capture = this.#capture;
    for (const { bytes, start, end, place, flow, frame, index, timeNs, transport, frames, cut } of deliveries) {
      const pieces = place.map((piece) => piece.bytes ?? capture.subarray(piece.offset, piece.offset + piece.length));
      this.messages.push({
        frame,
        index,
        timeNs,
        transport,
        frames,
        from: this.flows.source(flow),
        text: latin1(bytes.subarray(start, end)),
        textAtPlace: latin1(Buffer.concat(pieces)),
        cut: cut === true,
      });
    }
  }

  #append(bytes: Uint8Array): void {
    const length = this.#offset + bytes.length;
    if (length > this.#capture.length) {
      const before = this.#capture;
      this.#capture = new Uint8Array(2 * length);
      this.#capture.set(before);
    }
    this.#capture.set(bytes, this.#offset);
  }

  #datagram(segment: TestSegment): Datagram {
    const { from = 'client', sequence = 0, acknowledgement, payload = '', slicedBytes = 0, isIpv6 = false } = segment;
    const data = typeof payload === 'string' ? text(payload) : payload;
    const clientEnd = { ...client, port: segment.clientPort ?? client.port };
    const [source, destination] = from === 'client' ? [clientEnd, server] : [server, clientEnd];
    const pad = isIpv6 ? [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0] : [];
    const addresses = bytesOf(pad, source.ip, pad, destination.ip);
    const head = bytesOf(addresses, segment.header ?? []);
    const bytes = bytesOf(head, data);
    this.#append(bytes);
    const packet = {
      frame: ++this.#frame,
      timeNs: (segment.atMs ?? this.#frame) * 1e6,
      linkType: 101,
      bytes,
      start: 0,
      end: bytes.length,
      offset: this.#offset,
      originalLength: bytes.length + slicedBytes,
    };
    this.#offset += bytes.length;
    return datagramIn(packet, {
      protocol: 'TCP',
      addressLength: isIpv6 ? 16 : 4,
      destinationAt: addresses.length / 2,
      sourcePort: source.port,
      destinationPort: destination.port,
      ipId: segment.ipId ?? this.#frame,
      start: head.length,
      slicedBytes,
      sequence: sequence >>> 0,
      acknowledgement: (acknowledgement ?? 0) >>> 0,
      flags: (segment.flags ?? 0) | (acknowledgement === undefined ? 0 : ACK),
      transport: 'TCP',
    });
  }
}

/** A request with this Call-ID, of at least so many bytes. */
export function sipRequest(callId: string, bodyBytes = 0): string {
  const lines = [
    'MESSAGE sip:bob@example.com SIP/2.0',
    `Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK${callId}`,
    'From: <sip:alice@example.com>;tag=a',
    'To: <sip:bob@example.com>',
    `Call-ID: ${callId}`,
    'CSeq: 1 MESSAGE',
    'Content-Type: text/plain',
    `Content-Length: ${bodyBytes}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${'x'.repeat(bodyBytes)}`;
}

/** The Call-ID of a message's text. */
export function callIdOf(message: string): string | undefined {
  return /^Call-ID: (.*)\r$/m.exec(message)?.[1];
}

/** The SYN and its answer, both sides beginning with these numbers. */
export function handshake(clientInitial = 1000, serverInitial = 5000, clientPort?: number): readonly TestSegment[] {
  const port = clientPort === undefined ? {} : { clientPort };
  return [
    { ...port, flags: SYN, sequence: clientInitial },
    { ...port, from: 'server', flags: SYN, sequence: serverInitial, acknowledgement: clientInitial + 1 },
    { ...port, sequence: clientInitial + 1, acknowledgement: serverInitial + 1 },
  ];
}

/** The text from `sequence` on in segments of so many bytes. */
export function segments(payload: string, sequence: number, length: number): readonly TestSegment[] {
  const count = Math.ceil(payload.length / length);
  return Array.from({ length: count }, (_, i) => ({
    sequence: sequence + i * length,
    acknowledgement: 5001,
    payload: payload.slice(i * length, (i + 1) * length),
  }));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
