import { demand } from '../../../parser/tools/fuzz/broken-promise.ts';
import type { Target } from '../../../parser/tools/fuzz/target.ts';
import { CaptureDiagnostics } from '../../src/capture/capture-diagnostics.ts';
import { LINK_TYPE } from '../../src/capture/link-type.ts';
import type { Packet } from '../../src/capture/packet.ts';
import type { Datagram } from '../../src/network/datagram.ts';
import { Deliveries } from '../../src/transport/deliveries.ts';
import { FlowTable } from '../../src/transport/flow-table.ts';
import type { MediaReceiver } from '../../src/transport/media-receiver.ts';
import { StunAttributes, stunType } from '../../src/transport/turn/stun-attributes.ts';
import { TurnChannels } from '../../src/transport/turn/turn-channels.ts';
import { TurnReader } from '../../src/transport/turn/turn-reader.ts';
import { udpProtocol } from '../../src/transport/udp-protocol.ts';
import { bytesOf, uint16 } from '../../test/build-capture.ts';
import { datagramIn } from '../../test/build-datagram.ts';

/** Datagrams between a client and its TURN server, each behind a byte of which way it goes (`0x01`) and its length in two. */
export const stunTarget: Target = { name: 'stun', seeds: stunSeeds, mutators: [], check };

const headBytes = 3;
const ends = [
  { sourcePort: 40_000, destinationPort: 3478 },
  { sourceAt: 4, destinationAt: 0, sourcePort: 3478, destinationPort: 40_000 },
];

function stunSeeds(): readonly Uint8Array[] {
  const cookie = [0x21, 0x12, 0xa4, 0x42];
  const transaction = new Uint8Array(12).fill(7);
  const stun = (type: number, ...attributes: readonly Uint8Array[]): Uint8Array => {
    const body = bytesOf(...attributes);
    return bytesOf(uint16(type), uint16(body.length), cookie, transaction, body);
  };
  const attribute = (type: number, value: Uint8Array): Uint8Array =>
    bytesOf(uint16(type), uint16(value.length), value, new Uint8Array(-value.length & 3));
  const address = bytesOf(0, 1, uint16(0x2112 ^ 5060), 0x21 ^ 192, 0x12, 0xa4 ^ 2, 0x42 ^ 9);
  const address6 = bytesOf(0, 2, uint16(5060), new Uint8Array(16).fill(3));
  const message = new TextEncoder().encode('OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n');
  const bind = stun(0x0009, attribute(0x000c, Uint8Array.of(0x40, 1, 0, 0)), attribute(0x0012, address));
  const channelData = bytesOf(0x40, 1, uint16(message.length), message);
  const send = stun(0x0016, attribute(0x0012, address6), attribute(0x0013, message));
  const rtp = bytesOf(0x80, 0, uint16(1), new Uint8Array(40));
  const relayed = stun(0x0017, attribute(0x0012, address), attribute(0x0013, rtp));
  const binding = stun(
    0x0001,
    attribute(0x0006, new TextEncoder().encode('a:b')),
    attribute(0x8028, new Uint8Array(4)),
  );
  const piece = (flags: number, bytes: Uint8Array): Uint8Array =>
    bytesOf(flags, bytes.length & 0xff, bytes.length >> 8, bytes);
  return [
    bytesOf(piece(0, bind), piece(0, channelData), piece(1, channelData)),
    bytesOf(piece(0, send), piece(1, relayed)),
    bytesOf(piece(0, binding), piece(1, stun(0x0101, attribute(0x0020, address)))),
  ];
}

/** No exception; attributes lie one behind the other in their message, and what is relayed in its datagram. */
function check(input: Uint8Array): void {
  const flows = new FlowTable();
  const diagnostics = new CaptureDiagnostics();
  const media = new MediaProbe();
  const deliveries = new Deliveries({ flows, diagnostics, media });
  const turn = new TurnReader(new TurnChannels(diagnostics, 4));
  let frame = 0;
  for (let at = 0; at + headBytes <= input.length;) {
    const start = at + headBytes;
    const end = Math.min(input.length, start + (input[at + 1]! | (input[at + 2]! << 8)));
    const payload = input.slice(start, end);
    checkAttributes(payload);
    udpProtocol(payload, 0, payload.length, 3478, 40_000);
    const datagram = datagramIn(packetOf(payload, ++frame), ends[input[at]! & 1]);
    const relayed = turn.receive(datagram);
    if (relayed !== undefined) {
      const isInside = datagram.start <= relayed.start && relayed.start <= relayed.end && relayed.end <= datagram.end;
      demand(isInside, 'what is relayed lies in its datagram', () => `${relayed.start} to ${relayed.end}`);
    }
    for (const delivery of deliveries.receive(datagram)) {
      const isInside = delivery.start < delivery.end && delivery.end <= delivery.bytes.length;
      demand(isInside, 'a message lies within its bytes', () => `${delivery.start} to ${delivery.end}`);
    }
    at = end;
  }
  deliveries.end();
}

/** With the addresses of both ends before it, as `datagramIn` wants it. */
function packetOf(payload: Uint8Array, frame: number): Packet {
  const bytes = bytesOf([192, 0, 2, 1, 192, 0, 2, 2], payload);
  const place = { start: 0, end: bytes.length, offset: 0, originalLength: bytes.length };
  return { frame, timeNs: 0, linkType: LINK_TYPE.ipv4, bytes, ...place };
}

function checkAttributes(bytes: Uint8Array): void {
  if (stunType(bytes, 0, bytes.length) < 0) return;
  const attributes = new StunAttributes(bytes, 0, bytes.length);
  let last = 20;
  while (attributes.next()) {
    const { start, end } = attributes;
    demand(
      last < start && start <= end && end <= bytes.length,
      'attributes follow each other',
      () => `${last} ${start} ${end}`,
    );
    last = start;
    attributes.xorAddress();
  }
}

/** What it is given lies in its datagram. */
class MediaProbe implements MediaReceiver {
  receive(datagram: Datagram, flow: number, start: number, end: number): void {
    this.#check(datagram, start, end);
    demand(flow >= 0, 'media has a flow', () => `${flow}`);
  }

  receiveDtls(datagram: Datagram, flow: number, start: number, end: number): void {
    this.receive(datagram, flow, start, end);
  }

  receiveOther(datagram: Datagram, start: number, end: number): void {
    this.#check(datagram, start, end);
  }

  receiveReport(): void {}

  #check(datagram: Datagram, start: number, end: number): void {
    const isInside = datagram.start <= start && start <= end && end <= datagram.end;
    demand(isInside, 'media lies in its datagram', () => `${start} to ${end}`);
  }
}
