import { describe, expect, test } from 'vitest';
import { bytesOf, text } from '../../test/build-capture.ts';
import { datagramIn } from '../../test/build-datagram.ts';
import { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Datagram } from '../network/datagram.ts';
import type { Delivery } from './delivery.ts';
import { FlowTable } from './flow-table.ts';
import { ProtocolCounts } from './protocol-counts.ts';
import { TurnChannels } from './turn/turn-channels.ts';
import { TurnReader } from './turn/turn-reader.ts';
import { UdpDeliveries } from './udp-deliveries.ts';

const OPTIONS = 'OPTIONS sip:bob@example.com SIP/2.0\r\nContent-Length: 0\r\n\r\n';

/** A datagram that stands at 1000 in the capture, in the middle of its packet. */
function datagram(payload: Uint8Array): Datagram {
  const bytes = bytesOf(192, 0, 2, 1, 192, 0, 2, 2, payload, text('padding'));
  const packet = {
    frame: 12,
    timeNs: 34,
    linkType: 1,
    bytes,
    start: 0,
    end: bytes.length,
    offset: 1000,
    originalLength: 99,
  };
  return datagramIn(packet, { sourcePort: 3000, destinationPort: 4000, ipId: 5, end: 8 + payload.length });
}

function deliver(payload: Uint8Array | string): { deliveries: readonly Delivery[]; flows: FlowTable } {
  const flows = new FlowTable();
  const bytes = typeof payload === 'string' ? text(payload) : payload;
  const turn = new TurnReader(new TurnChannels(new CaptureDiagnostics(), 10));
  return { deliveries: new UdpDeliveries(flows, new ProtocolCounts(), turn).receive(datagram(bytes)), flows };
}

function textOf({ bytes, start, end }: Delivery): string {
  return Buffer.from(bytes.subarray(start, end)).toString();
}

describe('UdpDeliveries', () => {
  test('delivers the message of a datagram on any port', () => {
    const { deliveries, flows } = deliver(OPTIONS);

    expect(deliveries).toHaveLength(1);
    expect(deliveries[0]).toMatchObject({ transport: 'UDP', frame: 12, index: 0, timeNs: 34, ipId: 5 });
    expect(deliveries.map(textOf)).toEqual([OPTIONS]);
    expect(deliveries.map(({ flow }) => flows.source(flow))).toEqual(['192.0.2.1:3000']);
  });

  test('tells where the message lies in the capture', () => {
    const { deliveries } = deliver(`\r\n\r\n${OPTIONS}`);

    expect(deliveries.map(({ place }) => place)).toEqual([[{ offset: 1012, length: OPTIONS.length }]]);
    expect(deliveries.map(textOf)).toEqual([OPTIONS]);
  });

  test('keeps what follows the Content-Length with the one message of the datagram', () => {
    const twice = OPTIONS + OPTIONS;

    const { deliveries } = deliver(twice);

    expect(deliveries.map(textOf)).toEqual([twice]);
  });

  test('delivers what comes in a TURN channel, without its padding', () => {
    const { deliveries } = deliver(bytesOf(0x40, 1, 0, OPTIONS.length, text(OPTIONS), 0, 0));

    expect(deliveries.map(textOf)).toEqual([OPTIONS]);
  });

  test('delivers responses', () => {
    const { deliveries } = deliver('SIP/2.0 200 OK\r\n\r\n');

    expect(deliveries).toHaveLength(1);
  });

  test.each([
    ['nothing', ''],
    ['a keep-alive', '\r\n\r\n'],
    ['RTP', bytesOf(0x80, 0, 0, 1, new Uint8Array(8), text(OPTIONS))],
    ['a STUN request', bytesOf(0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, new Uint8Array(12))],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n'],
    ['RTSP', 'OPTIONS rtsp://example.com RTSP/1.0\r\n\r\n'],
    ['text', 'hello'],
  ])('passes over %s', (_, payload) => {
    expect(deliver(payload).deliveries).toEqual([]);
  });
});
