import { describe, expect, test } from 'vitest';
import {
  clockHz,
  keys,
  type KeySound,
  keySound,
  randomNumbers,
  tones,
  withNoise,
} from '../../../test/rtp/make-sound.ts';
import { ToneMeter } from './tone-meter.ts';

/** Packets of 20 ms, as they come. */
function listen(samples: readonly number[], rateHz = clockHz): ToneMeter {
  const meter = new ToneMeter(rateHz);
  const length = rateHz / 50;
  for (let at = 0; at + length <= samples.length; at += length)
    meter.receive(Float32Array.from(samples.slice(at, at + length)), length, (at * 1e9) / rateHz, 1 + at / length);
  return meter;
}

function dialled(sound: KeySound, gapMs: number, startMs: number): number[] {
  return [
    ...tones(50 + startMs),
    ...keys.split('').flatMap((key, at) => [...keySound(key, { ...sound, phase: at }), ...tones(gapMs)]),
    ...tones(100),
  ];
}

const heard = (meter: ToneMeter): string => meter.keys.map(({ key }) => key).join('');
const named = (samples: readonly number[]): string[] =>
  listen([...samples, ...tones(300)])
    .tones((timeNs) => `${timeNs}`)
    .tones.map(({ tone }) => tone);

/** Where packets begin against the tones. */
const starts = [0, 3, 7.5, 11, 14, 18.5];

describe('keys in sound', () => {
  test.each<[string, KeySound, number, number]>([
    ['as a phone sends them', {}, 80, -50],
    ['40 ms long, 40 ms apart', { ms: 40 }, 40, -50],
    ['23 ms apart', { ms: 50 }, 23, -50],
    ['500 ms apart', { ms: 70 }, 500, -50],
    ['1.5 % too high', { ms: 40, offset: 0.015 }, 40, -50],
    ['1.5 % too low', { ms: 40, offset: -0.015 }, 40, -50],
    ['at 0 dBm0', { dbm0: 0 }, 60, -50],
    ['at -29 dBm0', { dbm0: -29 }, 60, -60],
    ['with the column 8 dB louder', { twist: 8 }, 60, -50],
    ['with the row 6 dB louder', { twist: -6 }, 60, -50],
    ['in noise 15 dB below', { ms: 50 }, 50, -22],
  ])('%s', (_title, sound, gapMs, noiseDbm0) => {
    for (const start of starts) {
      const meter = listen(withNoise(dialled(sound, gapMs, start), noiseDbm0, start));

      expect(heard(meter)).toBe(keys);
      for (const { durationMs } of meter.keys) expect(Math.abs(durationMs - (sound.ms ?? 80))).toBeLessThanOrEqual(6);
    }
  });

  test.each<[string, KeySound]>([
    ['are no longer than 23 ms', { ms: 23 }],
    ['are 3.5 % too high', { offset: 0.035 }],
    ['are 3.5 % too low', { offset: -0.035 }],
    ['are below -36 dBm0', { dbm0: -40 }],
    ['have one tone alone', { twist: -30 }],
  ])('none that %s', (_title, sound) => {
    for (const start of starts) expect(heard(listen(withNoise(dialled(sound, 60, start), -60)))).toBe('');
  });

  test('the same key again is another one, a drop-out of 10 ms is not', () => {
    const again = [...keySound('5', { ms: 60 }), ...tones(23), ...keySound('5', { ms: 60, phase: 2 })];
    const broken = [...keySound('5', { ms: 60 }), ...tones(10), ...keySound('5', { ms: 60, phase: 2 })];

    for (const start of starts) {
      expect(heard(listen([...tones(40 + start), ...again, ...tones(100)]))).toBe('55');
      expect(heard(listen([...tones(40 + start), ...broken, ...tones(100)]))).toBe('5');
    }
  });

  test('a lost packet does not break a key', () => {
    const sound = keySound('8', { ms: 200 });
    const meter = new ToneMeter(clockHz);
    for (const [at, lost] of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].entries()) {
      if (lost === 4) meter.lose(160);
      else meter.receive(Float32Array.from(sound.slice(at * 160, at * 160 + 160)), 160, at * 20e6, at);
    }
    meter.skip(800, 200e6, 10);

    expect(meter.keys).toMatchObject([{ key: '8' }]);
    expect(Math.abs(meter.keys[0]!.durationMs - 200)).toBeLessThanOrEqual(2);
  });

  test('when they were pressed and in which packets', () => {
    const meter = listen([...tones(1000), ...keySound('2', { ms: 100 }), ...tones(200)]);

    expect(meter.keys).toMatchObject([{ key: '2', begin: { timeNs: 1e9, frame: 51 }, end: { frame: 55 } }]);
  });

  test('at 16 and 48 kHz', () => {
    for (const times of [2, 6]) {
      const wide = dialled({}, 80, 0).flatMap((sample) => Array.from({ length: times }, () => sample));

      expect(heard(listen(wide, clockHz * times))).toBe(keys);
    }
  });

  /** Voices: harmonics of a pitch that glides, shaped by formants that move, in syllables. */
  function voice(seconds: number, seed: number): number[] {
    const random = randomNumbers(seed);
    const samples: number[] = [];
    let phase = 0;
    let [pitch, first, second, loud] = [120, 600, 1500, 0];
    let [pitchTo, firstTo, secondTo, loudTo] = [120, 600, 1500, 0];
    for (let at = 0; at < seconds * clockHz; at++) {
      if (at % 1600 === 0) {
        [pitchTo, firstTo] = [170 + 90 * random(), 550 + 250 * random()];
        [secondTo, loudTo] = [1500 + 600 * random(), Math.max(0, 0.2 + 0.3 * random())];
      }
      pitch += (pitchTo - pitch) / 800;
      first += (firstTo - first) / 800;
      second += (secondTo - second) / 800;
      loud += (loudTo - loud) / 400;
      phase += (2 * Math.PI * pitch) / clockHz;
      let sample = 0;
      for (let harmonic = 1; harmonic * pitch < 3400; harmonic++) {
        const hz = harmonic * pitch;
        const gain = 1 / (1 + ((hz - first) / 90) ** 2) + 0.6 / (1 + ((hz - second) / 120) ** 2) + 0.02;
        sample += gain * Math.sin(harmonic * phase);
      }
      samples.push(loud * sample * 0.5 + 0.002 * random());
    }
    return samples;
  }

  test('none in what voices say', () => {
    for (let seed = 1; seed <= 4; seed++) expect(heard(listen(voice(60, seed)))).toBe('');
  });

  test('none in music and noise', () => {
    const random = randomNumbers(7);
    const scale = [262, 294, 330, 349, 392, 440, 494, 523, 587, 659, 698, 784, 880, 988, 1047, 1175, 1319];
    const note = (hz: number): number[] => {
      const parts = [1, 2, 3, 4].map((harmonic) => ({ hz: hz * harmonic, dbm0: -14 - 5 * harmonic }));
      return tones(180, ...parts);
    };
    const pick = (): number => scale[Math.floor(((random() + 1) / 2) * scale.length)]!;
    const music = Array.from({ length: 300 }, () => {
      const [one, other] = [note(pick()), note(pick())];
      return one.map((sample, at) => sample + other[at]!);
    }).flat();

    expect(heard(listen(music))).toBe('');
    expect(heard(listen(withNoise(tones(30_000), -15)))).toBe('');
  });
});

describe('tones of lines and machines', () => {
  const bursts = (count: number, on: readonly number[], off: number): number[] =>
    withNoise(Array.from({ length: count }, () => [...on, ...tones(off)]).flat(), -60);
  const pair = (ms: number, a: number, b: number): number[] => tones(ms, { hz: a, dbm0: -19 }, { hz: b, dbm0: -19 });
  const one = (ms: number, hz: number): number[] => tones(ms, { hz, dbm0: -15 });

  test.each<[string, readonly number[], string]>([
    ['of North America that rings', bursts(3, pair(2000, 440, 480), 4000), 'ringback'],
    ['of Europe that rings', bursts(3, one(1000, 425), 4000), 'ringback'],
    [
      'of Britain that rings',
      bursts(3, [...pair(400, 400, 450), ...tones(200), ...pair(400, 400, 450)], 2000),
      'ringback',
    ],
    ['of North America that is busy', bursts(6, pair(500, 480, 620), 500), 'busy'],
    ['of Europe that is busy', bursts(6, one(480, 425), 480), 'busy'],
    ['of Britain that is busy', bursts(6, one(375, 400), 375), 'busy'],
    ['of North America that has no way', bursts(8, pair(250, 480, 620), 250), 'congestion'],
    ['of Europe that has no way', bursts(8, one(240, 425), 240), 'congestion'],
    ['of North America to dial', bursts(1, pair(3000, 350, 440), 0), 'dial tone'],
    ['of Europe to dial', bursts(1, one(4000, 425), 0), 'dial tone'],
    [
      'that says that something is wrong',
      bursts(
        1,
        [950, 1400, 1800].flatMap((hz) => one(330, hz)),
        500,
      ),
      'special information',
    ],
    ['of a fax machine that calls', bursts(3, one(500, 1100), 3000), 'CNG'],
    ['of a fax machine that answers', bursts(1, one(3000, 2100), 0), 'CED'],
    ['of a modem that calls', bursts(2, one(600, 1300), 2000), 'CT'],
  ])('%s', (_title, samples, tone) => {
    expect(named(samples)).toEqual([tone]);
  });

  test('an answering tone with phase reversals, and one that goes up and down', () => {
    const reversed = Array.from({ length: 7 }, (_, at) =>
      tones(450, { hz: 2100, dbm0: -12, phase: (at % 2) * Math.PI }),
    ).flat();
    const swinging = tones(3000, { hz: 2100, dbm0: -12 }).map(
      (sample, at) => sample * (1 + 0.2 * Math.sin((2 * Math.PI * 15 * at) / clockHz)),
    );
    const told = (samples: readonly number[]): unknown[] => [
      ...listen([...samples, ...tones(100)]).tones(() => '').tones,
    ];

    expect(told(reversed)).toMatchObject([{ tone: 'CED', hz: [2100], phaseReversals: true }]);
    expect(told(swinging)).toMatchObject([{ tone: 'ANSam' }]);
    expect(told(tones(3000, { hz: 2100, dbm0: -12 }))[0]).not.toHaveProperty('phaseReversals');
  });

  test('one that goes on is told, with its bursts, frequencies and packets', () => {
    const { tones: told } = listen([...bursts(3, one(1000, 425), 4000), ...one(500, 425)]).tones(
      (timeNs) => `${Math.round(timeNs / 1e8)}`,
    );

    // It is looked for every 60 ms.
    expect(told).toMatchObject([{ tone: 'ringback', hz: [425], time: '0', bursts: 4, frames: [3, 775] }]);
    expect(Math.abs(told[0]!.durationMs - 15_500)).toBeLessThanOrEqual(60);
  });

  test('none in voices, a single note, and speech-like noise', () => {
    const random = randomNumbers(3);
    const noise = tones(20_000).map(
      (_, at) => 0.3 * random() * Math.max(0, Math.sin((2 * Math.PI * 3 * at) / clockHz)),
    );

    expect(named(noise)).toEqual([]);
    expect(named(one(900, 440))).toEqual([]);
  });
});
