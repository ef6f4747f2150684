/** From packets of TURN to the SIP messages in them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import { Deliveries } from '../src/transport/deliveries.ts';
import { FlowTable } from '../src/transport/flow-table.ts';
import { IpReader } from '../src/network/ip-reader.ts';
import { bytesOf, pcap, text } from './build-capture.ts';
import { ipv4, ipv6, udp } from './build-packet.ts';
import { framed } from './build-tunnel.ts';
import {
  channelBind,
  channelData,
  DATA_INDICATION,
  dataAttribute,
  otherAttribute,
  peerAttribute,
  SEND_INDICATION,
  stunMessage,
  type TurnPeer,
} from './build-turn.ts';
import { type ReadDeliveries, readDeliveries } from './read-deliveries.ts';

const OPTIONS = 'OPTIONS sip:bob@example.com SIP/2.0\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n';
const peer: TurnPeer = { address: [198, 51, 100, 9], port: 5060 };

const client = { address: [192, 0, 2, 1], port: 40_000 };
const server = { address: [192, 0, 2, 2], port: 3478 };

function fromClient(payload: Uint8Array): Uint8Array {
  return ipv4(udp(payload, { sourcePort: client.port, destinationPort: server.port }));
}

function fromServer(payload: Uint8Array): Uint8Array {
  const addresses = { source: server.address, destination: client.address };
  return ipv4(udp(payload, { sourcePort: server.port, destinationPort: client.port }), addresses);
}

function read(...packets: readonly Uint8Array[]): ReadDeliveries {
  return readDeliveries(pcap(packets.map((packet) => ({ data: framed(packet) }))));
}

function hops({ deliveries }: ReadDeliveries): readonly string[] {
  return deliveries.map(({ source, destination }) => `${source} > ${destination}`);
}

describe('SIP in TURN', () => {
  test('of a Send indication goes from the client to its peer', () => {
    const reading = read(fromClient(stunMessage(SEND_INDICATION, peerAttribute(peer), dataAttribute(text(OPTIONS)))));

    expect(hops(reading)).toEqual(['192.0.2.1:40000 > 198.51.100.9:5060']);
    expect(reading.deliveries).toMatchObject([{ transport: 'UDP', text: OPTIONS, textAtPlace: OPTIONS }]);
    expect(reading.protocols).toEqual([]);
  });

  test('of a Data indication comes from the peer to the client', () => {
    const reading = read(fromServer(stunMessage(DATA_INDICATION, dataAttribute(text(OPTIONS)), peerAttribute(peer))));

    expect(hops(reading)).toEqual(['198.51.100.9:5060 > 192.0.2.1:40000']);
  });

  test('of an indication without a peer keeps the addresses of the packet', () => {
    const reading = read(fromClient(stunMessage(SEND_INDICATION, dataAttribute(text(OPTIONS)))));

    expect(hops(reading)).toEqual(['192.0.2.1:40000 > 192.0.2.2:3478']);
  });

  test('of a channel goes between the client and the peer that the channel was bound to', () => {
    const reading = read(
      fromClient(channelBind(0x4001, peer)),
      fromClient(channelData(0x4001, text(OPTIONS))),
      fromServer(channelData(0x4001, text('SIP/2.0 200 OK\r\n\r\n'))),
      fromServer(channelData(0x4002, text(OPTIONS))),
    );

    expect(hops(reading)).toEqual([
      '192.0.2.1:40000 > 198.51.100.9:5060',
      '198.51.100.9:5060 > 192.0.2.1:40000',
      '192.0.2.2:3478 > 192.0.2.1:40000',
    ]);
    expect(reading.protocols).toEqual([{ protocol: 'STUN', packets: 1 }]);
  });

  test('of a channel bound anew goes to the new peer', () => {
    const other = { ...peer, port: 5080 };

    const reading = read(
      fromClient(channelBind(0x4001, peer)),
      fromClient(channelBind(0x4001, other)),
      fromClient(channelData(0x4001, text(OPTIONS))),
    );

    expect(hops(reading)).toEqual(['192.0.2.1:40000 > 198.51.100.9:5080']);
  });

  test('with a peer of the other version of IP has one address of each', () => {
    const far = { address: [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], port: 5060 };

    const reading = read(fromClient(stunMessage(SEND_INDICATION, peerAttribute(far), dataAttribute(text(OPTIONS)))));

    expect(hops(reading)).toEqual(['192.0.2.1:40000 > [2001:db8::9]:5060']);
  });

  test.each([
    ['a Send indication', stunMessage(SEND_INDICATION, peerAttribute(peer), dataAttribute(text(`${OPTIONS}body`)))],
    ['a channel', channelData(0x4001, text(`${OPTIONS}body`))],
  ])('of %s that the snap length cut is there as far as it goes', async (_, payload) => {
    const packet = framed(fromClient(payload));
    const record = { data: packet.subarray(0, packet.length - 2), original: packet.length };

    const analysis = await analyze([pcap([record])]);

    expect(analysis.messageCount).toBe(1);
    expect(analysis.messageRow(0, new Uint8Array(0))).toMatchObject({ incomplete: true });
  });

  test('is no copy of what the server sends on to the peer', async () => {
    const relayed = { address: [192, 0, 2, 2], port: 49_152 };
    const sendsOn = ipv4(udp(OPTIONS, { sourcePort: relayed.port, destinationPort: peer.port }), {
      source: relayed.address,
      destination: peer.address,
    });
    const packets = [
      fromClient(stunMessage(SEND_INDICATION, peerAttribute(peer), dataAttribute(text(OPTIONS)))),
      sendsOn,
    ];

    const analysis = await analyze([pcap(packets.map((packet) => ({ data: framed(packet) })))]);

    expect(analysis.summary().counts).toMatchObject({ messages: 2, duplicates: 0 });
  });

  test('is a row with the addresses of client and peer', async () => {
    const packet = framed(fromClient(stunMessage(SEND_INDICATION, peerAttribute(peer), dataAttribute(text(OPTIONS)))));

    const analysis = await analyze([pcap([{ data: packet }])]);

    expect(analysis.messageRow(0, text(OPTIONS))).toMatchObject({
      transport: 'UDP',
      srcIp: '192.0.2.1',
      srcPort: 40_000,
      dstIp: '198.51.100.9',
      dstPort: 5060,
    });
  });
});

describe('TURN without SIP', () => {
  test('is counted as what it is', () => {
    const rtp = bytesOf(0x80, 0, 0, 1, new Uint8Array(20));

    const reading = read(
      fromClient(stunMessage(1)),
      fromClient(stunMessage(SEND_INDICATION, peerAttribute(peer), dataAttribute(rtp))),
      fromClient(stunMessage(SEND_INDICATION, peerAttribute(peer))),
      fromClient(channelData(0x4001, rtp)),
    );

    expect(reading.deliveries).toEqual([]);
    expect(reading.protocols).toEqual([
      { protocol: 'STUN', packets: 3 },
      { protocol: 'TURN ChannelData', packets: 1 },
    ]);
  });

  test('is STUN on the port of another protocol too', () => {
    const packet = ipv4(udp(stunMessage(1), { sourcePort: 40_000, destinationPort: 53 }));

    expect(read(packet).protocols).toEqual([{ protocol: 'STUN', packets: 1 }]);
  });

  test('keeps so many channels as the limit allows, and tells it', () => {
    const diagnostics = new CaptureDiagnostics();
    const flows = new FlowTable();
    const network = new IpReader(diagnostics);
    const transport = new Deliveries({ flows, diagnostics, turnChannels: 2 });
    const channels = [0x4001, 0x4002, 0x4003];
    const packets = [
      ...channels.map((channel) => channelBind(channel, peer)),
      ...channels.map((channel) => channelData(channel, text(OPTIONS))),
    ];

    const destinations = packets.flatMap((payload, at) => {
      const bytes = framed(fromClient(payload));
      const packet = {
        frame: at + 1,
        timeNs: at,
        linkType: 1,
        bytes,
        start: 0,
        end: bytes.length,
        offset: 0,
        originalLength: bytes.length,
      };
      const datagram = network.receive(packet)!;
      return transport.receive(datagram).map(({ flow }) => flows.destination(flow));
    });

    expect(destinations).toEqual(['192.0.2.2:3478', '198.51.100.9:5060', '198.51.100.9:5060']);
    expect(diagnostics.counts()).toMatchObject([{ code: 'reasm-limit', count: 1, samples: [{ frame: 3 }] }]);
  });
});

describe('whatever TURN does with them', () => {
  const byte = fc.nat(255);
  const arbitraryPeer = fc.record({
    address: fc.oneof(fc.array(byte, { minLength: 4, maxLength: 4 }), fc.array(byte, { minLength: 16, maxLength: 16 })),
    port: fc.integer({ min: 1, max: 65_535 }),
  });
  const arbitraryMessage = fc.record({
    body: fc.string({ maxLength: 40 }),
    lineBreaks: fc.constantFrom('', '\r\n', '\r\n\r\n'),
    peer: arbitraryPeer,
    channel: fc.integer({ min: 0x4000, max: 0x4fff }),
    how: fc.constantFrom('send', 'data', 'channel there', 'channel back'),
    isIpv6: fc.boolean(),
    isPadded: fc.boolean(),
    others: fc.array(fc.nat(9), { maxLength: 3 }),
    peerAt: fc.nat(4),
  });

  test('messages come out with their text and both ends', () => {
    fc.assert(
      fc.property(fc.array(arbitraryMessage, { minLength: 1, maxLength: 8 }), (messages) => {
        const packets = messages.flatMap((message, at) => packetsOf(message, at));

        const reading = read(...packets);

        expect(reading.deliveries.map((delivery) => delivery.text)).toEqual(
          messages.map(({ body }, at) => sip(at, body)),
        );
        expect(reading.deliveries.map((delivery) => delivery.textAtPlace)).toEqual(
          messages.map(({ body }, at) => sip(at, body)),
        );
        expect(hops(reading)).toEqual(messages.map(expectedHop));
        expect(reading.diagnostics.counts()).toEqual([]);
      }),
    );
  });

  test('bytes that look like TURN make no message that is not there, and never throw', () => {
    const attribute = fc
      .tuple(fc.constantFrom(0x0c, 0x12, 0x13, 0x8022), fc.nat(0xffff), fc.uint8Array({ maxLength: 24 }))
      .map(([type, length, value]) => bytesOf(0, type & 0xff, length >> 8, length & 0xff, value));
    const payload = fc.oneof(
      fc.tuple(fc.constantFrom(9, 0x16, 0x17, 1), fc.array(attribute)).map(([type, all]) => stunMessage(type, ...all)),
      fc.uint8Array({ maxLength: 80 }).map((bytes) => bytesOf(0x40, bytes)),
    );

    fc.assert(
      fc.property(fc.array(payload, { maxLength: 6 }), (payloads) => {
        const reading = read(...payloads.map(fromClient));

        expect(reading.deliveries).toEqual([]);
      }),
    );
  });

  type ArbitraryMessage = typeof arbitraryMessage extends fc.Arbitrary<infer Value> ? Value : never;

  function sip(at: number, body: string): string {
    const bytes = Buffer.from(body).toString('latin1');
    return `OPTIONS sip:bob@example.com SIP/2.0\r\nCall-ID: ${at}\r\nContent-Length: ${bytes.length}\r\n\r\n${bytes}`;
  }

  function packetsOf(message: ArbitraryMessage, at: number): readonly Uint8Array[] {
    const { channel, how, isPadded, isIpv6, lineBreaks, body, others, peerAt } = message;
    const data = Buffer.from(`${lineBreaks}${sip(at, body)}`, 'latin1');
    // A client of its own for each, so that channels are not bound anew.
    const isThere = how === 'send' || how === 'channel there';
    const ports = { client: 10_000 + at, server: server.port };
    const wrap = (payload: Uint8Array, toServer: boolean): Uint8Array => {
      const [sourcePort, destinationPort] = toServer ? [ports.client, ports.server] : [ports.server, ports.client];
      const datagram = udp(payload, { sourcePort, destinationPort });
      return isIpv6 ? ipv6(datagram, ends6(toServer)) : ipv4(datagram, ends4(toServer));
    };
    if (how.startsWith('channel')) {
      return [wrap(channelBind(channel, message.peer), true), wrap(channelData(channel, data, isPadded), isThere)];
    }
    const attributes = [...others.map((length) => otherAttribute(length)), dataAttribute(data)];
    attributes.splice(peerAt % (attributes.length + 1), 0, peerAttribute(message.peer));
    return [wrap(stunMessage(isThere ? SEND_INDICATION : DATA_INDICATION, ...attributes), isThere)];
  }

  function expectedHop({ how, isIpv6, peer: far }: ArbitraryMessage, at: number): string {
    const near = isIpv6 ? `[2001:db8::1]:${10_000 + at}` : `192.0.2.1:${10_000 + at}`;
    const flows = new FlowTable();
    const address = Uint8Array.from(far.address);
    const length = address.length === 4 ? 4 : 16;
    const end = { bytes: address, at: 0, length, port: far.port } as const;
    const peerText = flows.source(flows.flowBetween(end, end, 'UDP'));
    return how === 'send' || how === 'channel there' ? `${near} > ${peerText}` : `${peerText} > ${near}`;
  }

  function ends4(toServer: boolean) {
    const [source, destination] = toServer ? [client, server] : [server, client];
    return { source: source.address, destination: destination.address };
  }

  function ends6(toServer: boolean) {
    const near = bytesOf(0x20, 0x01, 0x0d, 0xb8, new Uint8Array(11), 1);
    const relay = bytesOf(0x20, 0x01, 0x0d, 0xb8, new Uint8Array(11), 2);
    return toServer ? { source: near, destination: relay } : { source: relay, destination: near };
  }
});
