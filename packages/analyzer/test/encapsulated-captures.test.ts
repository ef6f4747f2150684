/** SIP that other protocols brought: HEP over UDP and TCP and in a file of its own, SCTP, SCTP in UDP. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesOf, pcap, text, uint16, uint32 } from './build-capture.ts';
import { hep2, hep3, hepChunk } from './build-hep.ts';
import { ethernet, ipv4, udp } from './build-packet.ts';
import { data, init, sack } from './build-sctp.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { readDeliveries, type ReadDeliveries } from './read-deliveries.ts';
import { readRows } from './read-rows.ts';

const OPTIONS = 'OPTIONS sip:bob@example.com SIP/2.0\r\nContent-Length: 0\r\n\r\n';

function read(...packets: readonly Uint8Array[]): ReadDeliveries {
  return readDeliveries(pcap(packets.map((packet) => ({ data: ethernet(packet) }))));
}

function outline({ deliveries }: ReadDeliveries): string[] {
  expect(deliveries.map(({ textAtPlace }) => textAtPlace)).toEqual(deliveries.map(({ text: message }) => message));
  return deliveries.map(({ frame, transport, source, destination, text: message }) => {
    return `${frame} ${transport} ${source} ${destination} ${message === OPTIONS ? 'OPTIONS' : message}`;
  });
}

function sctp(...chunks: readonly Uint8Array[]): Uint8Array {
  return bytesOf(uint16(5060), uint16(5070), uint32(9), uint32(0), ...chunks);
}

function tcp(payload: Uint8Array, sequence: number, flags: number): Uint8Array {
  const head = bytesOf(uint16(40_000), uint16(9060), uint32(sequence), uint32(1), 0x50, flags, uint16(8192));
  return ipv4(bytesOf(head, uint32(0), payload), { protocol: 6, source: [10, 0, 0, 1], destination: [10, 0, 0, 2] });
}

describe('HEP in a capture', () => {
  test.each([
    ['version 3', hep3(OPTIONS)],
    ['version 2', hep2(OPTIONS)],
    ['version 1', hep2(OPTIONS, { version: 1 })],
  ])('%s over UDP, to any port', (_, packet) => {
    const read1 = read(ipv4(udp(packet, { destinationPort: 12_345 }), { source: [10, 0, 0, 1] }));

    expect(outline(read1)).toEqual(['1 UDP 192.0.2.1:5060 192.0.2.2:5062 OPTIONS']);
  });

  test('over TCP, in segments that are not packets of HEP', () => {
    const stream = bytesOf(hep3(OPTIONS, { ipProtocol: 6 }), hep3('{}', { protocolType: 5 }), hep3(OPTIONS));
    const parts = [stream.subarray(0, 50), stream.subarray(50, 220), stream.subarray(220)];
    let sequence = 1000;

    const found = read(
      tcp(new Uint8Array(0), 999, 2),
      ...parts.map((part) => tcp(part, (sequence += part.length) - part.length, 16)),
    );

    expect(outline(found)).toEqual([
      '3 TCP 192.0.2.1:5060 192.0.2.2:5062 OPTIONS',
      '4 UDP 192.0.2.1:5060 192.0.2.2:5062 OPTIONS',
    ]);
    expect(found.protocols).toEqual([{ protocol: 'HEP: RTCP', packets: 1 }]);
  });

  test('lengths that lie are told', () => {
    const { deliveries, diagnostics } = read(ipv4(udp(hep3(OPTIONS, { totalLength: 0xffff }))));

    expect(deliveries).toHaveLength(1);
    expect(diagnostics.counts().map(({ code }) => code)).toEqual(['hep-chunk']);
  });
});

describe('SCTP in a capture', () => {
  const first = data(OPTIONS.slice(0, 20), { tsn: 1, end: false });
  const second = data(OPTIONS.slice(20), { tsn: 2, begin: false });

  test('over IP', () => {
    const found = read(
      ipv4(sctp(init(4)), { protocol: 132 }),
      ipv4(sctp(sack, first), { protocol: 132 }),
      ipv4(sctp(second), { protocol: 132 }),
    );

    expect(outline(found)).toEqual(['3 SCTP 192.0.2.1:5060 192.0.2.2:5070 OPTIONS']);
    expect(found.deliveries[0]?.frames).toEqual([2, 3]);
  });

  test('in UDP', () => {
    const found = read(ipv4(udp(sctp(first, second), { destinationPort: 9899 })));

    expect(outline(found)).toEqual(['1 SCTP 192.0.2.1:5060 192.0.2.2:5070 OPTIONS']);
  });

  test('RTP to the port of SCTP in UDP is RTP', () => {
    const rtp = bytesOf(0x80, 0, uint16(1), new Uint8Array(168));

    const found = read(ipv4(udp(rtp, { destinationPort: 9899 })));

    expect(found.protocols).toEqual([{ protocol: 'RTP', packets: 1 }]);
  });
});

describe('what is no SIP', () => {
  test.each([
    ['HTTP', 'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n', 'other UDP'],
    ['a response of HTTP', 'HTTP/1.1 404 Not Found\r\n\r\n', 'other UDP'],
    ['RTSP', 'OPTIONS rtsp://example.com RTSP/1.0\r\n\r\n', 'other UDP'],
    ['SSDP', 'NOTIFY * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\n\r\n', 'SSDP'],
    ['a keep-alive', 'jaK', 'keep-alive'],
  ])('%s on port 5060 is not taken for SIP', (_, payload, protocol) => {
    const { deliveries, protocols } = read(ipv4(udp(text(payload), { destinationPort: 5060 })));

    expect(deliveries).toEqual([]);
    expect(protocols).toEqual([{ protocol, packets: 1 }]);
  });
});

describe('the rows', () => {
  const whole =
    'OPTIONS sip:bob@example.com SIP/2.0\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\n\r\n';

  test('of what HEP brought have its correlation id, and never the key of its sender', async () => {
    const more = [hepChunk(0x11, text('other-leg@example.com')), hepChunk(0x0e, text('myHep'))];

    const bytes = bytesOf(hep3(whole, { more }), hep3('a log', { protocolType: 100, more }));

    const { messages, summary } = await readRows([bytes]);

    expect(messages).toMatchObject([{ frame: 1, srcIp: '192.0.2.1', correlationId: 'other-leg@example.com' }]);
    expect(summary.capture).toMatchObject({ format: 'hep', protocols: [{ protocol: 'HEP: log', packets: 1 }] });
    expect(JSON.stringify([messages, summary])).not.toContain('myHep');
  });

  test('of an SCTP packet captured twice: the second is a duplicate, a retransmission has none', async () => {
    const chunk = data(whole, { tsn: 1 });
    const sent = (id: number): Uint8Array => ethernet(ipv4(sctp(chunk), { protocol: 132, id }));
    const records = [sent(1), sent(1), sent(2)].map((packet, i) => ({ data: packet, fraction: i * 1000 }));

    const { messages } = await readRows([pcap(records)]);

    expect(messages.map(({ frame, duplicate }) => [frame, duplicate])).toEqual([
      [1, undefined],
      [2, true],
    ]);
  });
});

type HepOracle = {
  readonly packets: readonly {
    readonly frame: number;
    readonly src: string;
    readonly srcPort: number;
    readonly dst: string;
    readonly dstPort: number;
    readonly protocolType: number;
    readonly payload: string;
  }[];
};

describe.runIf(hasCorpus)('the corpus', () => {
  test.each([
    ['captures/hepws__hep.pcap', 'hepws__hep.pcap'],
    ['generated/hep.pcap', 'gen__hep.pcap'],
  ])('%s: every SIP message that HEP reports, and no other', (file, name) => {
    const { packets } = JSON.parse(readFileSync(path.join(corpus, `oracle/${name}.hep.json`), 'utf8')) as HepOracle;
    const sip = packets.filter(({ protocolType }) => protocolType === 1);
    const wanted = sip.map(({ frame, src, srcPort, dst, dstPort, payload }) => {
      return `${frame} ${src}:${srcPort} ${dst}:${dstPort} ${payload.split(/\r?\n/, 1)[0]}`;
    });

    const { deliveries } = readDeliveries(readFileSync(path.join(corpus, file)));

    const found = deliveries.map(({ frame, source, destination, text: message }) => {
      return `${frame} ${source} ${destination} ${message.split(/\r?\n/, 1)[0]}`;
    });
    expect(found).toEqual(wanted);
  });

  test('SCTP in fragments and several streams and HEP give the messages of the same call over UDP', () => {
    const variants = path.join(corpus, 'generated/encap');
    const messages = (file: string): string[] =>
      readDeliveries(readFileSync(path.join(variants, file)))
        .deliveries.map(({ text: message }) => message.replaceAll('SIP/2.0/SCTP', 'SIP/2.0/UDP'))
        .sort();

    expect(messages('sctp-fragmented-multistream.pcap')).toEqual(messages('eth.pcap'));
    expect(messages('hep3-udp9060.pcap')).toEqual(messages('eth.pcap'));
  });

  test('HTTP from port 5060 is not taken for SIP', () => {
    expect(readDeliveries(readFileSync(path.join(corpus, 'captures/ndpi__http_on_sip_port.pcap'))).deliveries).toEqual(
      [],
    );
  });
});
