/** Video as streams of a capture tell of it. The packets were made by ffmpeg 5.1 and its encoders of a test picture: 20 frames, 10 a second, every tenth a key frame. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { videoReaders } from '../../src/media/video/video-reader.ts';
import type { VideoRow } from '../../src/rows.ts';
import { callMessages, rtpCapture } from '../rtp/rtp-capture.ts';
import { format, TestStream, type TestPayload } from '../rtp/read-payloads.ts';
import { callee, caller } from '../rtp/rtp-stream.ts';

const folder = path.join(import.meta.dirname, '../../../../fixtures/video');

type Sent = { readonly ms: number; readonly bytes: Buffer };

/** Lines of the fixture: milliseconds, the RTP packet. A frame is sent every 100 ms, in the order in which they are decoded. */
function readVideo(name: string): Sent[] {
  const lines = readFileSync(path.join(folder, `${name}.txt`), 'utf8')
    .trim()
    .split('\n');
  const packets = lines.map((line) => Buffer.from(line.split(' ')[1]!, 'hex'));
  const frames = [...new Set(packets.map((bytes) => bytes.readUInt32BE(4)))];
  return packets.map((bytes) => ({ ms: 100 * frames.indexOf(bytes.readUInt32BE(4)), bytes }));
}

async function streamOf(packets: readonly Sent[], encoding: string): Promise<VideoRow> {
  const attributes = [`a=rtpmap:96 ${encoding}/90000`];
  const messages = callMessages({ endedMs: 10_000, media: 'video', formats: 'RTP/AVP 96', attributes });
  const media = packets.map(({ ms, bytes }, at) => ({
    timeUs: Math.round((600 + ms) * 1000) + at,
    source: caller,
    destination: callee,
    bytes,
  }));
  const analysis = await analyze([rtpCapture([...messages, ...media])]);
  const [row] = [...analysis.streams()];
  expect(row).toMatchObject({ protocol: 'RTP', kind: 'video', from: 'caller', codec: encoding });
  return row!.video!;
}

describe('Video', () => {
  test.each([
    ['h264', 'H264', { profile: 'High', level: '1.2', parameterSets: 4 }],
    ['h265', 'H265', { profile: 'Main', level: '2', parameterSets: 6 }],
    ['vp8', 'VP8', { profile: '0' }],
    ['vp9', 'VP9', { profile: '1' }],
  ])('of %s tells its size, frames and key frames', async (name, encoding, further) => {
    const video = await streamOf(readVideo(name), encoding);

    expect(video).toMatchObject({ width: 322, height: 242, frames: 20, keyFrames: 2, fps: 10, ...further });
    expect(video.framesOverTime).toEqual({ intervalMs: 1000, frames: [10, 10] });
    // x265 puts frames before its second key frame that are shown after it.
    expect(Math.round(video.longestKeyFrameIntervalMs! / 100)).toBe(name === 'h265' ? 9 : 10);
    expect(video.damagedFrames).toBeUndefined();
    expect(video.freezes).toBeUndefined();
    expect(video.malformed).toBeUndefined();
  });

  test.each([
    ['h261', 'H261', 176, 144],
    ['h263-1998', 'H263-1998', 352, 288],
  ])('of %s tells its size', async (name, encoding, width, height) => {
    const video = await streamOf(readVideo(name), encoding);

    expect(video).toMatchObject({ width, height });
  });

  test('with a lost packet has a damaged frame, and stands still until the next whole one', async () => {
    const packets = readVideo('h264');
    const isLost = ({ ms }: Sent): boolean => ms > 1150 && ms < 1650;

    const video = await streamOf(
      packets.filter((packet) => !isLost(packet)),
      'H264',
    );

    // Five frames went, and the one behind the hole cannot be told to be whole.
    expect(video.frames + video.damagedFrames!).toBe(15);
    expect(video.damagedFrames).toBe(1);
    expect(video).toMatchObject({ freezes: 1, freezeTimes: [{ cause: 'loss' }] });
    expect(video.freezeTimes![0]!.durationMs).toBeGreaterThan(500);
  });

  test('that is not sent for a while stands still, and nothing is lost', async () => {
    const packets = readVideo('vp8').map(({ ms, bytes }, at) => {
      const isLate = ms > 1250;
      const moved = Buffer.from(bytes);
      if (isLate) moved.writeUInt32BE((bytes.readUInt32BE(4) + 270_000) >>> 0, 4);
      return { ms: isLate ? ms + 3000 : ms, bytes: moved, at };
    });

    const video = await streamOf(packets, 'VP8');

    expect(video).toMatchObject({ frames: 20, freezes: 1, freezeTimes: [{ cause: 'not-sent' }] });
    expect(video.frozenMs).toBeCloseTo(3100, -1);
    expect(video.damagedFrames).toBeUndefined();
  });

  test('whose packets overtake each other has whole frames all the same', async () => {
    const packets = readVideo('h265');
    const swapped = packets.map((packet, at) => packets[at % 4 === 1 ? at + 1 : at % 4 === 2 ? at - 1 : at] ?? packet);
    const ordered = swapped.map(({ bytes }, at) => ({ ms: packets[at]!.ms, bytes }));

    const video = await streamOf(ordered, 'H265');

    expect(video).toMatchObject({ frames: 20 });
    expect(video.damagedFrames).toBeUndefined();
  });
});

function read(encoding: string, payloads: readonly TestPayload[], parameters?: string): VideoRow {
  return new TestStream([[96, format(encoding, 90_000, parameters)]]).receive(...payloads).facts().video!;
}

/** NAL units of the fixture's parameter sets: SPS, PPS. */
function units(name: string, count: number): Buffer[] {
  return readVideo(name)
    .slice(0, count)
    .map(({ bytes }) => bytes.subarray(12));
}

const sized = (unit: Buffer): number[] => [unit.length >> 8, unit.length & 0xff, ...unit];

/** The units behind their sizes in an aggregation packet. */
function split(stap: Buffer, from: number): Buffer[] {
  const found: Buffer[] = [];
  for (let at = from; at + 2 < stap.length; at += 2 + stap.readUInt16BE(at))
    found.push(stap.subarray(at + 2, at + 2 + stap.readUInt16BE(at)));
  return found;
}

describe('H.264', () => {
  const [sps, pps] = units('h264', 2) as [Buffer, Buffer];

  // ffmpeg sends both in one STAP-A where they fit.
  const [first, second] = (sps[0]! & 0x1f) === 24 ? split(sps, 1) : [sps, pps];

  test.each([
    ['a unit alone', [...first!]],
    ['STAP-A', [24, ...sized(first!), ...sized(second!)]],
    ['STAP-B', [25, 0, 1, ...sized(first!), ...sized(second!)]],
    ['MTAP16', [26, 0, 1, ...sizedWith(first!, 3), ...sizedWith(second!, 3)]],
    ['MTAP24', [27, 0, 1, ...sizedWith(first!, 4), ...sizedWith(second!, 4)]],
  ])('in %s tells its size', (_, payload) => {
    const video = read('H264', [{ payload, timestamp: 0, marker: true }]);

    expect(video).toMatchObject({ width: 322, height: 242, profile: 'High' });
    expect(video.malformed).toBeUndefined();
  });

  test.each([28, 29])('in fragments of type %i tells key frames', (type) => {
    const payloads = [
      { payload: [0x60 | type, 0x85, 1, 2, 3], timestamp: 0 },
      { payload: [0x60 | type, 0x45, 1, 2, 3], timestamp: 0, marker: true },
    ];

    expect(read('H264', payloads)).toMatchObject({ frames: 1, keyFrames: 1 });
  });

  test('whose lengths lie is counted', () => {
    const video = read('H264', [{ payload: [24, 0xff, 0xff, 0x67], timestamp: 0, marker: true }]);

    expect(video).toMatchObject({ malformed: 1 });
  });

  function sizedWith(unit: Buffer, octets: number): number[] {
    return [unit.length >> 8, unit.length & 0xff, ...Array.from({ length: octets }, () => 0), ...unit];
  }
});

describe('Other payloads', () => {
  test('of H.263 by RFC 2190 tell size and key frames', () => {
    const payloads = [
      { payload: [0x00, 0x60, 0, 0, 1], timestamp: 0, marker: true },
      { payload: [0x00, 0x70, 0, 0, 1], timestamp: 9000, marker: true },
    ];

    expect(read('H263', payloads)).toMatchObject({ width: 352, height: 288, frames: 2, keyFrames: 1 });
  });

  test('of AV1 tell the size of the sequence header that libaom wrote', () => {
    // Of an encoder's stream: temporal delimiter left out, sequence header with its length field.
    const header = Buffer.from('0a0d2000' + '00043d07c4daf92021a004', 'hex');
    const payloads = [
      { payload: [0x08 | 0x10, ...header], timestamp: 0, marker: true },
      { payload: [0x10, 0x32, 0x01, 0x00], timestamp: 9000, marker: true },
    ];

    expect(read('AV1', payloads)).toMatchObject({
      width: 322,
      height: 242,
      frames: 2,
      keyFrames: 1,
      profile: expect.any(String),
    });
  });

  test('of VP9 tell layers and the size of the highest', () => {
    const structure = [0x30, 0x00, 0xa0, 0x00, 0x78, 0x01, 0x40, 0x00, 0xf0];
    const key = { payload: [0xaa, 0x01, 0x00, 0x00, ...structure, 0x82, 0x49, 0x83, 0x42], timestamp: 0 };
    const upper = { payload: [0xe4, 0x02, 0x43, 0x00, 0x86, 0, 0], timestamp: 0, marker: true };

    expect(read('VP9', [key, upper])).toMatchObject({
      width: 320,
      height: 240,
      spatialLayers: 2,
      temporalLayers: 3,
      keyFrames: 1,
    });
  });

  test('of H.265 with decoding order numbers are read where the description says so', () => {
    const first = units('h265', 1)[0]!;
    const sps = split(first, 2).find((unit) => unit[0]! >> 1 === 33)!;
    const payload = [48 << 1, 1, 0, 7, ...sized(sps), 0, ...sized(sps)];

    const video = read('H265', [{ payload, timestamp: 0, marker: true }], 'sprop-max-don-diff=2');

    expect(video).toMatchObject({ width: 322, height: 242, parameterSets: 2 });
    expect(video.malformed).toBeUndefined();
  });

  test.each(videoReaders.map(([name]) => name))('of %s may be anything', (name) => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 80 }), { minLength: 1, maxLength: 8 }),
        (payloads) => {
          const sent = payloads.map((payload, at) => ({ payload, timestamp: at * 3000, marker: at % 2 === 0 }));

          const video = read(name, sent);

          expect(video.frames).toBeLessThanOrEqual(payloads.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
