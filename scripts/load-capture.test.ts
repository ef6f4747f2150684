import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Analysis, analyze } from '../packages/analyzer/src/index.ts';
import { readDatagrams, readMessages } from '../packages/analyzer/src/capture.ts';
import { type LoadOptions, repeatCapture, writeLoadCapture } from './load-capture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sipscope-load-'));

afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, calls: number, options: LoadOptions = {}): Uint8Array {
  const file = path.join(folder, name);
  writeLoadCapture(file, calls, options);
  return readFileSync(file);
}

const analysisOf = (bytes: Uint8Array): Promise<Analysis> => analyze([bytes]);

/** Every address and port that a session description names. */
async function mediaOf(bytes: Uint8Array): Promise<string[]> {
  const media: string[] = [];
  for await (const message of readMessages(bytes)) {
    const text = Buffer.from(message.bytes).toString();
    const [, address] = /^c=IN IP4 (\S+)/m.exec(text) ?? [];
    const [, port] = /^m=audio (\d+)/m.exec(text) ?? [];
    if (address !== undefined && port !== undefined) media.push(`${address}:${port}`);
  }
  return media;
}

describe('a load capture', () => {
  test('has answered calls of six messages, and nothing else', async () => {
    const analysis = await analysisOf(written('plain.pcap', 200));

    expect(analysis.messageCount).toBe(1200);
    expect([...analysis.calls()].map(({ outcome }) => outcome)).toEqual(Array(200).fill('answered'));
    expect(analysis.summary().diagnostics).toEqual([]);
  });

  test('is the same every time', () => {
    const options = { isLong: true, hasDistinctMedia: true, rtpPerMessage: 2 };

    const [one, other] = [written('one.pcap', 50, options), written('other.pcap', 50, options)];

    expect(Buffer.compare(one, other)).toBe(0);
  });

  test('has all media on one address and port for each side', async () => {
    const media = await mediaOf(written('shared.pcap', 300));

    expect(media).toHaveLength(600);
    expect(new Set(media)).toEqual(new Set(['127.0.0.1:6000', '127.0.0.1:6001']));
  });

  test('has each on its own, where that is wanted', async () => {
    const media = await mediaOf(written('distinct.pcap', 300, { hasDistinctMedia: true }));

    expect(new Set(media).size).toBe(600);
  });

  test('has messages of about 1 kB, where that is wanted', async () => {
    const bytes = written('long.pcap', 100, { isLong: true });
    const analysis = await analysisOf(bytes);

    expect(analysis.messageCount).toBe(600);
    expect(bytes.length / 600).toBeGreaterThan(950);
    expect(bytes.length / 600).toBeLessThan(1150);
    expect(analysis.summary().diagnostics).toEqual([]);
  });

  test('has RTP after every message, in order of time', async () => {
    const bytes = written('rtp.pcap', 20, { rtpPerMessage: 4 });
    const times: bigint[] = [];
    for await (const { epochNs } of readDatagrams(bytes)) times.push(epochNs);

    const analysis = await analysisOf(bytes);

    expect(times).toHaveLength(20 * 6 * 5);
    expect(times).toEqual(times.toSorted((one, other) => Number(one - other)));
    expect(analysis.messageCount).toBe(120);
  });

  test('ends with the call that reaches the size that was wanted', () => {
    const file = path.join(folder, 'sized.pcap');

    const calls = writeLoadCapture(file, Infinity, { mostBytes: 100_000 });

    expect(calls).toBeGreaterThan(30);
    expect(statSync(file).size).toBeGreaterThanOrEqual(100_000);
    expect(statSync(file).size).toBeLessThan(104_000);
  });

  test('can be had several times in one file, each as long ago as the first', async () => {
    const source = path.join(folder, 'source.pcap');
    writeLoadCapture(source, 10);
    const file = path.join(folder, 'repeated.pcap');

    const times = repeatCapture(file, source, 3.5 * statSync(source).size);

    const callIds: (string | undefined)[] = [];
    for await (const { bytes } of readMessages(readFileSync(file)))
      callIds.push(/^Call-ID: (.*)$/m.exec(Buffer.from(bytes).toString())?.[1]);
    expect(times).toBe(3);
    expect(callIds).toHaveLength(180);
    expect(new Set(callIds).size).toBe(10);
  });
});
