import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { analyze, openBlob } from '@sipscope/analyzer';
import { readPackets } from '@sipscope/analyzer/capture';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { G711Decoder } from '../../analyzer/src/media/audio/codec/g711.ts';
import { encodeG711 } from '../../analyzer/test/audio/encode-g711.ts';
import { frequencyOf, rms, tone } from '../../analyzer/test/audio/tone.ts';
import { callMessages, rtpCapture, together } from '../../analyzer/test/rtp/rtp-capture.ts';
import { callee, caller, rtpStream } from '../../analyzer/test/rtp/rtp-stream.ts';
import {
  audioSdp,
  calleeMedia,
  callerMedia,
  DatagramScript,
  hangUp,
  inlineKey,
  sdesSender,
  setUp,
} from '../../analyzer/test/secure-call.ts';
import { sipscope } from './sipscope.ts';

const pcmu = new G711Decoder('PCMU');
const payload = encodeG711(tone(440, 8000, 2), (codes) => pcmu.decode(codes));
const voice = (packet: number): Uint8Array => payload.subarray(packet * 160, (packet + 1) * 160);
const back = { source: callee, destination: caller, ssrc: 0x9999_0001 };
const bystanders = { source: { ip: '192.0.2.7', port: 4000 }, destination: { ip: '192.0.2.8', port: 4002 }, ssrc: 5 };
const report = {
  timeUs: 2_500_000,
  source: { ip: caller.ip, port: caller.port + 1 },
  destination: { ip: callee.ip, port: callee.port + 1 },
  bytes: Uint8Array.of(0x80, 201, 0, 1, 0x12, 0x34, 0x56, 0x78),
};

/** A call of 2 s that was answered after 0.5 s, its report, another call without media, and a stream that is nobody's. */
const capture = rtpCapture(
  together(
    callMessages({ endedMs: 3000 }),
    callMessages({
      callId: 'other@example.com',
      startMs: 100,
      endedMs: 4000,
      caller: { ip: '192.0.2.9', port: 5000 },
      callee: { ip: '192.0.2.10', port: 6000 },
    }),
    rtpStream({ packets: 100, startMs: 600, payload: voice }),
    rtpStream({ ...back, packets: 50, startMs: 1600, payload: voice }),
    rtpStream({ ...bystanders, packets: 50, startMs: 600 }),
    [report],
  ),
);

let folder = '';
let file = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'extract-'));
  file = path.join(folder, 'in.pcap');
  await writeFile(file, capture);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function samplesOf(wav: string, channel: number): Promise<Int16Array> {
  const bytes = await readFile(path.join(folder, wav));
  return Int16Array.from({ length: (bytes.length - 44) / 4 }, (_, at) => bytes.readInt16LE(44 + 4 * at + 2 * channel));
}

describe('extract', () => {
  test('writes the packets of a call with its media and reports, as they were captured', async () => {
    const out = path.join(folder, 'call.pcapng');

    const { status, stderr } = await sipscope(['extract', file, '--call', 'c1', '-o', out]);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [all, taken] = [await packetsOf(capture), await packetsOf(new Uint8Array(await readFile(out)))];
    expect(taken).toHaveLength(5 + 100 + 50 + 1);
    expect(all.map(keyOf)).toEqual(expect.arrayContaining(taken.map(keyOf)));
    expect(taken.every(({ epochNs }, at) => at === 0 || epochNs >= taken[at - 1]!.epochNs)).toBe(true);
    const analysis = await analyze((await openBlob(new Blob([new Uint8Array(await readFile(out))]))).chunks());
    expect([...analysis.calls()].map(({ callIds }) => callIds)).toEqual([['c1@example.com']]);
    expect([...analysis.streams()].map(({ packets }) => packets)).toEqual([100, 50]);
    expect(analysis.facts.comments?.[0]?.text).toBe('Call c1: c1@example.com');
  });

  test('writes what was said, the caller on the left', async () => {
    const out = path.join(folder, 'call.wav');

    const { stdout } = await sipscope(['extract', file, '--call', 'c1', '--audio', out, '--format', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({
      call: 'c1',
      audio: [{ file: out, rateHz: 8000, channels: 2, seconds: 2, started: '2023-11-14T22:13:20.600000Z' }],
    });
    const [left, right] = [await samplesOf('call.wav', 0), await samplesOf('call.wav', 1)];
    expect(left).toHaveLength(16_000);
    expect(frequencyOf(left, 8000)).toBeCloseTo(440, 1);
    expect(rms(right.subarray(0, 8000))).toBe(0);
    expect(rms(right.subarray(8000))).toBeGreaterThan(8000);
  });

  test('begins where it is told to, and reads a pipe', async () => {
    const out = path.join(folder, 'answered.wav');

    const { stdout } = await sipscope(['extract', '-', '--call', 'c1', '--audio', out, '--from', 'answer'], {
      input: capture,
    });

    expect(stdout).toContain('2.1 s at 8,000 Hz, from 2023-11-14T22:13:20.500000Z');
    expect(stdout).toContain('left x1: 0.1 s to 2.1 s');
  });

  test('writes one stream where that is wanted', async () => {
    const out = path.join(folder, 'stream.pcapng');
    const [stream] = (await sipscope(['streams', file, '--filter', 'srcIp:192.0.2.7'])).stdout.split('\n');
    const { id } = JSON.parse(stream!) as { readonly id: string };

    await sipscope(['extract', file, '--stream', id, '-o', out]);

    expect(await packetsOf(new Uint8Array(await readFile(out)))).toHaveLength(50);
  });

  test('hides who it is of, where that is asked for', async () => {
    const out = path.join(folder, 'anonymous.pcapng');

    const { status } = await sipscope(['extract', file, '--call', 'c1', '-o', out, '--anonymize']);

    const bytes = new Uint8Array(await readFile(out));
    const analysis = await analyze((await openBlob(new Blob([bytes]))).chunks());
    expect(status).toBe(0);
    expect([...analysis.calls()].map(({ outcome, messages }) => [outcome, messages])).toEqual([['answered', 5]]);
    expect([...analysis.streams()].map(({ packets }) => packets)).toEqual([100, 50]);
    expect(new TextDecoder('latin1').decode(bytes)).not.toMatch(/example\.com|192\.0\.2\./);
  });

  test.each([
    [['--anonymize', '--audio', 'x.wav'], '--keep-media says that it may stay'],
    [['--keep-media'], '--keep-media goes with --anonymize'],
  ])('refuses %j', async (options, why) => {
    const { status, stderr } = await sipscope([
      'extract',
      file,
      '--call',
      'c1',
      '-o',
      path.join(folder, 'no'),
      ...options,
    ]);

    expect(status).toBe(2);
    expect(stderr).toContain(why);
  });

  test.each([
    ['has X for keys of SRTP', [], 'X'.repeat(40)],
    ['has the keys of SRTP where that is asked for', ['--srtp-keys'], inlineKey(sdesSender(1))],
  ])('%s', async (_, options, written) => {
    const lines = [`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${inlineKey(sdesSender(1))}`];
    const secure = path.join(folder, 'secure.pcap');
    const out = path.join(folder, 'secure.pcapng');
    const [offer, answer] = [callerMedia, calleeMedia].map((endpoint) => audioSdp(endpoint, 'RTP/SAVP', lines));
    await writeFile(secure, hangUp(setUp(new DatagramScript(), offer!, answer!), 1000).capture());

    const { status } = await sipscope(['extract', secure, '-o', out, ...options]);

    expect(status).toBe(0);
    expect(await readFile(out, 'latin1')).toContain(`inline:${written}`);
  });

  test.each([
    ['nothing is to be written', ['--call', 'c1'], 'name them with -o'],
    ['the call has no audio', ['--call', 'c2', '--audio', 'IN.wav'], 'No audio of it was captured'],
    ['there is no such stream', ['--stream', 'x99', '--audio', 'IN.wav'], 'has no stream "x99"'],
    ['it would write over what it reads', ['--call', 'c1', '-o', 'IN'], 'is named twice'],
    [
      'a place in time is none',
      ['--call', 'c1', '--audio', 'IN.wav', '--from', 'noon'],
      'one of media, invite, answer',
    ],
  ])('refuses where %s', async (_, args, sentence) => {
    const { status, stderr } = await sipscope(['extract', file, ...args.map((arg) => arg.replace('IN', file))]);

    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

async function packetsOf(bytes: Uint8Array) {
  const packets = [];
  for await (const packet of readPackets(bytes)) packets.push(packet);
  return packets;
}

function keyOf({ epochNs, data }: { readonly epochNs: bigint; readonly data: Uint8Array }): string {
  return `${epochNs} ${Buffer.from(data).toString('hex')}`;
}
