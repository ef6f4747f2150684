/** RTCP and published reports beside the streams that they are about, from a capture to its rows. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import type { Analysis, AnalyzeOptions } from '../../src/analysis.ts';
import { analyzeCapture, openCapture } from '../../src/node.ts';
import type { StreamRow } from '../../src/rows.ts';
import { text } from '../build-capture.ts';
import { hep3 } from '../build-hep.ts';
import { type Bytes, cname, compound, goodbye, receiverReport, senderReport } from './build-rtcp.ts';
import { type CallScript, callMessages, rtpCapture, type TimedDatagram, together } from './rtp-capture.ts';
import { callee, caller, type RtpEndpoint, type RtpScript, rtpStream } from './rtp-stream.ts';

const ssrcs = { caller: 0xca11_0001, callee: 0xbeef_0002 } as const;
/** Of the first packet: `rtpCapture` begins then. */
const ntpSeconds = 1_700_000_000 + 2_208_988_800;
const above = ({ ip, port }: RtpEndpoint): RtpEndpoint => ({ ip, port: port + 1 });
const units = (seconds: number): number => Math.round(seconds * 65_536);
const stamp = (seconds: number): number => Math.floor((ntpSeconds + seconds) * 65_536) % 2 ** 32;
const ntp = (seconds: number): readonly [number, number] => [
  ntpSeconds + Math.floor(seconds),
  Math.floor((seconds % 1) * 2 ** 32),
];

const rtcp = (seconds: number, isBack: boolean, ...packets: readonly Bytes[]): TimedDatagram => ({
  timeUs: Math.round(seconds * 1e6),
  source: above(isBack ? callee : caller),
  destination: above(isBack ? caller : callee),
  bytes: compound(...packets),
});

/** 20 s of audio both ways from 1 s on, in a call that was agreed on. */
function audio(script: Partial<RtpScript> = {}, call: Partial<CallScript> = {}): TimedDatagram[] {
  const there = rtpStream({ packets: 1000, startMs: 1000, ssrc: ssrcs.caller, ...script });
  const back = { source: callee, destination: caller, ssrc: ssrcs.callee };
  return together(
    callMessages({ endedMs: 21_500, ...call }),
    there,
    rtpStream({ packets: 1000, startMs: 1000, ...back }),
  );
}

async function analysisOf(datagrams: readonly TimedDatagram[], options: AnalyzeOptions = {}): Promise<Analysis> {
  return analyze([rtpCapture(datagrams)], options);
}

async function streamOf(datagrams: readonly TimedDatagram[], ssrc: number): Promise<StreamRow | undefined> {
  const analysis = await analysisOf(datagrams);
  return [...analysis.streams()].find((row) => row.ssrc === ssrc.toString(16));
}

/** Reports of both sides: 30 ms from the tap to the callee and back, 10 ms to the caller. */
const reports = [
  rtcp(
    6,
    false,
    senderReport({ ssrc: ssrcs.caller, ntp: ntp(5.995), packetCount: 250, rtpTimestamp: 40_000 }),
    cname(ssrcs.caller, 'alice@home'),
  ),
  rtcp(
    8.03,
    true,
    senderReport({
      ssrc: ssrcs.callee,
      ntp: ntp(8.015),
      packetCount: 351,
      blocks: [
        { ssrc: ssrcs.caller, extendedHighest: 349, jitter: 16, lastSr: stamp(5.995), delaySinceLastSr: units(2) },
      ],
    }),
    cname(ssrcs.callee, 'bob@work'),
  ),
  rtcp(
    11.04,
    false,
    senderReport({
      ssrc: ssrcs.caller,
      ntp: ntp(11.035),
      packetCount: 502,
      rtpTimestamp: 80_320,
      blocks: [{ ssrc: ssrcs.callee, extendedHighest: 499, lastSr: stamp(8.015), delaySinceLastSr: units(3) }],
    }),
  ),
  rtcp(
    16,
    true,
    receiverReport(ssrcs.callee, {
      ssrc: ssrcs.caller,
      fractionLost: 12,
      cumulativeLost: 20,
      extendedHighest: 748,
      jitter: 80,
    }),
  ),
  rtcp(21.2, false, receiverReport(ssrcs.caller), goodbye([ssrcs.caller], 'on hook')),
];

describe('a stream with RTCP', () => {
  // Five of its packets are lost before the tap: of the receiver's twenty fifteen are behind it.
  const datagrams = [...audio({ isLost: (packet) => packet >= 500 && packet < 505 }), ...reports];

  test('has what its sender says, and what its receiver does', async () => {
    const row = await streamOf(datagrams, ssrcs.caller);

    expect(row?.rtcp).toMatchObject({
      packets: 5,
      sender: {
        cname: 'alice@home',
        reports: 2,
        sentPackets: 502,
        sentBetween: 252,
        seenBetween: 249,
        byeReason: 'on hook',
        clockOffsetMs: -5,
      },
      receivers: [
        { ssrc: 'beef0002', cname: 'bob@work', address: '192.0.2.2:30001', reports: 2, lost: 20, jitterMsMax: 10 },
      ],
    });
  });

  test('is told where its packets were lost', async () => {
    const row = await streamOf(datagrams, ssrcs.caller);

    expect(row?.rtcp?.loss).toEqual({
      packets: 749,
      lostAtTap: 5,
      lostAtReceiver: 20,
      lostBeforeTap: 5,
      lostAfterTap: 15,
      precision: 0,
      text: 'Of 749 packets 5 were lost before the tap and 15 more behind it.',
    });
  });

  test('has a round trip, by which its quality is judged', async () => {
    const row = await streamOf(datagrams, ssrcs.caller);

    expect(row?.rtcp?.roundTripToReceiverMs).toBeCloseTo(30, 0);
    expect(row?.rtcp?.roundTripToSenderMs).toBeCloseTo(10, 0);
    expect(row?.rtcp?.roundTripMs).toBeCloseTo(40, 0);
    expect(row?.assumptions).toMatchObject({ networkDelayFrom: 'RTCP' });
    expect(row?.assumptions?.networkDelayMs).toBeCloseTo(20, 0);
  });

  test('says the same in one thread of rows that are kept, and of rows that are told', async () => {
    const told: StreamRow[] = [];
    await analysisOf(datagrams, { keep: false, onStream: (row) => told.push(row) });
    const kept = await analysisOf(datagrams);

    expect(told.map(({ rtcp: one }) => one)).toEqual([...kept.streams()].map(({ rtcp: one }) => one));
  });

  test('says the same in two threads', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sipscope-rtcp-'));
    const file = path.join(folder, 'rtcp.pcap');
    writeFileSync(file, rtpCapture(datagrams));
    const rowsIn = async (threads: 1 | 2): Promise<readonly StreamRow[]> => {
      const capture = await openCapture(file);
      const analysis = await analyzeCapture(capture, { threads });
      await capture.close();
      return [...analysis.streams()];
    };

    const one = await rowsIn(1);
    const two = await rowsIn(2);
    rmSync(folder, { recursive: true });

    expect(one[0]?.rtcp?.packets).toBe(5);
    expect(two).toEqual(one);
  });

  test('has none where there is none', async () => {
    const row = await streamOf(audio(), ssrcs.caller);

    expect(row).toMatchObject({ packets: 1000 });
    expect(row).not.toHaveProperty('rtcp');
  });
});

describe('RTCP on the port of RTP', () => {
  test('reaches its stream', async () => {
    const muxed = reports.map((datagram) => ({
      ...datagram,
      source: { ...datagram.source, port: datagram.source.port - 1 },
      destination: { ...datagram.destination, port: datagram.destination.port - 1 },
    }));
    const attributes = ['a=rtcp-mux', 'a=ptime:20'];

    const row = await streamOf([...audio({}, { attributes }), ...muxed], ssrcs.caller);

    expect(row?.rtcp?.packets).toBe(5);
    expect(row?.packets).toBe(1000);
  });
});

describe('a report of quality that was published', () => {
  const publish = (ms: number, lines: readonly string[]): TimedDatagram => {
    const body = lines.join('\r\n');
    const head = [
      'PUBLISH sip:collector@example.com SIP/2.0',
      'Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKpub',
      'Max-Forwards: 70',
      'From: <sip:bob@example.com>;tag=p',
      'To: <sip:collector@example.com>',
      'Call-ID: published@192.0.2.2',
      'CSeq: 1 PUBLISH',
      'Event: vq-rtcpxr',
      'Content-Type: application/vq-rtcpxr',
      `Content-Length: ${body.length}`,
    ];
    const collector = { ip: '192.0.2.9', port: 5060 };
    const bytes = text(`${head.join('\r\n')}\r\n\r\n${body}`);
    return { timeUs: ms * 1000, source: { ip: '192.0.2.2', port: 5060 }, destination: collector, bytes };
  };
  const session = [
    'VQSessionReport: CallTerm',
    'CallID: c1@example.com',
    'LocalID: <sip:bob@example.com>',
    'RemoteID: <sip:alice@example.com>',
    'OrigID: <sip:alice@example.com>',
    'LocalAddr: IP=192.0.2.2 PORT=30000 SSRC=0xbeef0002',
    'RemoteAddr: IP=192.0.2.1 PORT=20000 SSRC=0xca110001',
    'LocalMetrics:',
    'PacketLoss:NLR=2.0 JDR=0.5',
    'Delay:RTD=40 ESD=60 IAJ=2',
    'QualityEst:MOSLQ=4.1 MOSCQ=4.0',
    'RemoteMetrics:',
    'QualityEst:MOSLQ=4.3',
    '',
  ];

  test('is of the call that it names', async () => {
    const analysis = await analysisOf([...audio(), publish(22_000, session)]);

    expect([...analysis.calls()][0]?.qualityReports).toEqual([
      {
        frame: expect.any(Number),
        at: expect.stringMatching(/:42\.000/),
        report: 'session',
        final: true,
        source: '192.0.2.2:5060',
        localUri: 'sip:bob@example.com',
        remoteUri: 'sip:alice@example.com',
        local: { ip: '192.0.2.2', port: 30_000, ssrc: 'beef0002' },
        remote: { ip: '192.0.2.1', port: 20_000, ssrc: 'ca110001' },
        localMetrics: {
          networkLossPercent: 2,
          jitterDiscardPercent: 0.5,
          roundTripMs: 40,
          endSystemDelayMs: 60,
          interarrivalJitterMs: 2,
          mosLq: 4.1,
          mosCq: 4,
        },
        remoteMetrics: { mosLq: 4.3 },
      },
    ]);
  });

  test('is of the streams that its metrics are of', async () => {
    const analysis = await analysisOf([...audio(), publish(22_000, session)]);
    const rows = [...analysis.streams()].map(({ ssrc, qualityReports }) => [
      ssrc,
      qualityReports?.map(({ by, metrics }) => [by, metrics.mosLq]),
    ]);

    expect(rows).toEqual([
      ['ca110001', [['receiver', 4.1]]],
      ['beef0002', [['sender', 4.3]]],
    ]);
  });

  test('is found by its SSRC where its addresses are those before a NAT', async () => {
    const inside = session.map((line) => line.replace('IP=192.0.2.2', 'IP=10.0.0.7'));

    const analysis = await analysisOf([...audio(), publish(22_000, inside)]);

    expect([...analysis.streams()][0]?.qualityReports).toMatchObject([{ by: 'receiver' }]);
  });

  test('is counted once, though its message was seen on two hops', async () => {
    const hop = { ...publish(22_001, session), destination: { ip: '192.0.2.10', port: 5060 } };

    const analysis = await analysisOf([...audio(), publish(22_000, session), hop]);

    expect([...analysis.calls()][0]?.qualityReports).toHaveLength(1);
  });

  test('is kept eight times a session: the first ones and the last', async () => {
    const intervals = Array.from({ length: 20 }, (_one, index) =>
      publish(2000 + 500 * index, ['VQIntervalReport', ...session.slice(1, 8), `PacketLoss:NLR=${index}`, '']),
    ).map((one, index) => ({
      ...one,
      bytes: text(
        new TextDecoder()
          .decode(one.bytes)
          .replace('z9hG4bKpub', `z9hG4bKpub${index}`)
          .replace('CSeq: 1 ', `CSeq: ${index + 1} `),
      ),
    }));

    const [call] = (await analysisOf([...audio(), ...intervals])).calls();

    expect(call?.qualityReports?.map(({ localMetrics }) => localMetrics?.networkLossPercent)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 19,
    ]);
    expect(call?.moreQualityReports).toBe(12);
  });
});

describe('RTCP that HEP reports', () => {
  const agent = { ip: '198.51.100.1', port: 9060 };
  const collector = { ip: '198.51.100.2', port: 9060 };
  const ipv4 = (ip: string): number[] => ip.split('.').map(Number);
  const inHep = ({ timeUs, source, destination, bytes }: TimedDatagram, protocolType: number): TimedDatagram => ({
    timeUs,
    source: agent,
    destination: collector,
    bytes: hep3(bytes, {
      source: ipv4(source.ip),
      destination: ipv4(destination.ip),
      sourcePort: source.port,
      destinationPort: destination.port,
      seconds: 1_700_000_000 + Math.floor(timeUs / 1e6),
      protocolType,
    }),
  });
  const json = (seconds: number, isBack: boolean, value: object): TimedDatagram =>
    inHep({ ...rtcp(seconds, isBack), bytes: text(JSON.stringify(value)) }, 5);
  const report = (packets: number, lost: number): object => ({
    type: 200,
    ssrc: ssrcs.callee,
    sender_information: {
      ntp_timestamp_sec: ntp(0)[0],
      ntp_timestamp_usec: 0,
      rtp_timestamp: 1,
      packets,
      octets: 160 * packets,
    },
    report_count: 1,
    report_blocks: [
      {
        source_ssrc: ssrcs.caller,
        fraction_lost: 64,
        packets_lost: lost,
        highest_seq_no: 500,
        ia_jitter: 80,
        lsr: 0,
        dlsr: 0,
      },
    ],
    sdes_ssrc: ssrcs.callee,
    sdes_information: [{ type: 1, text: 'bob@work' }],
  });
  const messages = callMessages({ endedMs: 21_500 }).map((message) => inHep(message, 1));

  test('makes a stream without packets, of the call that describes its addresses', async () => {
    const analysis = await analysisOf([...messages, json(6, true, report(250, 5)), json(11, true, report(500, 9))]);

    expect([...analysis.streams()]).toMatchObject([
      {
        ssrc: 'beef0002',
        call: 'c1',
        from: 'callee',
        kind: 'audio',
        packets: 0,
        srcIp: '192.0.2.2',
        srcPort: 30_001,
        rtcp: { sender: { cname: 'bob@work', reports: 2, sentPackets: 500 } },
      },
      {
        ssrc: 'ca110001',
        call: 'c1',
        from: 'caller',
        packets: 0,
        srcPort: 20_001,
        rtcp: { receivers: [{ cname: 'bob@work', reports: 2, lost: 9, lostPercentMax: 25, jitterMsMax: 10 }] },
      },
    ]);
  });

  test('is said of streams whose packets were captured', async () => {
    const analysis = await analysisOf([...audio(), json(6, true, report(250, 5))]);

    expect([...analysis.streams()]).toMatchObject([
      { ssrc: 'ca110001', packets: 1000, rtcp: { receivers: [{ lost: 5 }] } },
      { ssrc: 'beef0002', packets: 1000, rtcp: { sender: { sentPackets: 250 } } },
    ]);
  });

  test('is no stream where nothing was sent', async () => {
    const empty = { type: 201, ssrc: 5, report_count: 1, report_blocks: [{ source_ssrc: 0, highest_seq_no: 0 }] };

    const analysis = await analysisOf([...messages, json(6, true, empty)]);

    expect([...analysis.streams()]).toEqual([]);
  });
});
