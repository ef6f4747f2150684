import { describe, expect, test } from 'vitest';
import { fakeAudio } from '../../../test/fake/fake-audio.ts';
import { formatPlace, strokesOf, unheard } from './draw-waveform.ts';

const loud = { min: [-32_768, 0, -8192, 0], max: [32_768, 0, 8192, 0], rms: [8192, 0, 2048, 0] };

describe('strokesOf()', () => {
  test('gives a stroke a pixel, around the middle of its band', () => {
    const strokes = strokesOf(loud, { bucketMs: 10, seconds: 0.04 }, { width: 4, height: 40 }, 100);

    expect(strokes.map(({ x }) => x)).toEqual([0, 1, 2, 3]);
    expect(strokes[0]).toMatchObject({ top: 100, bottom: 140 });
    expect(strokes[1]).toMatchObject({ top: 120, bottom: 120, rmsTop: 120 });
    expect(strokes[2]).toMatchObject({ top: 110, bottom: 130 });
  });

  test('shows the loudest of what falls on a pixel, and ends where the recording does', () => {
    const strokes = strokesOf(loud, { bucketMs: 10, seconds: 0.08 }, { width: 2, height: 40 }, 0);

    expect(strokes.map(({ top }) => top)).toEqual([0, 20]);
  });

  test('has strokes where there is nothing', () => {
    const silent = { min: [], max: [], rms: [] };

    expect(strokesOf(silent, { bucketMs: 0, seconds: 0 }, { width: 0, height: 10 }, 0)).toHaveLength(1);
  });
});

test('formatPlace() tells minutes, seconds and tenths', () => {
  expect([0, 7.56, 61.04, 3600].map(formatPlace)).toEqual(['0:00.0', '0:07.5', '1:01.0', '60:00.0']);
});

test('unheard() says whose voice is missing, and why', () => {
  expect(unheard(fakeAudio(1))).toEqual([
    'G729 of the callee could not be heard (3.0 s are silence): there is no freely licensed, maintained decoder of it.',
  ]);
});
