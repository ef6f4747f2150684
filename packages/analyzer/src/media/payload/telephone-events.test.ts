import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { event, format, type TestPayload, TestStream } from '../../../test/rtp/read-payloads.ts';

const events = format('TELEPHONE-EVENT');

/** A key press as RFC 4733 §2.5.1.2 has it: updates every 20 ms, three packets of the end. */
function press(code: number, timestamp: number, { durationMs = 100, volume = 10, ends = 3 } = {}): TestPayload[] {
  const updates = Math.floor(durationMs / 20);
  const sent: TestPayload[] = [];
  for (let at = 1; at <= updates; at++)
    sent.push({ payload: event(code, at * 160, { volume }), timestamp, marker: at === 1 });
  for (let at = 0; at < ends; at++)
    sent.push({ payload: event(code, durationMs * 8, { isEnd: true, volume }), timestamp });
  return sent;
}

describe('key presses as events', () => {
  test('each of them with its begin, duration, level, and how often its end was sent', () => {
    const stream = new TestStream([[101, events]]);

    stream.receive(...press(5, 8000), ...press(11, 16_000, { durationMs: 200, volume: 0 }));

    expect(stream.facts().dtmf).toEqual([
      { digit: '5', source: 'rtp-event', time: '-20', durationMs: 100, levelDbm0: -10, endPackets: 3, frames: [1, 6] },
      { digit: '#', source: 'rtp-event', time: '140', durationMs: 200, endPackets: 3, frames: [9, 19] },
    ]);
  });

  test('all sixteen keys, and the hook flash', () => {
    const stream = new TestStream([[101, events]]);

    for (let code = 0; code <= 16; code++) stream.receive(...press(code, code * 4000));

    expect(stream.facts().dtmf?.map(({ digit }) => digit)).toEqual([...'0123456789*#ABCD'.split(''), 'flash']);
  });

  test('two equal keys are two, by their timestamps', () => {
    const stream = new TestStream([[101, events]]);

    stream.receive(...press(7, 1000), ...press(7, 3000));

    expect(stream.facts().dtmf).toHaveLength(2);
  });

  test('with the clock of their own format', () => {
    const stream = new TestStream([[110, format('TELEPHONE-EVENT', 48_000)]]);

    stream.receive({ payload: event(1, 4800, { isEnd: true }), timestamp: 0, marker: true });

    expect(stream.facts().dtmf).toMatchObject([{ durationMs: 100 }]);
  });

  test('a lost end is told, with the least duration that it can have had', () => {
    const stream = new TestStream([[101, events]]);

    stream.receive(...press(3, 1000, { ends: 0 }), ...press(4, 3000));

    expect(stream.facts().dtmf).toMatchObject([{ digit: '3', durationMs: 100, lost: ['end'] }, { digit: '4' }]);
    expect(stream.facts().dtmf?.[1]).not.toHaveProperty('lost');
  });

  test('a lost begin is told: the first packet says that much has gone before', () => {
    const stream = new TestStream([[101, events]]);

    stream.receive({ payload: event(3, 2400, { isEnd: true }), timestamp: 0, timeMs: 1000 });

    expect(stream.facts().dtmf).toMatchObject([{ digit: '3', time: '700', durationMs: 300, lost: ['begin'] }]);
  });

  test('a late packet, and one captured after the next key began, belong to their key', () => {
    const stream = new TestStream([[101, events]]);
    const first = press(1, 1000);
    const second = press(2, 3000);

    stream.receive(...first.slice(0, -1), ...second.slice(0, 2), first.at(-1)!, ...second.slice(2));

    expect(stream.facts().dtmf).toMatchObject([
      { digit: '1', endPackets: 3 },
      { digit: '2', endPackets: 3 },
    ]);
  });

  test('one that lasts longer than a packet can tell goes on in segments', () => {
    const stream = new TestStream([[101, events]]);

    stream.receive(
      { payload: event(9, 160), timestamp: 5000, marker: true },
      { payload: event(9, 0xffff), timestamp: 5000 },
      { payload: event(9, 160), timestamp: 5000 + 0xffff },
      { payload: event(9, 0xffff), timestamp: 5000 + 0xffff },
      { payload: event(9, 800), timestamp: 5000 + 2 * 0xffff },
      { payload: event(9, 1600, { isEnd: true }), timestamp: 5000 + 2 * 0xffff },
    );

    expect(stream.facts().dtmf).toMatchObject([{ digit: '9', durationMs: (2 * 0xffff + 1600) / 8, endPackets: 1 }]);
  });

  test('the last packet of a segment may be lost', () => {
    const stream = new TestStream([[101, events]]);

    stream.receive(
      { payload: event(9, 64_000), timestamp: 0, marker: true },
      { payload: event(9, 160), timestamp: 0xffff, sequence: 9 },
      { payload: event(9, 800, { isEnd: true }), timestamp: 0xffff, sequence: 10 },
    );

    expect(stream.facts().dtmf).toMatchObject([{ durationMs: (0xffff + 800) / 8 }]);
  });

  test('a sender that moves the timestamp on has pressed one key', () => {
    const stream = new TestStream([[101, events]]);

    for (let at = 1; at <= 5; at++)
      stream.receive({ payload: event(8, at * 160, { isEnd: at === 5 }), timestamp: at * 160, marker: at === 1 });

    expect(stream.facts().dtmf).toMatchObject([{ digit: '8', durationMs: 100 }]);
  });

  test('several in a packet follow each other', () => {
    const stream = new TestStream([[101, events]]);
    const first = event(1, 800, { isEnd: true });
    const second = event(2, 640);

    stream.receive(
      { payload: [...first, ...second], timestamp: 1000, marker: true, timeMs: 200 },
      { payload: event(2, 960, { isEnd: true }), timestamp: 1800 },
    );

    expect(stream.facts().dtmf).toMatchObject([
      { digit: '1', durationMs: 100, time: '100' },
      { digit: '2', durationMs: 120, time: '120' },
    ]);
  });

  test('of redundant packets, what was told before is told once', () => {
    const stream = new TestStream([
      [100, format('RED', 8000, '101/101/101')],
      [101, events],
    ]);
    const end = event(1, 800, { isEnd: true });
    // The end of the key before, then the begin of the next one. RFC 4733 §2.5.1.4.
    const headers = [0x80 | 101, (1600 >> 6) & 0xff, (1600 & 0x3f) << 2, 4, 101];

    stream.receive(
      { payload: end, timestamp: 1000, marker: true, payloadType: 101 },
      { payload: [...headers, ...end, ...event(2, 160)], timestamp: 2600, marker: true, payloadType: 100 },
      { payload: event(2, 800, { isEnd: true }), timestamp: 2600, payloadType: 101 },
    );

    expect(stream.facts().dtmf).toMatchObject([
      { digit: '1', endPackets: 2, frames: [1] },
      { digit: '2', durationMs: 100 },
    ]);
  });

  test('those that are no keys are told by name', () => {
    const stream = new TestStream([[101, events]]);

    for (const code of [36, 32, 34, 54, 39, 70, 200]) stream.receive(...press(code, code * 10_000));

    expect(stream.facts().events?.map(({ name }) => name)).toEqual([
      'CNG',
      'ANS',
      'ANSam',
      'V.21 preamble flag',
      'V.21 channel 2, 0 bit',
      'ringback tone',
      'event 200',
    ]);
    expect(stream.facts().dtmf).toBeUndefined();
  });

  test('of very many, the first thousand are told', () => {
    const stream = new TestStream([[101, events]]);

    for (let at = 0; at < 1100; at++)
      stream.receive({ payload: event(at % 16, 800), timestamp: at * 2000, marker: true });

    expect(stream.facts().dtmf).toHaveLength(1000);
    expect(stream.facts().moreEvents).toBe(100);
  });

  test('what is too short, or anything at all, is read without harm', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 20 }),
        fc.array(fc.nat(0xffff_ffff)),
        (payloads, stamps) => {
          for (const encoding of ['TELEPHONE-EVENT', 'TONE', 'RED', 'T140', 'CN', 'PCMU', 'L16']) {
            const stream = new TestStream([
              [0, format(encoding, encoding === 'T140' ? 1000 : 8000)],
              [101, events],
            ]);
            stream.receive(...payloads.map((payload, at) => ({ payload, timestamp: stamps[at] ?? at * 160 })));
            stream.facts();
          }
        },
      ),
    );
  });
});

describe('key presses of which no description tells', () => {
  test('are believed when the packets agree', () => {
    const stream = new TestStream([]);

    stream.receive(...press(5, 8000).map((sent) => ({ ...sent, payloadType: 101 })));

    expect(stream.facts().dtmf).toMatchObject([{ digit: '5', heuristic: true }]);
  });

  test.each([
    ['payloads of another length', [[1, 10, 0, 160, 0]]],
    ['keys that change within one timestamp', [event(1, 160), event(2, 320), event(1, 480), event(1, 640)]],
    ['durations that go back', [event(1, 480), event(1, 320), event(1, 640), event(1, 800)]],
    ['numbers that are no keys', [event(99, 160), event(99, 320), event(99, 480)]],
    ['too few', [event(1, 160), event(1, 320)]],
  ])('are not of %s', (_title, payloads) => {
    const stream = new TestStream([]);

    stream.receive(...payloads.map((payload) => ({ payload, timestamp: 0, payloadType: 101 })));

    expect(stream.facts()).toEqual({});
  });
});

describe('tones by their frequencies', () => {
  const tone = (hz: readonly number[], duration: number, modulation = 0): number[] => [
    modulation >> 1,
    ((modulation & 1) << 7) | 8,
    duration >> 8,
    duration & 0xff,
    ...hz.flatMap((one) => [one >> 8, one & 0xff]),
  ];

  test('are keys where they are the frequencies of keys, over all their packets', () => {
    const stream = new TestStream([[102, format('TONE')]]);

    stream.receive(
      { payload: tone([852, 1477], 400), timestamp: 0, marker: true, timeMs: 50 },
      { payload: tone([852, 1477], 400), timestamp: 400 },
      { payload: tone([852, 1477], 400), timestamp: 800 },
      { payload: tone([697, 1209], 400), timestamp: 7040, marker: true },
    );

    expect(stream.facts().dtmf).toMatchObject([
      { digit: '9', source: 'rtp-tone', time: '0', durationMs: 150, levelDbm0: -8, frames: [1, 3] },
      { digit: '1', durationMs: 50 },
    ]);
  });

  test('others are told by name or frequency', () => {
    const stream = new TestStream([[102, format('TONE')]]);

    stream.receive(
      { payload: tone([1100], 4000), timestamp: 0, marker: true },
      { payload: tone([2100], 4000, 15), timestamp: 9000, marker: true },
      { payload: tone([440, 480], 4000), timestamp: 20_000, marker: true },
      { payload: tone([], 4000), timestamp: 30_000, marker: true },
    );

    expect(stream.facts().events?.map(({ name }) => name)).toEqual(['CNG', 'ANSam', '440+480 Hz']);
  });
});
