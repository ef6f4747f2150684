import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { demand } from '../../../parser/tools/fuzz/broken-promise.ts';
import type { Target } from '../../../parser/tools/fuzz/target.ts';
import { CaptureDiagnostics } from '../../src/capture/capture-diagnostics.ts';
import { CaptureReader } from '../../src/capture/capture-reader.ts';
import type { Packet } from '../../src/capture/packet.ts';
import { placeLength } from '../../src/capture/place.ts';
import type { Datagram } from '../../src/network/datagram.ts';
import { IpReader } from '../../src/network/ip-reader.ts';
import { Deliveries } from '../../src/transport/deliveries.ts';
import type { Delivery } from '../../src/transport/delivery.ts';
import { FlowTable } from '../../src/transport/flow-table.ts';
import { KeyLog } from '../../src/transport/tls/key-log.ts';
import { datagramIn } from '../../test/build-datagram.ts';

/*
 * An input is what two sides send each other, piece by piece: a byte of which each bit says something (`0x01`: the other side; `0x02`, `0x04`, `0x08`: FIN, SYN, RST; `0x30`: in
 * order, behind lost bytes, once more, overlapping), a length (2), and so many bytes. A TCP segment each, or an SCTP packet's chunks.
 */
const headBytes = 3;
const captures = join(import.meta.dirname, '../../../../fixtures/captures');
/** Longer conversations make the fuzzer slow, and hold nothing that shorter ones have not. */
const longestSeed = 2800;
const seedPieces = 24;

export const tcpTarget: Target = target('tcp', ['tcp/tcp-ooo.pcap', 'tcp/tcp-overlap.pcap', 'tcp/tcp-tiny.pcap']);
export const webSocketTarget: Target = target('websocket', ['websocket/websocket.pcap']);
export const tlsTarget: Target = target('tls', ['tls/tls12-withkeys.pcapng']);
export const sctpTarget: Target = { ...target('sctp', []), seeds: sctpSeeds };

function target(name: 'tcp' | 'websocket' | 'tls' | 'sctp', files: readonly string[]): Target {
  return {
    name,
    seeds: () => files.flatMap(conversations),
    mutators: [],
    check: name === 'sctp' ? checkSctp : checkTcp,
  };
}

/** The first pieces that two sides of each connection of a capture send. */
function conversations(file: string): readonly Uint8Array[] {
  const reader = new CaptureReader();
  const network = new IpReader(new CaptureDiagnostics());
  const byPorts = new Map<string, { readonly client: number; readonly pieces: number[][] }>();
  for (const packet of reader.receive(new Uint8Array(readFileSync(join(captures, file))))) {
    const datagram = network.receive(packet);
    if (datagram?.protocol !== 'TCP') continue;
    const { sourcePort, destinationPort, bytes, start, end, flags } = datagram;
    const key = [sourcePort, destinationPort].toSorted((one, other) => one - other).join();
    const kept = byPorts.get(key) ?? { client: sourcePort, pieces: [] };
    byPorts.set(key, kept);
    const kind = (sourcePort === kept.client ? 0 : 1) | ((flags & 7) << 1);
    const size = end - start;
    if (kept.pieces.length < seedPieces)
      kept.pieces.push([kind, size & 0xff, size >> 8, ...bytes.subarray(start, end)]);
  }
  return [...byPorts.values()].map(({ pieces }) => new Uint8Array(pieces.flat()).subarray(0, longestSeed));
}

/** Messages in DATA chunks, whole and in two. RFC 9260 §3.3.1. */
function sctpSeeds(): readonly Uint8Array[] {
  const message = [...new TextEncoder().encode('OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n')];
  const data = (tsn: number, flags: number, part: readonly number[]): number[] => {
    const length = 16 + part.length;
    return [
      0,
      flags,
      length >> 8,
      length & 0xff,
      0,
      0,
      0,
      tsn,
      0,
      1,
      0,
      1,
      0,
      0,
      0,
      0,
      ...part,
      ...Array.from({ length: -length & 3 }, () => 0),
    ];
  };
  const packet = (...chunks: readonly (readonly number[])[]): number[] => {
    const bytes = chunks.flat();
    return [0, bytes.length & 0xff, bytes.length >> 8, ...bytes];
  };
  const init = [1, 0, 0, 20, 0, 0, 0, 9, 0, 1, 0, 0, 0, 9, 0, 9, 0, 0, 0, 1];
  const whole = packet(data(1, 3, message));
  const halves = [packet(data(2, 1, message.slice(20))), packet(data(1, 2, message.slice(0, 20)))];
  return [
    whole,
    [...packet(init), ...whole],
    halves.flat(),
    packet(data(1, 2, message.slice(0, 9)), data(2, 1, message.slice(9))),
  ].map((bytes) => new Uint8Array(bytes));
}

/** Of each side, where its packets say they come from and go to. */
const ends = [
  { sourcePort: 40_000, destinationPort: 5060 },
  { sourceAt: 4, destinationAt: 0, sourcePort: 5060, destinationPort: 40_000 },
];

function checkTcp(input: Uint8Array): void {
  const next = [1000, 0xffff_ff00];
  check(input, (packet, kind, bytes) => {
    const side = kind & 1;
    const length = bytes.length;
    const shift = [0, 7, -length, -3][(kind >> 4) & 3]!;
    const sequence = (next[side]! + shift) >>> 0;
    const flags = ((kind >> 1) & 7) | 16;
    next[side] = (sequence + length + ((flags & 2) >> 1)) >>> 0;
    const acknowledgement = next[1 - side]!;
    return datagramIn(packet, { protocol: 'TCP', ...ends[side]!, sequence, flags, acknowledgement });
  });
}

function checkSctp(input: Uint8Array): void {
  check(input, (packet, kind) =>
    datagramIn(packet, { protocol: 'SCTP', ...ends[kind & 1]!, verificationTag: 7 + (kind & 1) }),
  );
}

/** No exception, and each message lies in its bytes, as long as its place, in packets that were there. */
function check(input: Uint8Array, makeDatagram: (packet: Packet, kind: number, bytes: Uint8Array) => Datagram): void {
  const diagnostics = new CaptureDiagnostics();
  const keyLog = new KeyLog(diagnostics);
  keyLog.add(tlsSecrets());
  const deliveries = new Deliveries({ flows: new FlowTable(), diagnostics, keyLog });
  let frame = 0;
  const look = (found: readonly Delivery[]): void => {
    for (const delivery of found) checkDelivery(delivery, frame);
  };
  for (let at = 0; at + headBytes <= input.length;) {
    const length = Math.min(input[at + 1]! | (input[at + 2]! << 8), input.length - at - headBytes);
    const payload = input.slice(at + headBytes, at + headBytes + length);
    // Addresses of the two sides stand before the payload.
    const bytes = new Uint8Array([192, 0, 2, 1, 192, 0, 2, 2, ...payload]);
    const packet: Packet = {
      frame: ++frame,
      timeNs: frame * 1e6,
      linkType: 1,
      bytes,
      start: 0,
      end: bytes.length,
      offset: 1000 * frame,
      originalLength: bytes.length,
    };
    look(deliveries.receive(makeDatagram(packet, input[at]!, payload)));
    // As a buffer that is used again is.
    bytes.fill(0xaa);
    at += headBytes + length;
  }
  look(deliveries.end());
}

function checkDelivery({ bytes, start, end, place, frames = [], frame, index }: Delivery, latest: number): void {
  demand(start < end && end <= bytes.length, 'a message lies within its bytes', () => `${start} to ${end}`);
  const placed = placeLength(place);
  demand(placed === end - start, 'a place is as long as its message', () => `${placed} of ${end - start}`);
  demand(frame <= latest && frame >= 1, 'a message comes with a packet that was there', () => `${frame} of ${latest}`);
  const isRising = frames.every((one, at) => at === 0 || one > frames[at - 1]!);
  demand(isRising, 'packets of a message are told once, in order', () => frames.join());
  demand(index >= 0, 'a message has an index in its packet', () => `${index}`);
}

let secrets: Uint8Array | undefined;

/** What the capture of TLS carries. */
function tlsSecrets(): Uint8Array {
  if (secrets !== undefined) return secrets;
  const texts: string[] = [];
  const reader = new CaptureReader({ onSecrets: (text) => texts.push(String(text)) });
  reader.receive(new Uint8Array(readFileSync(join(captures, 'tls/tls12-withkeys.pcapng'))));
  secrets = new TextEncoder().encode(texts.join('\n'));
  return secrets;
}
