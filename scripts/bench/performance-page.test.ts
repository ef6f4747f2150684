import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../run-command.ts';
import type { ProcessRun } from './measured-process.ts';
import type { PeersTable } from './peers.ts';
import { writeFigures } from './performance-page.ts';
import type { Results } from './results.ts';

const page = readFileSync(path.join(root, 'docs/performance.md'), 'utf8');
const machine = { cpu: 'A processor', cores: 2, node: 'v24.0.0', peers: ['sngrep - 1.6.0', 'no tshark'] };
const nothing: Results = {
  how: 'usual',
  rounds: 5,
  machine,
  peers: [],
  growth: [],
  large: [],
  threads: [],
  streams: [],
  stages: [],
  missing: [],
};

const runOf = (seconds: number): ProcessRun => ({
  seconds,
  cpuSeconds: seconds,
  peakMb: 100,
  lines: 0,
  output: '',
  status: 0,
});
const peers: PeersTable = {
  hasDistinctMedia: false,
  calls: 30_000,
  messages: 180_000,
  bytes: 73e6,
  measured: [
    { name: 'sipscope calls', runs: [1, 2, 1.5].map(runOf) },
    { name: 'sngrep -N', runs: [7, 16, 12].map(runOf) },
    { name: 'tshark -q', runs: [], failure: 'not done after 900 s' },
  ],
};

describe('the page of figures', () => {
  test('has the figures of the run, and the text around them as it was', () => {
    const written = writeFigures(page, { ...nothing, peers: [peers] });

    expect(written).toContain('A processor, 2 cores, Node v24.0.0, sngrep - 1.6.0, no tshark; 5 rounds.');
    expect(written).toContain('| sipscope calls | 1.50 [1.00–2.00] |  | 1.50 [1.00–2.00] | 100 |');
    const handwritten = (text: string): string =>
      text.replaceAll(/(<!-- figures: \w+ -->)[^]*?(<!-- end of figures -->)/g, '$1$2');
    expect(handwritten(written)).toBe(handwritten(page));
  });

  test('has ratios round by round', () => {
    const written = writeFigures(page, { ...nothing, peers: [peers] });

    expect(written).toContain('| sngrep -N | 12.0 [7.00–16.0] | 8.00 [7.00–8.00] |');
    expect(written).toContain('sngrep takes at least 6 times as long | 8.00 times | met |');
  });

  test('tells what was given up, and counts the time it was given', () => {
    const written = writeFigures(page, { ...nothing, peers: [peers] });

    expect(written).toContain('| tshark -q | not done after 900 s |');
    expect(written).toContain('tshark takes at least 4 times as long | more than 600 times | met |');
  });

  test('is the same when it is written again', () => {
    const results = { ...nothing, missing: ['large captures (distinct), for the disk has 1.0 GB left'] };
    const once = writeFigures(page, results);

    expect(writeFigures(once, results)).toBe(once);
    expect(once).toContain('Not measured: large captures (distinct)');
  });

  test('says of a quick run what it is worth', () => {
    expect(writeFigures(page, { ...nothing, how: 'quick' })).toContain('no figures to rely on');
  });

  test('is refused without a place for the figures', () => {
    expect(() => writeFigures('# Performance\n', nothing)).toThrow('no place for the figures "machine"');
  });
});
