import { describe, expect, test } from 'vitest';
import { fakeCall } from '../../../test/fake/fake-rows.ts';
import { fakeStreams } from '../../../test/fake/fake-streams.ts';
import { mediaWords, qualityTone, streamFacts } from './stream-facts.ts';

const [stream] = fakeStreams();

describe('figures of a stream', () => {
  test('are only those that are known', () => {
    if (stream === undefined) throw new Error('There is one.');

    expect(streamFacts(stream)).toEqual([{ name: 'packets', value: '2\u202F990' }]);
    const measured = {
      ...stream,
      mos: 4.1,
      rFactor: 82.4,
      lost: 7,
      lostPercent: 0.23,
      jitterMsMean: 2,
      jitterMsMax: 9.5,
    };
    expect(streamFacts(measured).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'MOS: 4.10 (R 82)',
      'packets: 2\u202F990',
      'lost: 7 (0.23 %)',
      'jitter: 2.0 ms, at most 9.5 ms',
    ]);
  });

  test.each([
    [{ mos: 4.3 }, 'good'],
    [{ mos: 3.7 }, 'warn'],
    [{ mos: 2 }, 'bad'],
    [{ lostPercent: 12 }, 'bad'],
    [{}, 'quiet'],
  ])('%j are %s', (figures, tone) => {
    expect(qualityTone(figures)).toBe(tone);
  });
});

describe('the media of a call in words', () => {
  test('tells what is wrong', () => {
    const call = { ...fakeCall(0), mos: 3.1, media: { audio: 'one-way', missing: 'callee', frames: [1] } } as const;

    expect(mediaWords(call)).toEqual([
      { text: 'One-way audio: nothing comes from the callee', isBad: true },
      { text: 'MOS 3.10 in the worse direction', isBad: true },
    ]);
    expect(mediaWords(fakeCall(0))).toEqual([]);
  });
});
