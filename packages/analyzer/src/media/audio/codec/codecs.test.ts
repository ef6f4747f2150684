import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codedTones, opusPackets } from '../../../../test/audio/coded-tones.ts';
import { encodeG711 } from '../../../../test/audio/encode-g711.ts';
import { encodeG722 } from '../../../../test/audio/encode-g722.ts';
import { frequencyOf, purityAt, tone } from '../../../../test/audio/tone.ts';
import { type AudioDecoder, toOneChannel } from './audio-decoder.ts';
import { G711Decoder } from './g711.ts';
import { G722Decoder } from './g722.ts';
import { G726Decoder } from './g726.ts';
import { GsmDecoder } from './gsm.ts';
import { LinearDecoder } from './l16.ts';
import { OpusDecoder } from './opus.ts';
import { opusSamples } from './opus-packet.ts';

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

function sha1(samples: Int16Array): string {
  const wire = Buffer.alloc(samples.length * 2);
  for (const [at, sample] of samples.entries()) wire.writeInt16LE(sample, at * 2);
  return createHash('sha1').update(wire).digest('hex');
}

const references: readonly (readonly [string, () => AudioDecoder])[] = [
  ['gsm', () => new GsmDecoder()],
  ['g722', () => new G722Decoder()],
  ['g726x16', () => new G726Decoder(2, 'rtp')],
  ['g726x24', () => new G726Decoder(3, 'rtp')],
  ['g726x32', () => new G726Decoder(4, 'rtp')],
  ['aal2x32', () => new G726Decoder(4, 'aal2')],
  ['aal2x40', () => new G726Decoder(5, 'aal2')],
];

describe.each(references)('the decoder of %s', (name, decoder) => {
  const { payload, sha1: expected } = codedTones[name]!;

  test('gives the very samples another implementation gives', () => {
    const samples = decoder().decode(bytes(payload));

    expect(sha1(samples)).toBe(expected);
  });

  test('gives the same in packets that hold whole frames', () => {
    const whole = bytes(payload);
    const each = name === 'gsm' ? 33 : 30;
    const one = decoder();

    const parts = Array.from({ length: Math.ceil(whole.length / each) }, (_, at) => [
      ...one.decode(whole.subarray(at * each, (at + 1) * each)),
    ]).flat();

    expect(sha1(Int16Array.from(parts))).toBe(expected);
  });

  test('lets a tone out at its frequency', () => {
    const one = decoder();
    const samples = one.decode(bytes(payload));

    expect(frequencyOf(samples.subarray(samples.length / 4), one.rateHz)).toBeCloseTo(440, -1);
  });

  test('takes any bytes, and keeps within 16 bits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
        const samples = decoder().decode(any);

        expect(samples.every((sample) => sample >= -32_768 && sample <= 32_767)).toBe(true);
      }),
    );
  });
});

describe('G.711', () => {
  test('has the values of tables 1 and 2 of the Recommendation', () => {
    // The code words as they are sent: most and least of each sign.
    const codes = Uint8Array.of(0x00, 0x7f, 0x80, 0xff, 0x0f, 0x8f);

    expect([...new G711Decoder('PCMU').decode(codes)]).toEqual([-32_124, 0, 32_124, 0, -16_764, 16_764]);
    expect([...new G711Decoder('PCMA').decode(Uint8Array.of(0x2a, 0xaa, 0x55, 0xd5))]).toEqual([
      -32_256, 32_256, -8, 8,
    ]);
  });

  test.each(['PCMU', 'PCMA'] as const)('%s: a tone comes out as it went in', (law) => {
    const decoder = new G711Decoder(law);
    const payload = encodeG711(tone(440, 8000, 1), (codes) => decoder.decode(codes));

    const samples = decoder.decode(payload);

    expect(frequencyOf(samples, 8000)).toBeCloseTo(440, 1);
    expect(purityAt(440, samples, 8000)).toBeGreaterThan(0.999);
  });
});

describe('G.722', () => {
  test.each([440, 3000, 6500])('a tone of %d Hz comes out at its frequency', (hz) => {
    const payload = encodeG722(tone(hz, 16_000, 1));

    const samples = new G722Decoder().decode(payload).subarray(4000);

    expect(frequencyOf(samples, 16_000)).toBeCloseTo(hz, 0);
    expect(purityAt(hz, samples, 16_000)).toBeGreaterThan(0.98);
  });

  test.each([5, 4] as const)('is heard with %d bits of its lower band as well', (bits) => {
    const payload = encodeG722(tone(1000, 16_000, 1)).map((octet) => octet & ~((1 << (6 - bits)) - 1));

    const samples = new G722Decoder(bits).decode(payload).subarray(4000);

    expect(purityAt(1000, samples, 16_000)).toBeGreaterThan(0.97);
  });
});

describe('linear PCM', () => {
  test('has the higher byte first', () => {
    const samples = new LinearDecoder(2, 44_100, 1).decode(Uint8Array.of(0x12, 0x34, 0xff, 0xfe, 0x7f));

    expect([...samples]).toEqual([0x1234, -2]);
  });

  test('has its zero at 128 in 8 bits', () => {
    expect([...new LinearDecoder(1, 8000, 1).decode(Uint8Array.of(128, 255, 0))]).toEqual([0, 32_512, -32_768]);
  });

  test('of two channels is heard as one', () => {
    expect([...toOneChannel(Int16Array.of(100, 300, -7, -9), 2)]).toEqual([200, -8]);
  });
});

describe('GSM', () => {
  test('is silent where a frame has no signature', () => {
    const samples = new GsmDecoder().decode(new Uint8Array(33).fill(0x33));

    expect(samples).toEqual(new Int16Array(160));
  });
});

describe('Opus', () => {
  test('lets a tone out at its frequency', async () => {
    const decoder = await OpusDecoder.open();

    const samples = opusPackets.flatMap((packet) => [...decoder.decode(bytes(packet))]);
    decoder.close();

    expect(samples).toHaveLength(opusPackets.length * 960);
    expect(frequencyOf(Int16Array.from(samples.slice(4800)), 48_000)).toBeCloseTo(440, 0);
  });

  test('conceals what was lost', async () => {
    const decoder = await OpusDecoder.open();
    for (const packet of opusPackets) decoder.decode(bytes(packet));

    const samples = decoder.conceal(960);

    expect(samples).toHaveLength(960);
    expect(frequencyOf(samples, 48_000)).toBeCloseTo(440, -1);
    decoder.close();
  });

  test('gives nothing of what is no packet', async () => {
    const decoder = await OpusDecoder.open();

    expect(decoder.decode(Uint8Array.of(0xff))).toHaveLength(0);
    expect(decoder.decode(Uint8Array.of(0x01, 2, 3))).toHaveLength(960);
    decoder.close();
  });

  test.each([
    ['one frame of 20 ms', [0xf8, 1, 2], 960],
    ['two equal ones', [0xf9, 1, 2], 1920],
    ['two equal ones that are not', [0xf9, 1, 2, 3], 0],
    ['two with a length', [0xfa, 1, 7, 8], 1920],
    ['a length beyond the end', [0xfa, 9, 7, 8], 0],
    ['SILK of 60 ms', [0x18, 1], 2880],
    ['three frames, padded', [0xfb, 0x43, 1, 1, 2, 3, 0], 2880],
    ['more than 120 ms', [0xfb, 0x07, 1, 1, 1, 1, 1, 1, 1], 0],
    ['no frame', [0xfb, 0x00], 0],
    ['nothing', [], 0],
  ])('opusSamples(): %s', (_, packet, samples) => {
    expect(opusSamples(Uint8Array.from(packet))).toBe(samples);
  });

  test('takes any bytes that its length says are a packet', async () => {
    const decoder = await OpusDecoder.open();

    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (any) => {
        const samples = decoder.decode(any);

        expect(samples.length).toBe(opusSamples(any));
      }),
    );
    decoder.close();
  });
});
