/** Streams in real captures: all that tshark finds; where the corpus is there. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyzeCapture, openCapture } from '../../src/node.ts';
import type { StreamRow } from '../../src/rows.ts';
import { corpus, hasCorpus } from '../corpus.ts';
import { type TsharkStream, tsharkStreams } from './tshark-streams.ts';

type Listed = { readonly name: string; readonly file: string; readonly streams: readonly TsharkStream[] };

/** Streams of more than one packet: of one no more is known than that it looks like RTP. */
function listed(): readonly Listed[] {
  if (!hasCorpus) return [];
  return readdirSync(path.join(corpus, 'oracle')).flatMap((oracle) => {
    const text = readFileSync(path.join(corpus, 'oracle', oracle), 'utf8');
    const { rtpStreamsText } = JSON.parse(text) as { readonly rtpStreamsText?: string | null };
    const streams = tsharkStreams(rtpStreamsText ?? '').filter(({ packets }) => packets > 1);
    const name = oracle.replace(/\.json$/, '');
    const folder = name.startsWith('gen__') ? 'generated' : 'captures';
    const file = path.join(corpus, folder, name.replace(/^gen__/, ''));
    return streams.length > 0 && existsSync(file) ? [{ name, file, streams }] : [];
  });
}

async function ourStreams(file: string): Promise<readonly StreamRow[]> {
  const input = await openCapture(file);
  try {
    return [...(await analyzeCapture(input, { threads: 1 })).streams()];
  } finally {
    await input.close();
  }
}

function keyOf({ srcIp, srcPort, dstIp, dstPort, ssrc }: StreamRow): string {
  return `${srcIp}:${srcPort} ${dstIp}:${dstPort} ${ssrc}`;
}

const captures = listed();

describe.skipIf(captures.length === 0)('streams that tshark finds, and as many of their packets at least', () => {
  // Packets that a description is for something else it does not take for RTP, though they are.
  test.each(captures)('in $name', async ({ file, streams }) => {
    const found = new Map<string, number>();
    for (const row of await ourStreams(file)) {
      const packets = row.packets + (row.capturedAgain ?? 0) + (row.malformed ?? 0);
      found.set(keyOf(row), (found.get(keyOf(row)) ?? 0) + packets);
    }

    const fewer = streams.filter(({ key, packets }) => (found.get(key) ?? 0) < packets);

    expect(fewer).toEqual([]);
  });
});
