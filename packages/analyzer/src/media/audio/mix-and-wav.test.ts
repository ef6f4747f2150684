import { describe, expect, test } from 'vitest';
import { rms, tone } from '../../../test/audio/tone.ts';
import { concealed } from './conceal.ts';
import { EnvelopeBuilder } from './envelope.ts';
import { primaryOf } from './redundant-payload.ts';
import { StereoMix } from './stereo-mix.ts';
import { fitsWav, wavHeader, wavSamples } from './wav.ts';

function mixed(rateHz: number, act: (mix: StereoMix) => void): number[] {
  const given: number[] = [];
  act(
    new StereoMix(rateHz, (samples) =>
      given.push(...(typeof samples === 'number' ? new Int16Array(2 * samples) : samples)),
    ),
  );
  return given;
}

describe('a mix', () => {
  test('puts samples where they belong, across seconds', () => {
    const given = mixed(4, (mix) => {
      mix.add(0, 2, Int16Array.of(1, 2, 3, 4));
      mix.add(1, 5, Int16Array.of(9));
      mix.end(7);
    });

    expect(given).toEqual([0, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 9, 0, 0]);
  });

  test('adds what comes at the same place, within 16 bits', () => {
    const given = mixed(4, (mix) => {
      mix.add(0, 0, Int16Array.of(30_000, 5));
      mix.add(0, 0, Int16Array.of(30_000, -9));
      mix.end(2);
    });

    expect(given).toEqual([32_767, 0, -4, 0]);
  });

  test('leaves out what lies before its beginning, and what comes too late', () => {
    const given = mixed(4, (mix) => {
      mix.add(0, -2, Int16Array.of(1, 2, 3));
      mix.giveUntil(4);
      mix.add(0, 1, Int16Array.of(7));
      mix.end(4);
      expect(mix.late).toBe(1);
    });

    expect(given).toEqual([3, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('gives silence for what nobody said', () => {
    expect(mixed(2, (mix) => mix.end(5))).toEqual(Array.from({ length: 10 }, () => 0));
  });
});

describe('a WAV file', () => {
  test('says what is in it', () => {
    const header = Buffer.from(wavHeader({ rateHz: 16_000, channels: 2, frames: 32_000 }));

    expect(header.toString('latin1', 0, 4)).toBe('RIFF');
    expect(header.readUInt32LE(4)).toBe(36 + 128_000);
    expect(header.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    expect([header.readUInt16LE(20), header.readUInt16LE(22)]).toEqual([1, 2]);
    expect([header.readUInt32LE(24), header.readUInt32LE(28)]).toEqual([16_000, 64_000]);
    expect([header.readUInt16LE(32), header.readUInt16LE(34)]).toEqual([4, 16]);
    expect([header.toString('latin1', 36, 40), header.readUInt32LE(40)]).toEqual(['data', 128_000]);
  });

  test('has the lower byte first', () => {
    expect([...wavSamples(Int16Array.of(0x1234, -2))]).toEqual([0x34, 0x12, 0xfe, 0xff]);
  });

  test('holds 4 GiB and no more', () => {
    expect(fitsWav({ rateHz: 48_000, channels: 2, frames: 1_073_741_812 })).toBe(true);
    expect(fitsWav({ rateHz: 48_000, channels: 2, frames: 1_073_741_813 })).toBe(false);
    expect(() => wavHeader({ rateHz: 48_000, channels: 2, frames: 2 ** 31 })).toThrow(RangeError);
  });
});

describe('an envelope', () => {
  test('tells the least, the greatest and the power of each channel', () => {
    const builder = new EnvelopeBuilder(1000, 2);

    builder.receive(Int16Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? (at % 4 === 0 ? 100 : -300) : 7)));
    const [left, right] = builder.end();

    expect(builder.bucketMs).toBe(10);
    expect(left).toEqual({ min: [-300, -300], max: [100, 100], rms: [224, 224] });
    expect(right).toEqual({ min: [0, 0], max: [7, 7], rms: [7, 7] });
  });

  test('of hours has no more buckets than that of minutes, and as much power', () => {
    const builder = new EnvelopeBuilder(100, 1);

    for (let second = 0; second < 7200; second++) builder.receive(tone(10, 100, 1, 1000));
    const [channel] = builder.end();

    expect(channel!.rms.length).toBeLessThanOrEqual(2048);
    expect(channel!.rms.length * builder.bucketMs).toBeGreaterThanOrEqual(7_200_000);
    expect(channel!.rms[100]).toBeCloseTo(707, -1);
    expect(channel!.max[100]).toBeGreaterThan(900);
  });
});

describe('what is concealed', () => {
  test('goes on as what was heard before did, and fades', () => {
    const history = tone(200, 8000, 0.03);

    const samples = concealed(history, 800, 8000);

    expect(rms(samples.subarray(0, 80))).toBeCloseTo(rms(history), -2);
    expect(Math.abs(samples[0]! - history.at(-40)!)).toBeLessThan(200);
    expect(rms(samples.subarray(480))).toBe(0);
  });

  test('is silence where nothing was heard', () => {
    expect(concealed(new Int16Array(0), 160, 8000)).toEqual(new Int16Array(160));
  });
});

describe('a redundant payload', () => {
  test('carries its last block for the first time', () => {
    // RFC 2198 §4: a repetition of 2 bytes, 160 ticks back; then payload type 5.
    const payload = Uint8Array.of(0x80 | 7, 0x02, 0x80, 2, 5, 0xaa, 0xbb, 1, 2, 3);

    expect(primaryOf(payload)).toEqual({ payloadType: 5, payload: Uint8Array.of(1, 2, 3) });
  });

  test.each([
    ['empty', []],
    ['without its end', [0x87, 0, 0]],
    ['shorter than its blocks', [0x87, 0, 0, 9, 5, 1]],
  ])('that is %s has none', (_, bytes) => {
    expect(primaryOf(Uint8Array.from(bytes))).toBeUndefined();
  });
});
