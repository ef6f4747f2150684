/** Telephone events of real captures, beside what tshark 4.0.17 tells of their packets (`rtpevent`); where the corpus is there. */

import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { openCapture } from '../../src/node.ts';
import { corpus, hasCorpus } from '../corpus.ts';

/** `[digit, duration in units of 8000 Hz, frame of the begin, frame of the end]`: `rtpevent.event_id`, the largest `rtpevent.duration`, and the first packets with and without `rtpevent.end_of_event`. */
const told: readonly (readonly [file: string, events: readonly (readonly [string, number, number, number])[]])[] = [
  ['sipp__dtmf_2833_1.pcap', [['1', 2240, 1, 8]]],
  ['sipp__dtmf_2833_pound.pcap', [['#', 2240, 1, 8]]],
  [
    'miarec__09a_2833_dtmf.pcap',
    [
      ['1', 760, 785, 789],
      ['2', 840, 851, 855],
      ['3', 920, 925, 929],
      ['4', 760, 995, 999],
      ['5', 840, 1063, 1067],
      ['6', 1000, 1138, 1143],
      ['7', 920, 1215, 1219],
      ['8', 1000, 1296, 1301],
      ['9', 1000, 1374, 1379],
      ['*', 760, 1530, 1534],
      ['*', 760, 1747, 1751],
      ['0', 920, 1844, 1848],
      ['#', 840, 1947, 1951],
    ],
  ],
  [
    'goff__voip-extension.pcap',
    [
      ['2', 1512, 204, 222],
      ['0', 1592, 256, 274],
      ['4', 1592, 314, 332],
    ],
  ],
];

describe.skipIf(!hasCorpus)('telephone events beside tshark', () => {
  for (const [file, events] of told)
    test(`${file}`, async () => {
      const input = await openCapture(path.join(corpus, 'captures', file));
      const analysis = await analyze(input.chunks(), { diagnostics: input.diagnostics });
      await input.close();

      const found = [...analysis.streams()].flatMap(({ dtmf = [] }) => dtmf);
      expect(found.map(({ digit, durationMs = 0, frames }) => [digit, durationMs * 8, ...frames])).toEqual(events);
    });
});
