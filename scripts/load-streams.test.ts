import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { analyze } from '../packages/analyzer/src/index.ts';
import { readFigures } from '../packages/analyzer/test/rtp/read-figures.ts';
import { type StreamsLoad, writeStreamsCapture } from './load-streams.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sipscope-streams-'));

afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, load: StreamsLoad): { readonly bytes: Uint8Array; readonly packets: number } {
  const file = path.join(folder, name);
  const packets = writeStreamsCapture(file, load);
  return { bytes: readFileSync(file), packets };
}

describe('a capture of streams', () => {
  const load: StreamsLoad = { packets: 6000, streams: 6 };

  test('has the calls whose media they are', async () => {
    const analysis = await analyze([written('calls.pcap', load).bytes]);

    expect([...analysis.calls()].map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered']);
    expect(analysis.summary().diagnostics).toEqual([]);
  });

  test('has streams that lose one packet in a hundred, and some that are overtaken', async () => {
    const { bytes, packets } = written('streams.pcap', load);

    const streams = [...(await readFigures([bytes])).values()];

    const rows = streams.map(({ figures }) => figures.facts({ time: String }));
    const sum = (counts: readonly (number | undefined)[]): number =>
      counts.reduce<number>((all, each) => all + (each ?? 0), 0);
    expect(streams).toHaveLength(6);
    expect(sum(streams.map((stream) => stream.packets))).toBe(packets);
    expect(sum(rows.map(({ expected }) => expected))).toBe(packets + sum(rows.map(({ lost }) => lost)));
    expect(sum(rows.map(({ lost }) => lost)) / 6000).toBeCloseTo(0.01, 1.9);
    expect(sum(rows.map(({ outOfOrder }) => outOfOrder))).toBeGreaterThan(10);
    for (const { ptimeMs, jitterMsMax } of rows) {
      expect(ptimeMs).toBe(20);
      expect(jitterMsMax).toBeLessThan(20);
    }
  });

  test('is the same every time', () => {
    expect(Buffer.compare(written('one.pcap', load).bytes, written('other.pcap', load).bytes)).toBe(0);
  });
});
