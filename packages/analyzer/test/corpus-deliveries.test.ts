/** The corpus beside the project, where it is there: captures of others, read by tshark, and hostile ones. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import { CaptureError } from '../src/capture/capture-error.ts';
import { decompressed } from '../src/capture/decompress.ts';
import { byZlib } from '../src/node/by-zlib.ts';
import { corpus, hasCorpus, oracleCaptures } from './corpus.ts';
import { readDeliveries, type ReadDeliveries } from './read-deliveries.ts';

/** Where tshark's UDP messages are not ours. */
const exceptions = new Map([
  ['ndpi__fuzz-2006-06-26-2594.pcap', 'damaged on purpose: what SIP still is, opinions differ'],
  ['pcpp__solaris.snoop', 'neither pcap nor pcapng'],
]);

const captures = oracleCaptures().filter(({ name }) => !exceptions.has(name));

describe.runIf(hasCorpus)('the corpus', () => {
  test.each(captures)('$name: every UDP message that tshark reads is delivered', ({ file, messages }) => {
    const wanted = messages
      // The rest are pieces: first fragments, or quoted in an ICMP error.
      .filter(({ transport, callId, protocols }) => transport === 'UDP' && callId !== null && !/icmp/.test(protocols))
      .map(({ frame, src, srcPort }) => `${frame} ${src.includes(':') ? `[${src}]` : src}:${srcPort}`);

    const { deliveries } = readDeliveries(readFileSync(file));

    const delivered = new Set(deliveries.map(({ frame, source }) => `${frame} ${source}`));
    expect(wanted.filter((message) => !delivered.has(message))).toEqual([]);
  });
});

type HostileCapture = {
  readonly file: string;
  readonly must: {
    readonly outcome: 'complete' | 'partial' | 'reject';
    readonly orOutcome?: string;
    readonly errorClassAnyOf: readonly string[];
    readonly errorRequired: boolean;
    readonly recoverCallIds: readonly string[];
    readonly finishWithinSec: number;
  };
};

/** Damaged files, headers and fragments; what lies above UDP is judged elsewhere. */
function hostileCaptures(): [string, HostileCapture['must']][] {
  if (!hasCorpus) return [];
  const { files } = JSON.parse(readFileSync(path.join(corpus, 'hostile/manifest.json'), 'utf8')) as {
    files: HostileCapture[];
  };
  return files
    .map(({ file, must }): [string, HostileCapture['must']] => [path.basename(file), must])
    .filter(([file]) => /^([abc]\d|d0)/.test(file) && /\.pcap/.test(file));
}

async function readHostile(file: string): Promise<ReadDeliveries | CaptureError> {
  async function* stored(): AsyncGenerator<Uint8Array> {
    yield readFileSync(path.join(corpus, 'hostile', file));
  }
  const compression = new CaptureDiagnostics();
  const parts: Uint8Array[] = [];
  for await (const chunk of decompressed(stored(), compression, byZlib)) parts.push(chunk);
  try {
    const read = readDeliveries(Buffer.concat(parts));
    for (const { code } of compression.counts()) {
      if (code === 'capture-decompress' || code === 'limit-ratio') read.diagnostics.reportDamage(code, {});
    }
    return read;
  } catch (error) {
    if (error instanceof CaptureError) return error;
    throw error;
  }
}

describe.runIf(hasCorpus)('the hostile corpus', () => {
  test.each(hostileCaptures())('%s', async (file, must) => {
    const started = performance.now();
    const read = await readHostile(file);
    const seconds = (performance.now() - started) / 1000;

    const isRejected = read instanceof CaptureError;
    const codes = isRejected ? [read.code] : read.diagnostics.counts().map(({ code }) => code);
    const classes = codes.map((code) => code.toUpperCase().replaceAll('-', '_'));
    const texts = isRejected ? '' : read.deliveries.map(({ text }) => text).join('\n');
    const outcome = isRejected ? 'reject' : read.diagnostics.damaged ? 'partial' : 'complete';
    expect(must.recoverCallIds.filter((callId) => !texts.includes(callId))).toEqual([]);
    expect([must.outcome, must.orOutcome]).toContain(outcome);
    const isTold = must.errorClassAnyOf.some((wanted) => classes.includes(wanted));
    expect(isTold || !must.errorRequired).toBe(true);
    expect(seconds).toBeLessThan(must.finishWithinSec);
  });
});
