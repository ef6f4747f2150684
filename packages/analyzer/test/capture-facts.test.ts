import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze, analyzePackets } from '../src/analyze.ts';
import { CaptureReader } from '../src/capture/capture-reader.ts';
import { describedFacts } from '../src/report/described-facts.ts';
import type { CaptureFacts } from '../src/rows.ts';
import {
  bytesOf,
  enhancedPacket,
  int64,
  interfaceDescription,
  interfaceStatistics,
  nameResolution,
  option,
  pcap,
  sectionHeader,
  text,
} from './build-capture.ts';
import { corpus } from './corpus.ts';

const data = text('hello');
const captures = path.join(corpus, 'captures');

async function factsOf(bytes: Uint8Array): Promise<CaptureFacts> {
  return (await analyze([bytes])).facts;
}

describe('the facts of a capture', () => {
  test('are what it says of itself', async () => {
    const bytes = bytesOf(
      sectionHeader('little', 1, bytesOf(option(1, text('ticket 7')), option(4, text('Dumpcap')))),
      interfaceDescription({ snaplen: 96, tsresol: 9, options: option(2, text('eth0')) }),
      enhancedPacket({ ticks: 5_000_000_000n, data, original: 900, options: option(1, text('here')) }),
      enhancedPacket({ ticks: 1_000_000_000n, data }),
      nameResolution([
        [1, bytesOf([192, 0, 2, 1], text('alice'), 0)],
        [2, bytesOf(new Uint8Array(15), 1, text('localhost'), 0)],
      ]),
      interfaceStatistics(0, bytesOf(option(4, int64(10n, 'little')), option(5, int64(3n, 'little')))),
    );

    expect(await factsOf(bytes)).toMatchObject({
      format: 'pcapng',
      sections: [{ application: 'Dumpcap' }],
      interfaces: [
        {
          name: 'eth0',
          linkType: 'Ethernet',
          tickSeconds: 1e-9,
          snapLength: 96,
          packets: 2,
          received: 10,
          drops: 3,
        },
      ],
      comments: [{ text: 'ticket 7' }, { text: 'here', frame: 1 }],
      names: [
        { address: '192.0.2.1', names: ['alice'] },
        { address: '::1', names: ['localhost'] },
      ],
      drops: 3,
      sliced: 1,
      clockSteps: 1,
    });
  });

  test('are bounded by limits that can be set', async () => {
    const options = bytesOf(option(1, text('one')), option(1, text('two')));
    const bytes = bytesOf(sectionHeader('little', 1, options), interfaceDescription(), enhancedPacket({ data }));

    const analysis = await analyze([bytes], { limits: { capture: { comments: 1 } } });

    expect(analysis.facts.comments).toEqual([{ text: 'one' }]);
    expect(analysis.summary().diagnostics).toContainEqual(
      expect.objectContaining({ code: 'limit-comments', count: 1 }),
    );
  });

  test('have no key for what it does not say', async () => {
    const facts = await factsOf(pcap([{ data }]));

    expect(facts.interfaces).toEqual([{ linkType: 'Ethernet', tickSeconds: 1e-6, snapLength: 65_535, packets: 1 }]);
    for (const key of ['sections', 'comments', 'names', 'drops', 'sliced', 'clockSteps']) {
      expect(facts).not.toHaveProperty(key);
    }
  });

  test('are missing where packets come from somewhere else', async () => {
    const source = { clock: { epochNs: 0n, decimals: 6 }, format: 'records', bytes: 0, packets: 0, linkTypes: [] };

    expect((await analyzePackets([], source)).facts).not.toHaveProperty('interfaces');
  });

  test('of several files say which file they are of', () => {
    const parts = ['first', 'second'].map((file) => {
      const reader = new CaptureReader();
      reader.receive(
        bytesOf(
          sectionHeader('little', 1, option(4, text(`writer of the ${file}`))),
          interfaceDescription(),
          enhancedPacket({ data, original: 9, options: option(1, text(file)) }),
        ),
      );
      return { file, description: reader.description };
    });

    expect(describedFacts(parts)).toMatchObject({
      sections: [
        { application: 'writer of the first', file: 'first' },
        { application: 'writer of the second', file: 'second' },
      ],
      interfaces: [{ file: 'first' }, { file: 'second' }],
      comments: [
        { text: 'first', frame: 1, file: 'first' },
        { text: 'second', frame: 1, file: 'second' },
      ],
      sliced: 2,
    });
  });
});

const known: readonly (readonly [string, Partial<CaptureFacts>])[] = [
  ['pcpp__solaris.snoop', { format: 'snoop', packets: 250, linkTypes: ['Ethernet'] }],
  [
    'goff__sip-flow-private-2.pcapng',
    {
      sections: [{ application: 'Editcap 2.2.5' }],
      interfaces: [
        {
          name: 'vmnet8',
          linkType: 'Ethernet',
          tickSeconds: 1e-6,
          snapLength: 262_144,
          os: 'Mac OS X 10.11.4, build 15E65 (Darwin 15.4.0)',
          packets: 677,
        },
      ],
    },
  ],
];

test('captures of others tell what Wireshark reads in them, where they are at hand', async () => {
  for (const [file, facts] of known.filter(([name]) => existsSync(path.join(captures, name)))) {
    expect(await factsOf(readFileSync(path.join(captures, file)))).toMatchObject(facts);
  }
});
