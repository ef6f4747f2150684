import { describe, expect, test } from 'vitest';
import {
  application,
  type BlockFields,
  type Bytes,
  cname,
  compound,
  extendedReport,
  feedback,
  goodbye,
  half,
  receiverReport,
  senderReport,
  type SenderFields,
  word,
  xrBlock,
} from '../../../test/rtp/build-rtcp.ts';
import { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import type { RtcpRow } from '../../rows/rtcp-row.ts';
import { FlowTable } from '../../transport/flow-table.ts';
import { ReportBook } from './report-book.ts';
import type { SourceReports } from './source-reports.ts';
import type { StreamCounts } from './stream-counts.ts';

type Place = { readonly host: number; readonly port: number };
type Counts = { -readonly [Key in keyof StreamCounts]: StreamCounts[Key] };

const alice: Place = { host: 1, port: 4000 };
const bob: Place = { host: 2, port: 5000 };
const above = ({ host, port }: Place): Place => ({ host, port: port + 1 });
const ssrcOfAlice = 0xa11c_e001;
const ssrcOfBob = 0xb0b0_0001;

/** 2023-11-14T22:13:20Z. */
const epochNs = 1_700_000_000_000_000_000n;
/** The same in seconds of NTP. */
const ntpSeconds = 1_700_000_000 + 2_208_988_800;

class Talk {
  readonly diagnostics = new CaptureDiagnostics();
  readonly flows = new FlowTable();
  readonly book = new ReportBook({ flows: this.flows, diagnostics: this.diagnostics, epochNs: () => epochNs });
  #frame = 0;

  flow(from: Place, to: Place): number {
    const address = ({ host, port }: Place): Parameters<FlowTable['flowBetween']>[0] => ({
      bytes: new Uint8Array([192, 0, 2, host]),
      at: 0,
      length: 4,
      port,
    });
    return this.flows.flowBetween(address(from), address(to), 'UDP');
  }

  stream(
    ssrc: number,
    from: Place,
    to: Place,
    counts: Partial<Counts> = {},
  ): { source: SourceReports; counts: Counts } {
    const all: Counts = {
      expected: 0,
      lost: 0,
      duplicates: 0,
      highest: 0,
      lastTimestamp: 0,
      lastTimeNs: 0,
      clockHz: 8000,
      lostAmong: () => 0,
      ...counts,
    };
    return { source: this.book.open(ssrc, this.flow(from, to), all, 0, 1), counts: all };
  }

  send(seconds: number, from: Place, to: Place, ...packets: readonly Bytes[]): void {
    this.sendBytes(seconds, from, to, compound(...packets));
  }

  sendBytes(seconds: number, from: Place, to: Place, bytes: Uint8Array): void {
    const at = { timeNs: seconds * 1e9, frame: ++this.#frame, flow: this.flow(from, to), ipId: 0 };
    this.book.receive({ bytes, start: 0, end: bytes.length, ...at, slicedBytes: 0, isSecure: false });
  }

  row(source: SourceReports): RtcpRow | undefined {
    return this.book.row(source, (ns) => `${Math.round(ns / 1e6)} ms`);
  }
}

/** A sender report that leaves at that second. */
const report = (seconds: number, fields: SenderFields): Bytes =>
  senderReport({ ntp: [ntpSeconds + Math.floor(seconds), Math.round((seconds % 1) * 2 ** 32)], ...fields });
/** As LSR has it. */
const stamp = (seconds: number): number => Math.floor((ntpSeconds + seconds) * 65_536) % 2 ** 32;
const units = (seconds: number): number => Math.round(seconds * 65_536);

describe('reports reach the stream they speak of', () => {
  test.each([
    ['on the port next to it', above(bob), above(alice)],
    ['on its port', bob, alice],
  ])('%s', (_name, from, to) => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);

    talk.send(5, from, to, receiverReport(ssrcOfBob, { ssrc: ssrcOfAlice, cumulativeLost: 3 }));

    expect(talk.row(source)).toMatchObject({
      packets: 1,
      frames: [1],
      receivers: [{ ssrc: 'b0b00001', reports: 1, lost: 3, first: '5000 ms', firstFrame: 1 }],
    });
  });

  test('from any port of its addresses, where its SSRC is drawn at random', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);

    talk.send(5, { host: 2, port: 61_000 }, { host: 1, port: 4001 }, receiverReport(1, { ssrc: ssrcOfAlice }));

    expect(talk.row(source)?.receivers).toHaveLength(1);
  });

  test('but not of a device that has the same SSRC for all', () => {
    const talk = new Talk();
    const { source } = talk.stream(1, alice, bob);

    talk.send(
      5,
      { host: 2, port: 61_000 },
      { host: 1, port: 61_001 },
      receiverReport(9, { ssrc: 1, extendedHighest: 1 }),
    );

    expect(talk.row(source)).toBeUndefined();
  });

  test('and not the one of the same SSRC on another hop', () => {
    const talk = new Talk();
    const relay: Place = { host: 3, port: 6000 };
    const first = talk.stream(ssrcOfAlice, alice, relay);
    const second = talk.stream(ssrcOfAlice, relay, bob);

    talk.send(5, above(relay), above(alice), receiverReport(7, { ssrc: ssrcOfAlice, cumulativeLost: 1 }));
    talk.send(6, above(bob), above(relay), receiverReport(8, { ssrc: ssrcOfAlice, cumulativeLost: 2 }));

    expect(talk.row(first.source)?.receivers).toMatchObject([{ ssrc: '00000007', lost: 1 }]);
    expect(talk.row(second.source)?.receivers).toMatchObject([{ ssrc: '00000008', lost: 2 }]);
  });

  test('before its first packet', () => {
    const talk = new Talk();
    talk.send(
      1,
      above(alice),
      above(bob),
      report(1, { ssrc: ssrcOfAlice, packetCount: 7 }),
      cname(ssrcOfAlice, 'alice@home'),
    );

    const { source } = talk.stream(ssrcOfAlice, alice, bob);

    expect(talk.row(source)).toMatchObject({ sender: { cname: 'alice@home', reports: 1, sentPackets: 7 } });
  });

  test('once, though it was captured twice', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);

    for (const seconds of [5, 5.0001, 5.2])
      talk.send(seconds, above(alice), above(bob), report(5, { ssrc: ssrcOfAlice }));

    expect(talk.row(source)).toMatchObject({ packets: 1, sender: { reports: 1 } });
  });

  test('not, where nothing is reported: some devices have a block of zeros', () => {
    const talk = new Talk();
    const { source } = talk.stream(0, alice, bob);

    talk.send(5, above(bob), above(alice), receiverReport(ssrcOfBob, { ssrc: 0 }));

    expect(talk.row(source)).toBeUndefined();
  });
});

describe('what a sender says of itself', () => {
  test('is its name, its count, its clock, and when it left', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    const send = (seconds: number, fields: Omit<SenderFields, 'ssrc'>, ...more: readonly Bytes[]): void =>
      talk.send(seconds, above(alice), above(bob), report(seconds - 0.25, { ssrc: ssrcOfAlice, ...fields }), ...more);

    send(1, { rtpTimestamp: 0xffff_ff00, packetCount: 50, octetCount: 8000 }, cname(ssrcOfAlice, 'alice@home'));
    send(
      11,
      { rtpTimestamp: (0xffff_ff00 + 80_080) >>> 0, packetCount: 550, octetCount: 88_000 },
      application(ssrcOfAlice, 2, 'PING'),
    );
    send(12, { packetCount: 600 }, goodbye([ssrcOfAlice], 'on hook'));

    expect(talk.row(source)?.sender).toMatchObject({
      cname: 'alice@home',
      reports: 3,
      first: '1000 ms',
      last: '12000 ms',
      sentPackets: 600,
      clockOffsetMs: -250,
      bye: '12000 ms',
      byeFrame: 3,
      byeReason: 'on hook',
      applications: [{ name: 'PING', subtype: 2, count: 1 }],
    });
  });

  test('tells by which rate its clock runs', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);

    for (const seconds of [0, 5, 10])
      talk.send(
        seconds,
        above(alice),
        above(bob),
        report(seconds, { ssrc: ssrcOfAlice, rtpTimestamp: 8008 * seconds }),
      );

    expect(talk.row(source)?.sender?.clockHz).toBe(8008);
  });

  test('has no place in the day where its clock has none', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);

    talk.send(5, above(alice), above(bob), senderReport({ ssrc: ssrcOfAlice, ntp: [100, 0] }));

    expect(talk.row(source)?.sender).not.toHaveProperty('clockOffsetMs');
  });
});

describe('what a receiver reports', () => {
  const blocks = (...list: readonly Omit<BlockFields, 'ssrc'>[]): RtcpRow | undefined => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    list.forEach((block, index) =>
      talk.send(5 * (index + 1), above(bob), above(alice), receiverReport(ssrcOfBob, { ssrc: ssrcOfAlice, ...block })),
    );
    return talk.row(source);
  };

  test('is loss and jitter, over time', () => {
    expect(
      blocks(
        { fractionLost: 0, cumulativeLost: 0, jitter: 80, extendedHighest: 250 },
        { fractionLost: 64, cumulativeLost: 62, jitter: 240, extendedHighest: 500 },
        { fractionLost: 32, cumulativeLost: 93, jitter: 160, extendedHighest: 750 },
      )?.receivers,
    ).toEqual([
      {
        ssrc: 'b0b00001',
        address: '192.0.2.2:5001',
        reports: 3,
        first: '5000 ms',
        last: '15000 ms',
        firstFrame: 1,
        lastFrame: 3,
        lost: 93,
        lostPercentMean: 12.5,
        lostPercentMax: 25,
        worst: '10000 ms',
        worstFrame: 2,
        highestSequence: 750,
        jitterMsLast: 20,
        jitterMsMean: 20,
        jitterMsMax: 30,
        series: [
          { at: '5000 ms', lostPercent: 0, lost: 0, jitterMs: 10 },
          { at: '10000 ms', lostPercent: 25, lost: 62, jitterMs: 30 },
          { at: '15000 ms', lostPercent: 12.5, lost: 93, jitterMs: 20 },
        ],
      },
    ]);
  });

  test('leaves out a jitter that cannot be', () => {
    expect(blocks({ jitter: 4_294_962_322 })?.receivers?.[0]).not.toHaveProperty('jitterMsLast');
  });

  test('is thinned where there is much of it', () => {
    const row = blocks(...Array.from({ length: 1000 }, (_one, index) => ({ cumulativeLost: index })));
    const [receiver] = row?.receivers ?? [];

    expect(receiver?.reports).toBe(1000);
    expect(receiver?.series?.length).toBeLessThanOrEqual(256);
    expect(receiver?.series?.map(({ lost }) => lost)).toEqual(
      Array.from({ length: receiver?.series?.length ?? 0 }, (_one, index) => 4 * index),
    );
    expect(row).toMatchObject({ packets: 1000, moreFrames: 744 });
    expect(row?.frames).toHaveLength(256);
  });

  test('is kept of eight receivers', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    for (let ssrc = 1; ssrc <= 20; ssrc++)
      talk.send(ssrc, above(bob), above(alice), receiverReport(ssrc, { ssrc: ssrcOfAlice, extendedHighest: ssrc }));

    const row = talk.row(source);

    expect(row?.receivers).toHaveLength(8);
    expect(row?.moreReceivers).toBe(12);
  });

  test('are VoIP metrics, the latest and the worst', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    const metrics = (rFactor: number, mosLq: number): Bytes => {
      const rates = [12, 12, 84, 10, ...half(120), ...half(520), ...half(180), ...half(0), 0xee, 127, 45, 16];
      return xrBlock(7, 0, word(ssrcOfAlice), rates, [
        rFactor,
        127,
        mosLq,
        127,
        0,
        0,
        ...half(0),
        ...half(0),
        ...half(0),
      ]);
    };

    talk.send(5, above(bob), above(alice), extendedReport(ssrcOfBob, metrics(60, 30)));
    talk.send(10, above(bob), above(alice), extendedReport(ssrcOfBob, metrics(90, 42)));

    expect(talk.row(source)?.receivers?.[0]?.voip).toEqual({
      at: '10000 ms',
      frame: 2,
      reports: 2,
      lossPercent: 4.69,
      discardPercent: 4.69,
      burstLossPercent: 32.81,
      burstMs: 120,
      gapLossPercent: 3.91,
      gapMs: 520,
      minimumGapPackets: 16,
      roundTripMs: 180,
      signalLevelDbm0: -18,
      residualEchoReturnLossDb: 45,
      rFactor: 90,
      mosLq: 4.2,
      rFactorMin: 60,
      mosLqMin: 3,
    });
  });

  test('are asked for again, key frames and rates', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    const remb = (rate: number): Bytes =>
      feedback(206, 15, ssrcOfBob, 0, [...new TextEncoder().encode('REMB'), 1, 0, ...half(rate)], word(ssrcOfAlice));

    talk.send(1, bob, alice, feedback(205, 1, ssrcOfBob, ssrcOfAlice, half(10), half(3)));
    talk.send(
      2,
      bob,
      alice,
      feedback(205, 1, ssrcOfBob, ssrcOfAlice, half(20), half(0)),
      feedback(206, 1, ssrcOfBob, ssrcOfAlice),
    );
    talk.send(3, bob, alice, remb(40_000));
    talk.send(4, bob, alice, remb(50_000));
    talk.send(5, bob, alice, feedback(206, 4, ssrcOfBob, 0, word(ssrcOfAlice), [1, 0, 0, 0]));

    expect(talk.row(source)?.feedback).toMatchObject([
      { name: 'NACK', count: 2, packets: 4, firstFrame: 1, lastFrame: 2 },
      { name: 'PLI', count: 1 },
      { name: 'REMB', count: 2, bitsPerSecondMin: 40_000, bitsPerSecondLast: 50_000 },
      { name: 'FIR', count: 1 },
    ]);
  });
});

describe('round trips', () => {
  /** Ways of 30 ms to Bob and back, and of 10 ms to Alice. */
  function exchanged(): { talk: Talk; ofAlice: SourceReports; ofBob: SourceReports } {
    const talk = new Talk();
    const ofAlice = talk.stream(ssrcOfAlice, alice, bob).source;
    const ofBob = talk.stream(ssrcOfBob, bob, alice).source;
    talk.send(10, above(alice), above(bob), report(9.995, { ssrc: ssrcOfAlice }));
    const answer = { ssrc: ssrcOfAlice, lastSr: stamp(9.995), delaySinceLastSr: units(2), extendedHighest: 1 };
    talk.send(12.03, above(bob), above(alice), report(12.015, { ssrc: ssrcOfBob, blocks: [answer] }));
    const back = { ssrc: ssrcOfBob, lastSr: stamp(12.015), delaySinceLastSr: units(3), extendedHighest: 1 };
    talk.send(15.04, above(alice), above(bob), report(15.03, { ssrc: ssrcOfAlice, blocks: [back] }));
    return { talk, ofAlice, ofBob };
  }

  test('are parted by the tap, and added up', () => {
    const { talk, ofAlice } = exchanged();
    const row = talk.row(ofAlice);

    expect(row?.roundTripToReceiverMs).toBeCloseTo(30, 1);
    expect(row?.roundTripToSenderMs).toBeCloseTo(10, 1);
    expect(row?.roundTripMs).toBeCloseTo(40, 1);
    expect(row?.receivers?.[0]?.roundTripMsMean).toBeCloseTo(30, 1);
    expect(row?.receivers?.[0]?.series?.[0]?.roundTripMs).toBeCloseTo(30, 1);
  });

  test('of the other direction are the same, the other way round', () => {
    const { talk, ofBob } = exchanged();
    const row = talk.row(ofBob);

    expect(row?.roundTripToReceiverMs).toBeCloseTo(10, 1);
    expect(row?.roundTripToSenderMs).toBeCloseTo(30, 1);
    expect(row?.roundTripMs).toBeCloseTo(40, 1);
  });

  test('are not told of a report that did not pass, nor where they cannot be', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    talk.send(10, above(alice), above(bob), report(10, { ssrc: ssrcOfAlice }));
    const answer = (lastSr: number, delay: number): Bytes =>
      receiverReport(ssrcOfBob, { ssrc: ssrcOfAlice, lastSr, delaySinceLastSr: units(delay), extendedHighest: 1 });

    talk.send(12, above(bob), above(alice), answer(stamp(9), 1));
    talk.send(12.5, above(bob), above(alice), answer(stamp(10), 60));
    talk.send(13, above(bob), above(alice), answer(0, 0));

    expect(talk.row(source)).not.toHaveProperty('roundTripToReceiverMs');
  });

  test('of who only receives are told by extended reports', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    const reference = xrBlock(4, 0, word(ntpSeconds + 10), word(0));
    talk.send(
      10,
      above(bob),
      above(alice),
      receiverReport(ssrcOfBob, { ssrc: ssrcOfAlice }),
      extendedReport(ssrcOfBob, reference),
    );

    const dlrr = xrBlock(5, 0, word(ssrcOfBob), word(stamp(10)), word(units(1)));
    talk.send(11.02, above(alice), above(bob), report(11, { ssrc: ssrcOfAlice }), extendedReport(ssrcOfAlice, dlrr));

    expect(talk.row(source)?.roundTripToSenderMs).toBeCloseTo(20, 1);
  });
});

describe('loss before and behind the tap', () => {
  type Step = { expected: number; lost: number; reported: number; highest?: number; seen?: number };

  function compared(steps: readonly Step[], more: Partial<Counts> = {}): RtcpRow['loss'] {
    const talk = new Talk();
    const { source, counts } = talk.stream(ssrcOfAlice, alice, bob, more);
    steps.forEach(({ expected, lost, reported, highest = expected - 1, seen = highest }, index) => {
      Object.assign(counts, { expected, lost, highest: seen & 0xffff });
      const block = { ssrc: ssrcOfAlice, cumulativeLost: reported, extendedHighest: highest };
      talk.send(5 * (index + 1), above(bob), above(alice), receiverReport(ssrcOfBob, block));
    });
    return talk.row(source)?.loss;
  }

  test('is nowhere where both have all', () => {
    expect(compared([{ expected: 250, lost: 0, reported: 0 }])).toEqual({
      packets: 250,
      lostAtTap: 0,
      lostAtReceiver: 0,
      lostBeforeTap: 0,
      lostAfterTap: 0,
      precision: 0,
      text: 'Of 250 packets none was lost, neither before the tap nor behind it.',
    });
  });

  test('is before the tap, where the receiver has lost what the tap has', () => {
    const row = compared([
      { expected: 250, lost: 5, reported: 5 },
      { expected: 500, lost: 12, reported: 12 },
    ]);

    expect(row).toMatchObject({ packets: 500, lostBeforeTap: 12, lostAfterTap: 0 });
    expect(row?.text).toBe('Of 500 packets 12 were lost before the tap and none behind it.');
  });

  test('is behind the tap, where the receiver has lost more', () => {
    const row = compared([
      { expected: 250, lost: 0, reported: 0 },
      { expected: 500, lost: 1, reported: 9 },
    ]);

    expect(row).toMatchObject({ packets: 500, lostBeforeTap: 1, lostAfterTap: 8 });
    expect(row?.text).toBe('Of 500 packets 1 was lost before the tap and 8 more behind it.');
  });

  test('is the capture’s own, where the receiver has lost less', () => {
    const row = compared([
      { expected: 250, lost: 0, reported: 0 },
      { expected: 500, lost: 20, reported: 1 },
    ]);

    expect(row).toMatchObject({ lostBeforeTap: 1, lostAfterTap: 0, missedByCapture: 19 });
    expect(row?.text).toBe(
      'Of 250 packets 1 was lost before the tap and none behind it. The receiver got 19 that the capture has not: they were missed by the capture.',
    );
  });

  test('is not the capture’s, where duplicates explain it', () => {
    expect(compared([{ expected: 250, lost: 10, reported: 3 }], { duplicates: 7 })).not.toHaveProperty(
      'missedByCapture',
    );
  });

  test('is of the captured time only, where the capture began in the call', () => {
    expect(
      compared([
        { expected: 100, lost: 0, reported: 77, highest: 5100, seen: 5100 },
        { expected: 350, lost: 0, reported: 77, highest: 5350, seen: 5350 },
      ]),
    ).toMatchObject({ packets: 250, lostBeforeTap: 0, lostAfterTap: 0 });
  });

  test('is compared at the sequence number of the report', () => {
    // Four were lost after the last packet that the receiver tells of.
    const row = compared([{ expected: 260, lost: 4, reported: 0, highest: 249, seen: 259 }], { lostAmong: () => 4 });

    expect(row).toMatchObject({ packets: 250, lostAtTap: 0, lostAfterTap: 0, precision: 0 });
  });

  test('goes on where a receiver counts anew', () => {
    const row = compared([
      { expected: 250, lost: 0, reported: 0 },
      { expected: 500, lost: 0, reported: 100 },
      { expected: 750, lost: 0, reported: -500 },
      { expected: 1000, lost: 0, reported: -500 },
    ]);

    expect(row).toMatchObject({ packets: 750, lostAfterTap: 100 });
  });

  test('is told by one report, where the capture began before the sender', () => {
    const talk = new Talk();
    const { source, counts } = talk.stream(ssrcOfAlice, alice, bob);
    Object.assign(counts, { expected: 250, lost: 0, highest: 249 });
    talk.send(5, above(alice), above(bob), report(5, { ssrc: ssrcOfAlice, packetCount: 250 }));
    const block = { ssrc: ssrcOfAlice, cumulativeLost: 20, extendedHighest: 249 };
    talk.send(6, above(bob), above(alice), receiverReport(ssrcOfBob, block));

    expect(talk.row(source)?.loss).toMatchObject({ packets: 250, lostBeforeTap: 0, lostAfterTap: 20 });
  });

  test('is not told by one report, where that may be of what was before the capture', () => {
    expect(compared([{ expected: 250, lost: 0, reported: 20 }])).toBeUndefined();
  });

  test('is not the capture’s, where the receiver began later than the stream', () => {
    expect(
      compared([
        { expected: 250, lost: 20, reported: 0 },
        { expected: 500, lost: 20, reported: 0 },
      ]),
    ).toMatchObject({ packets: 500, lostBeforeTap: 20, lostAfterTap: 0 });
  });

  test('is not told where the report is of another sequence', () => {
    expect(compared([{ expected: 250, lost: 0, reported: 5, highest: 40_000, seen: 249 }])).toBeUndefined();
  });
});

describe('loss before the tap, where nobody reports,', () => {
  function counted(...reports: readonly { sent: number; expected: number; lost: number }[]): RtcpRow['loss'] {
    const talk = new Talk();
    const { source, counts } = talk.stream(ssrcOfAlice, alice, bob);
    reports.forEach(({ sent, expected, lost }, index) => {
      Object.assign(counts, { expected, lost });
      const seconds = 5 * (index + 1);
      talk.send(seconds, above(alice), above(bob), report(seconds, { ssrc: ssrcOfAlice, packetCount: sent }));
    });
    return talk.row(source)?.loss;
  }

  test('is by what the sender counts', () => {
    expect(counted({ sent: 1000, expected: 10, lost: 0 }, { sent: 1250, expected: 260, lost: 6 })).toEqual({
      packets: 250,
      lostAtTap: 6,
      lostBeforeTap: 6,
      precision: 0,
      text: 'Between its reports the sender counts 250 packets, of which 6 were lost before the tap.',
    });
  });

  test('is told though no sequence number is missing', () => {
    expect(counted({ sent: 0, expected: 0, lost: 0 }, { sent: 250, expected: 200, lost: 0 })).toMatchObject({
      lostAtTap: 0,
      lostBeforeTap: 50,
      precision: 2,
    });
  });

  test('is not what is under way', () => {
    expect(counted({ sent: 0, expected: 0, lost: 0 }, { sent: 250, expected: 249, lost: 0 })).toMatchObject({
      lostBeforeTap: 0,
      text: 'Between its reports the sender counts 250 packets, and none was lost before the tap.',
    });
  });

  test('is unknown of one report', () => {
    expect(counted({ sent: 250, expected: 100, lost: 0 })).toBeUndefined();
  });
});

describe('streams of one sender', () => {
  test('are as much apart as they passed the tap', () => {
    const talk = new Talk();
    const camera: Place = { host: 1, port: 4002 };
    const screen: Place = { host: 2, port: 5002 };
    const voice = talk.stream(ssrcOfAlice, alice, bob);
    const video = talk.stream(0x71de_0001, camera, screen, { clockHz: 90_000 });
    const names = cname(ssrcOfAlice, 'alice@home');
    for (const seconds of [5, 10, 15]) {
      // Sampled at the second, 20 ms on the way; the video 65 ms.
      Object.assign(voice.counts, { expected: 1, lastTimestamp: 8000 * seconds, lastTimeNs: seconds * 1e9 + 20e6 });
      Object.assign(video.counts, { expected: 1, lastTimestamp: 90_000 * seconds, lastTimeNs: seconds * 1e9 + 65e6 });
      talk.send(
        seconds + 0.1,
        above(alice),
        above(bob),
        report(seconds, { ssrc: ssrcOfAlice, rtpTimestamp: 8000 * seconds }),
        names,
      );
      const ofVideo = report(seconds - 1, { ssrc: 0x71de_0001, rtpTimestamp: 90_000 * (seconds - 1) });
      talk.send(seconds + 0.2, above(camera), above(screen), ofVideo, cname(0x71de_0001, 'alice@home'));
    }

    const [offset] = talk.row(video.source)?.lipSync ?? [];

    expect(offset?.ssrc).toBe('a11ce001');
    expect(offset?.offsetMsMin).toBeCloseTo(45, 0);
    expect(talk.row(voice.source)?.lipSync?.[0]?.offsetMsMax).toBeCloseTo(-45, 0);
  });
});

describe('what is wrong', () => {
  test('is told with its place', () => {
    const talk = new Talk();

    talk.send(1, above(bob), above(alice), [0x81, 201, 0, 1], word(7));

    expect(talk.diagnostics.counts()).toEqual([
      {
        code: 'rtcp-syntax',
        count: 1,
        samples: [{ frame: 1, detail: 'Byte 0: An RTCP RR claims 1 report blocks, but has room for 0.' }],
      },
    ]);
  });

  test('is a side that sends no RTCP, though the other does', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    for (const seconds of [5, 10, 15, 20]) {
      const block = { ssrc: ssrcOfAlice, extendedHighest: seconds };
      talk.send(seconds, above(bob), above(alice), report(seconds, { ssrc: ssrcOfBob, blocks: [block] }));
    }

    expect(talk.row(source)?.problems).toEqual([
      { code: 'rtcp-missing', text: '192.0.2.1:4001 sends no RTCP, though it gets 4 reports.' },
    ]);
  });

  test('is not a side that had no time to send any', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    for (const seconds of [1, 2, 3, 4]) {
      const block = { ssrc: ssrcOfAlice, extendedHighest: seconds };
      talk.send(seconds, above(bob), above(alice), report(seconds, { ssrc: ssrcOfBob, blocks: [block] }));
    }

    expect(talk.row(source)).not.toHaveProperty('problems');
  });

  test('is not a side that only receives', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    for (const seconds of [5, 10, 15, 20])
      talk.send(
        seconds,
        above(bob),
        above(alice),
        receiverReport(ssrcOfBob, { ssrc: ssrcOfAlice, extendedHighest: seconds }),
      );

    expect(talk.row(source)).not.toHaveProperty('problems');
  });
});

describe('SRTCP', () => {
  test('is counted by its sender', () => {
    const talk = new Talk();
    const { source } = talk.stream(ssrcOfAlice, alice, bob);
    const secret = Array.from({ length: 40 }, (_one, index) => (index * 37 + 11) & 0xff);

    talk.send(1, alice, bob, [0x80, 200, 0, 6], word(ssrcOfAlice), secret, word(0x8000_0001), secret.slice(0, 10));

    expect(talk.row(source)).toEqual({ packets: 1, encrypted: 1, frames: [1] });
    expect(talk.diagnostics.counts()).toEqual([]);
  });
});

describe('what HEP reports of RTCP as JSON', () => {
  const block =
    '"source_ssrc":2703024129,"fraction_lost":51,"packets_lost":16777215,"highest_seq_no":24658,"ia_jitter":80,"lsr":0,"dlsr":0';
  const json = (blocks: string): Uint8Array =>
    new TextEncoder().encode(
      `{"sender_information":{"ntp_timestamp_sec":3953771345,"ntp_timestamp_usec":0,"rtp_timestamp":2944344000,"packets":18,"octets":2880},"ssrc":2964324353,"type":200,"report_count":1,"report_blocks":[{${blocks}}],"report_blocks_xr":{"type":0,"id":0,"fraction_lost":0},"sdes_ssrc":2964324353,"sdes_report_count":1,"sdes_information":[{"type":1,"text":"bob@home"}]}`,
    );

  test('is read as the packet it was', () => {
    const talk = new Talk();
    const ofAlice = talk.stream(ssrcOfAlice, alice, bob);
    const ofBob = talk.stream(ssrcOfBob, bob, alice);

    talk.sendBytes(5, above(bob), above(alice), json(block));

    expect(talk.row(ofAlice.source)?.receivers).toMatchObject([
      {
        ssrc: 'b0b00001',
        cname: 'bob@home',
        lost: -1,
        lostPercentMax: 19.92,
        jitterMsLast: 10,
        highestSequence: 24_658,
      },
    ]);
    expect(talk.row(ofBob.source)?.sender).toMatchObject({ cname: 'bob@home', sentPackets: 18, sentOctets: 2880 });
  });

  test('is told where it is none', () => {
    const talk = new Talk();

    talk.sendBytes(5, bob, alice, new TextEncoder().encode('{"ssrc":'));

    expect(talk.diagnostics.counts()).toMatchObject([{ code: 'rtcp-syntax', count: 1 }]);
  });
});

describe('memory', () => {
  test('has its limit, which is told once', () => {
    const talk = new Talk();
    for (let index = 0; index < 20_100; index++)
      talk.send(
        index / 1e3,
        above(bob),
        above(alice),
        receiverReport(1, { ssrc: 0x10_0000 + index, extendedHighest: 1 }),
      );

    expect(talk.book.heard).toBeGreaterThan(15_000);
    expect(talk.book.heard).toBeLessThanOrEqual(20_000);
    expect(talk.diagnostics.counts()).toMatchObject([{ code: 'limit-streams', count: 1 }]);
  });

  test('is not used for feedback about sources that nothing was heard of', () => {
    const talk = new Talk();

    talk.send(1, bob, alice, feedback(206, 1, ssrcOfBob, 77));

    expect(talk.book.heard).toBe(0);
  });

  test('is that of streams, and of what was heard lately', () => {
    const talk = new Talk();
    for (let index = 0; index < 2000; index++)
      talk.send(
        index,
        { host: 9, port: 4000 },
        bob,
        receiverReport(index + 1, { ssrc: index + 100_000, extendedHighest: 1 }),
      );

    expect(talk.book.heard).toBeLessThan(600);
  });
});
