/** The figures of streams in real captures, beside what tshark 4.0.17 tells of them (`-q -z rtp,streams`); where the corpus is there. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCapture } from '../../src/node.ts';
import type { StreamFiguresRow } from '../../src/rows/stream-figures-row.ts';
import { corpus, hasCorpus } from '../corpus.ts';
import { type FormatOfType, format, readFigures, type ReadFigures, staticFormat } from './read-figures.ts';
import { type TsharkStream, tsharkStreams } from './tshark-streams.ts';

type Figure = 'packets' | 'lost' | 'minDelta' | 'meanDelta' | 'maxDelta' | 'meanJitter' | 'maxJitter';

/** tshark has its reasons, or we have. */
const reasons = {
  events:
    'tshark takes the last packet of a telephone event, whose timestamp is that of its begin, for the one before the next packet of sound: that one seems late by the length of the event',
  mean: 'tshark gives packets that it leaves out of the mean (marked ones, comfort noise and what follows it) the weight of the mean so far',
  frames:
    'tshark leaves marked packets out, which in video are the last ones of their frames, not the first after silence',
  jump: 'the timestamps jump, which tshark counts as delay; it leaves packets out whose timestamps go back, ours counts their arrivals',
  t38: 'tshark takes six of its packets for T.38',
  early:
    'a packet that overtook the first belongs to the stream: tshark counts it as received and not as expected; it measures no jitter from packets that come late',
  fuzz: 'the payload type was changed by a fuzzer to one that nothing is known of',
} as const;

type Difference = {
  readonly stream: string;
  readonly figures: readonly Figure[];
  readonly because: keyof typeof reasons;
};

const differences: readonly Difference[] = [
  { stream: 'astts__ulaw-2013785496.pcap 34d01d16', figures: ['meanJitter', 'maxJitter'], because: 'events' },
  { stream: 'goff__voip-extension.pcap 3edd3882', figures: ['meanJitter', 'maxJitter'], because: 'events' },
  { stream: 'miarec__09a_2833_dtmf.pcap 12cc6bf4', figures: ['meanJitter', 'maxJitter'], because: 'events' },
  { stream: 'goff__RTP-Protocol.pcap 44c61afb', figures: ['meanJitter'], because: 'mean' },
  { stream: 'ndpi__skinny.pcap 7c1071e2', figures: ['meanDelta'], because: 'mean' },
  { stream: 'ndpi__skinny.pcap f6bf57dc', figures: ['meanDelta'], because: 'mean' },
  { stream: 'ndpi__rtp.pcapng 001a759f', figures: ['meanDelta'], because: 'mean' },
  { stream: 'ndpi__rtp.pcapng 00001646', figures: ['meanDelta', 'meanJitter'], because: 'frames' },
  {
    stream: 'ndpi__FAX-Call-t38-CA-TDM-SIP-FB-1-5aec1a.pcap 17d90134',
    figures: ['minDelta', 'meanDelta', 'maxDelta', 'meanJitter', 'maxJitter'],
    because: 'jump',
  },
  {
    stream: 'ndpi__FAX-Call-t38-CA-TDM-SIP-FB-1-5aec1a.pcap 0eaf0eaf',
    figures: ['packets', 'lost', 'maxDelta'],
    because: 't38',
  },
  {
    stream: 'ndpi__FAX-Call-t38-CA-TDM-SIP-FB-1.pcap 17d90134',
    figures: ['meanDelta', 'maxDelta', 'maxJitter'],
    because: 'jump',
  },
  {
    stream: 'ndpi__fuzz-2006-06-26-2594.pcap 3796cb71',
    figures: ['minDelta', 'meanDelta', 'meanJitter', 'maxJitter'],
    because: 'fuzz',
  },
  {
    stream: 'open5gs__ipsec_to_nonipsec_call.pcapng 0029b45f',
    figures: ['lost', 'meanJitter', 'maxJitter'],
    because: 'early',
  },
];

/** Dynamic payload types, by the names that tshark took from the descriptions. */
const formatsByName: readonly (readonly [name: RegExp, FormatOfType])[] = [
  [/AMR-WB/, () => format('AMR-WB', 16_000)],
  [/speex/, () => format('SPEEX')],
  [/event/, () => format('TELEPHONE-EVENT')],
];

type OracleStreams = { readonly name: string; readonly file: string; readonly streams: readonly TsharkStream[] };

function oracleStreams(): OracleStreams[] {
  if (!hasCorpus) return [];
  return readdirSync(path.join(corpus, 'oracle')).flatMap((oracle) => {
    const text = readFileSync(path.join(corpus, 'oracle', oracle), 'utf8');
    const streams = tsharkStreams((JSON.parse(text) as { readonly rtpStreamsText?: string }).rtpStreamsText ?? '');
    const name = oracle.replace(/\.json$/, '');
    const folder = name.startsWith('gen__') ? 'generated' : 'captures';
    const file = path.join(corpus, folder, name.replace(/^gen__/, ''));
    return streams.length > 0 && existsSync(file) ? [{ name, file, streams }] : [];
  });
}

/** Of the packets that tshark took for RTP: it leaves out what came before the description, and after the call. */
async function figuresOf({ file, streams }: OracleStreams): Promise<Map<string, ReadFigures>> {
  const formatOf: FormatOfType = (payloadType) =>
    staticFormat(payloadType) ??
    formatsByName.find(([name]) => payloadType >= 96 && streams.some(({ payload }) => name.test(payload)))?.[1](
      payloadType,
    );
  const counts = (key: string, timeNs: number): boolean =>
    streams.some((stream) => stream.key === key && timeNs > stream.startedNs - 1000 && timeNs < stream.endedNs + 1000);
  const input = await openCapture(file);
  try {
    return await readFigures(input.chunks(), { formatOf, counts });
  } finally {
    await input.close();
  }
}

function differing(row: StreamFiguresRow, packets: number, told: TsharkStream): Figure[] {
  const pairs: readonly (readonly [Figure, number | undefined, number])[] = [
    ['minDelta', row.minDeltaMs, told.minDeltaMs],
    ['meanDelta', row.meanDeltaMs, told.meanDeltaMs],
    ['maxDelta', row.maxDeltaMs, told.maxDeltaMs],
    ['meanJitter', row.jitterMsMean, told.meanJitterMs],
    ['maxJitter', row.jitterMsMax, told.maxJitterMs],
  ];
  const counted: Figure[] = [];
  if (packets !== told.packets) counted.push('packets');
  if ((row.cumulativeLost ?? row.lost) !== told.lost) counted.push('lost');
  return [...counted, ...pairs.filter(([, ours, theirs]) => !isClose(ours, theirs)).map(([figure]) => figure)];
}

/** Within one per cent, or a microsecond. tshark has -1 and 0 where nothing was measured. */
function isClose(ours: number | undefined, theirs: number): boolean {
  if (ours === undefined) return theirs <= 0;
  return Math.abs(ours - theirs) <= Math.max(0.0015, theirs / 100);
}

describe.runIf(hasCorpus)('streams of real captures are as tshark tells them', () => {
  const oracles = oracleStreams();

  test('there are many of them', () => {
    expect(oracles.flatMap(({ streams }) => streams).length).toBeGreaterThan(60);
  });

  test.each(oracles.map((oracle) => [oracle.name, oracle] as const))('%s', async (name, oracle) => {
    const figures = await figuresOf(oracle);

    const found = oracle.streams.flatMap((told) => {
      const stream = figures.get(told.key);
      const ssrc = told.key.slice(-8);
      // Of its only packet, which a fuzzer wrote, the padding is longer than the payload: it is malformed.
      if (stream === undefined) return ssrc === 'aaaaaaaa' ? [] : [{ stream: ssrc, figures: ['none'] }];
      const differs = differing(stream.figures.facts({ time: String }), stream.packets, told);
      return differs.length === 0 ? [] : [{ stream: ssrc, figures: differs.toSorted() }];
    });

    const explained = differences.filter(({ stream }) => stream.startsWith(`${name} `));
    expect(found).toEqual(
      explained.map(({ stream, figures }) => ({ stream: stream.slice(-8), figures: [...figures].toSorted() })),
    );
  });
});
