import { describe, expect, test } from 'vitest';
import { feedFigures, figuresRow } from '../../../test/rtp/feed-figures.ts';
import { format, staticFormat } from '../../../test/rtp/read-figures.ts';
import { drawn, rtpBytes, type RtpScript, rtpStream, seeded } from '../../../test/rtp/rtp-stream.ts';

const isOneOf =
  (...packets: readonly number[]) =>
  (packet: number): boolean =>
    packets.includes(packet);

/** RFC 3550 A.8 and §6.4.1, word for word: of packets in the order in which they came. */
function jitterValues(script: RtpScript, clockHz = 8000): number[] {
  const values: number[] = [];
  let jitter = 0;
  let before: number | undefined;
  for (const { timeUs, bytes } of rtpStream(script)) {
    const transit = (timeUs / 1e6) * clockHz - new DataView(bytes.buffer).getUint32(4);
    if (before !== undefined) {
      jitter += (Math.abs(transit - before) - jitter) / 16;
      values.push((jitter * 1000) / clockHz);
    }
    before = transit;
  }
  return values;
}

describe('what was lost, and in which order the rest came', () => {
  test('a stream that arrives whole lost nothing', () => {
    const row = figuresRow({ packets: 500 });

    expect(row).toMatchObject({ expected: 500, lost: 0, lostPercent: 0, duplicates: 0, outOfOrder: 0, late: 0 });
    expect(row.cumulativeLost).toBeUndefined();
    expect(row.lossRuns).toBeUndefined();
    expect(row.bursts).toBeUndefined();
  });

  test('losses are counted, and how many lie one after the other', () => {
    const row = figuresRow({
      packets: 1000,
      isLost: isOneOf(100, 200, 201, 300, 301, 500, 501, 502, 503, 504, 505, 506, 507, 508),
    });

    expect(row).toMatchObject({ expected: 1000, lost: 14, lostPercent: 1.4 });
    expect(row.lossRuns).toEqual([
      { from: 1, to: 1, count: 1 },
      { from: 2, to: 2, count: 2 },
      { from: 9, to: 16, count: 1 },
    ]);
  });

  test('what is lost at the end nobody knows of', () => {
    expect(figuresRow({ packets: 100, isLost: (packet) => packet >= 90 })).toMatchObject({ expected: 90, lost: 0 });
  });

  test('sequence numbers and timestamps go round', () => {
    const row = figuresRow({
      packets: 70_000,
      firstSequence: 65_500,
      firstTimestamp: 0xffff_f000,
      isLost: isOneOf(36, 65_571),
    });

    expect(row).toMatchObject({ expected: 70_000, lost: 2, jitterMsMax: 0 });
    expect(row.timestampJumps).toBeUndefined();
    expect(row.restarts).toBeUndefined();
  });

  test('a duplicate hides a loss from RTCP, not from us', () => {
    const row = figuresRow({
      packets: 100,
      isLost: isOneOf(50),
      copies: (packet) => (packet === 10 || packet === 20 ? 2 : 1),
    });

    expect(row).toMatchObject({ expected: 100, lost: 1, duplicates: 2, cumulativeLost: -1 });
  });

  test('a packet that is overtaken was not lost', () => {
    const row = figuresRow({ packets: 100, delayMs: (packet) => (packet === 40 ? 50 : 0) });

    expect(row).toMatchObject({ expected: 100, lost: 0, outOfOrder: 1, mostOutOfOrder: 2 });
  });

  test('what overtakes the first packet makes it no duplicate', () => {
    const row = figuresRow({ packets: 100, delayMs: (packet) => (packet === 0 ? 30 : 0) });

    expect(row).toMatchObject({ expected: 100, lost: 0, outOfOrder: 1, duplicates: 0 });
  });

  test('a sequence that begins anew is no loss of thousands', () => {
    const row = figuresRow({ packets: 1000, jumps: [{ at: 400, sequence: 20_000 }] });

    expect(row).toMatchObject({ expected: 1000, lost: 0, restarts: 1, jitterMsMax: 0 });
    expect(row.strays).toBeUndefined();
  });

  test('one packet far from the others is left out', () => {
    const packets = rtpStream({ packets: 100 });
    const bytes = rtpBytes({
      payloadType: 0,
      sequence: 40_000,
      timestamp: 1,
      ssrc: 0x1234_5678,
      payload: new Uint8Array(160),
    });
    const stray = { ...packets[50]!, bytes };

    const row = feedFigures(packets.toSpliced(50, 0, stray)).facts({ time: String });

    expect(row).toMatchObject({ expected: 100, lost: 0, strays: 1, jitterMsMax: 0 });
    expect(row.restarts).toBeUndefined();
    expect(row.timestampJumps).toBeUndefined();
  });

  test('fewer than 3000 numbers that are missing were lost', () => {
    expect(figuresRow({ packets: 4000, isLost: (packet) => packet >= 500 && packet < 3400 })).toMatchObject({
      expected: 4000,
      lost: 2900,
      lossRuns: [{ from: 2049, to: 4096, count: 1 }],
    });
  });

  test('losses between packets that change places are counted once', () => {
    const row = figuresRow({
      packets: 300,
      isLost: isOneOf(101, 103),
      delayMs: (packet) => (packet === 100 || packet === 102 ? 110 : 0),
    });

    expect(row).toMatchObject({ expected: 300, lost: 2, outOfOrder: 2, lossRuns: [{ from: 1, to: 1, count: 2 }] });
  });
});

describe('bursts and gaps', () => {
  test('of the example of RFC 3611 §4.7.2 are as it tells them', () => {
    const pattern = '11110111111111111111111X111X1011110111111111111111111X111111111';
    const all = `${pattern}${'1'.repeat(64 - pattern.length)}`;

    const row = figuresRow({
      packets: 64,
      ptimeMs: 10,
      isLost: (packet) => all[packet] === '0',
      delayMs: (packet) => (all[packet] === 'X' ? 75 : 0),
    });

    // A third of 120 ms; 2 of 52 packets between. The RFC gives the sum of both gaps, 230 and 290 ms: their mean is 260.
    expect(row.bursts).toEqual({ count: 1, burstDensity: 33.333, gapDensity: 3.846, burstMs: 120, gapMs: 260 });
    expect(row).toMatchObject({ lost: 3, late: 3 });
  });

  test('a stream that begins and ends in bursts has a gap between', () => {
    const row = figuresRow({ packets: 102, isLost: isOneOf(1, 2, 99, 100) });

    // The first and the last packet came: there are gaps of one packet before and after.
    expect(row.bursts).toEqual({ count: 2, burstDensity: 100, gapDensity: 0, burstMs: 40, gapMs: 653.333 });
  });
});

describe('jitter', () => {
  const random = drawn(600, 7, (value) => value * 30);

  test('is that of RFC 3550 A.8 after each packet: its mean and its maximum', () => {
    const script: RtpScript = { packets: 600, delayMs: random };
    const values = jitterValues(script);

    const row = figuresRow(script);

    expect(row.jitterMsMean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 2);
    expect(row.jitterMsMax).toBeCloseTo(Math.max(...values), 2);
  });

  test('takes packets as they come, duplicates and overtaken ones too', () => {
    const script: RtpScript = {
      packets: 600,
      delayMs: (packet) => random(packet) * 2,
      copies: (packet) => (packet % 50 === 9 ? 2 : 1),
    };

    const row = figuresRow(script);

    expect(row.outOfOrder).toBeGreaterThan(10);
    expect(row.jitterMsMax).toBeCloseTo(Math.max(...jitterValues(script)), 2);
  });

  test('is none where packets come as they were sampled, whatever is lost', () => {
    expect(figuresRow({ packets: 500, isLost: (packet) => packet % 7 === 3 })).toMatchObject({
      jitterMsMean: 0,
      jitterMsMax: 0,
    });
  });

  test('is not of telephone events, whose timestamps stand still', () => {
    const packets = rtpStream({ packets: 200 }).map((sent) => {
      if (sent.packet < 100 || sent.packet >= 110) return sent;
      const fields = { payloadType: 101, sequence: sent.packet, timestamp: 100 * 160, ssrc: 0x1234_5678 };
      return { ...sent, bytes: rtpBytes({ ...fields, payload: new Uint8Array(4) }) };
    });

    const row = feedFigures(packets, {
      formatOf: (type) => (type === 101 ? format('TELEPHONE-EVENT') : staticFormat(type)),
    }).facts({ time: String });

    expect(row).toMatchObject({ lost: 0, jitterMsMax: 0, ptimeMs: 20 });
  });

  test('does not measure one clock by another', () => {
    const narrow = rtpStream({ packets: 100, payloadType: 0 });
    const wide = rtpStream({
      packets: 100,
      payloadType: 96,
      clockHz: 16_000,
      firstSequence: 100,
      firstTimestamp: 77,
      startMs: 2000,
    });

    const row = feedFigures([...narrow, ...wide], {
      formatOf: (type) => (type === 96 ? format('AMR-WB', 16_000) : staticFormat(type)),
    }).facts({ time: String });

    expect(row).toMatchObject({ expected: 200, lost: 0, jitterMsMax: 0, clockHz: 16_000 });
  });

  test('does not take a jump of the timestamps for delay', () => {
    const row = figuresRow({ packets: 300, jumps: [{ at: 150, timestamp: 1_000_000 }] });

    expect(row).toMatchObject({ timestampJumps: 1, jitterMsMax: 0, late: 0 });
  });
});

describe('times between arrivals', () => {
  test('have a least, a mean and a longest, with the packet after it', () => {
    const row = figuresRow({ packets: 100, delayMs: (packet) => (packet === 60 ? 7 : 0) });

    expect(row).toMatchObject({ minDeltaMs: 13, meanDeltaMs: 20, maxDeltaMs: 27, maxDeltaFrame: 61 });
  });

  test('leave out the pauses of silence suppression, which are told', () => {
    const row = figuresRow({
      packets: 500,
      silence: [
        [100, 50],
        [300, 100],
      ],
    });

    expect(row).toMatchObject({ expected: 350, lost: 0, maxDeltaMs: 20, pauses: 2, pausedMs: 3000, jitterMsMax: 0 });
  });

  test('leave out comfort noise and what follows it', () => {
    const row = figuresRow({
      packets: 300,
      silence: [[101, 49]],
      payloadType: (packet) => (packet === 100 ? 13 : 0),
    });

    expect(row).toMatchObject({ comfortNoise: 1, maxDeltaMs: 20, jitterMsMax: 0 });
  });
});

describe('clocks', () => {
  test.each([-200, -20, 0, 50, 150])('one that is %i ppm fast is found beneath jitter', (fastPpm) => {
    const delayMs = drawn(6000, 3, (value) => value ** 3 * 40);

    const row = figuresRow({ packets: 6000, fastPpm, delayMs });

    expect(row.clockSkewPpm).toBeGreaterThan(fastPpm - 8);
    expect(row.clockSkewPpm).toBeLessThan(fastPpm + 8);
  });

  test('of a short stream nothing is said', () => {
    expect(figuresRow({ packets: 300 }).clockSkewPpm).toBeUndefined();
  });

  test('one that drifts for hours makes no packet late', () => {
    expect(figuresRow({ packets: 40_000, ptimeMs: 150, fastPpm: -300 })).toMatchObject({ late: 0, clockSkewPpm: -300 });
  });

  test.each([8000, 16_000, 44_100, 48_000, 90_000])('of %i Hz is found where no format tells it', (clockHz) => {
    const script: RtpScript = { packets: 400, payloadType: 97, clockHz, delayMs: drawn(400, 5, (value) => value * 8) };
    const known = figuresRow(script, { formatOf: () => format('X', clockHz) });

    const row = figuresRow(script, { formatOf: () => undefined });

    expect(row).toMatchObject({ clockHz, clockEstimated: true });
    expect(row.jitterMsMean).toBe(known.jitterMsMean);
    expect(row.jitterMsMax).toBe(known.jitterMsMax);
  });

  test('of numbers at random is none', () => {
    const random = seeded(3);
    const packets = rtpStream({ packets: 300, payloadType: 97 }).map((sent, sequence) => {
      const fields = { payloadType: 97, sequence, timestamp: Math.floor(random() * 2 ** 32), ssrc: 1 };
      return { ...sent, bytes: rtpBytes({ ...fields, payload: new Uint8Array(20) }) };
    });

    const row = feedFigures(packets, { formatOf: () => undefined }).facts({ time: String });

    expect(row.clockHz).toBeUndefined();
    expect(row.jitterMsMean).toBeUndefined();
    expect(row.late).toBeUndefined();
  });
});

describe('the time that packets hold', () => {
  test.each([10, 20, 30, 40, 60])('%i ms are found by the timestamps, whatever is lost', (ptimeMs) => {
    expect(figuresRow({ packets: 300, ptimeMs, isLost: (packet) => packet % 5 === 4 }).ptimeMs).toBe(ptimeMs);
  });

  test('that changes is told with both', () => {
    const first = rtpStream({ packets: 300 });
    const later = rtpStream({
      packets: 200,
      ptimeMs: 40,
      startMs: 6000,
      firstSequence: 300,
      firstTimestamp: 300 * 160,
    });

    const row = feedFigures([...first, ...later]).facts({ time: String });

    expect(row).toMatchObject({ ptimeMs: 20, otherPtimesMs: [40] });
  });

  test('is told beside what was agreed only where that is something else', () => {
    const figures = feedFigures(rtpStream({ packets: 100, ptimeMs: 30 }));

    expect(figures.facts({ time: String, agreedPtimeMs: 20 })).toMatchObject({ ptimeMs: 30, agreedPtimeMs: 20 });
    expect(figures.facts({ time: String, agreedPtimeMs: 30 }).agreedPtimeMs).toBeUndefined();
  });

  test('is none where several packets make a frame', () => {
    const packets = rtpStream({ packets: 300, payloadType: 96 }).map((sent) => {
      const frame = Math.floor(sent.packet / 3);
      const fields = {
        payloadType: 96,
        sequence: sent.packet,
        timestamp: frame * 3000,
        ssrc: 1,
        marker: sent.packet % 3 === 2,
      };
      return { ...sent, bytes: rtpBytes({ ...fields, payload: new Uint8Array(900) }) };
    });

    const row = feedFigures(packets, { formatOf: () => format('H264', 90_000) }).facts({ time: String });

    expect(row.ptimeMs).toBeUndefined();
    expect(row.pauses).toBeUndefined();
    expect(row.late).toBeUndefined();
  });
});

test('nothing is told where nothing came', () => {
  expect(figuresRow({ packets: 0 })).toEqual({});
});
