/** The figures of streams in real captures, beside what tshark 4.0.17 tells of them (`-q -z rtp,streams`); where the corpus is there. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { openCapture } from '../../src/node.ts';
import type { StreamRow } from '../../src/rows.ts';
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
  noise:
    'tshark does not know the comfort noise of AMR-WB: it takes the pauses of its sender for times between packets',
  around: 'tshark counts only what came between the description and the end of the call',
  copies: 'the capture has each packet several times: they are one, and `capturedAgain` tells of the others',
} as const;

type Difference = {
  /** The capture, its SSRC, and where it goes if there are several of that SSRC. */
  readonly stream: string;
  readonly figures: readonly Figure[];
  readonly because: readonly (keyof typeof reasons)[];
};

const differences: readonly Difference[] = [
  { stream: 'astts__ulaw-2013785496.pcap 34d01d16', figures: ['meanJitter', 'maxJitter'], because: ['events'] },
  { stream: 'goff__voip-extension.pcap 3edd3882', figures: ['meanJitter', 'maxJitter'], because: ['events'] },
  { stream: 'miarec__09a_2833_dtmf.pcap 12cc6bf4', figures: ['meanJitter', 'maxJitter'], because: ['events'] },
  { stream: 'goff__RTP-Protocol.pcap 44c61afb', figures: ['meanJitter'], because: ['mean'] },
  { stream: 'ndpi__skinny.pcap 7c1071e2', figures: ['meanDelta'], because: ['mean'] },
  { stream: 'ndpi__skinny.pcap f6bf57dc', figures: ['meanDelta'], because: ['mean'] },
  { stream: 'ndpi__rtp.pcapng 001a759f', figures: ['meanDelta'], because: ['mean'] },
  { stream: 'ndpi__rtp.pcapng 00001646', figures: ['meanDelta', 'meanJitter'], because: ['frames'] },
  {
    stream: 'ndpi__FAX-Call-t38-CA-TDM-SIP-FB-1-5aec1a.pcap 17d90134',
    figures: ['minDelta', 'meanDelta', 'maxDelta', 'meanJitter', 'maxJitter'],
    because: ['jump'],
  },
  {
    stream: 'ndpi__FAX-Call-t38-CA-TDM-SIP-FB-1-5aec1a.pcap 0eaf0eaf',
    figures: ['packets', 'lost', 'maxDelta'],
    because: ['t38'],
  },
  {
    stream: 'ndpi__FAX-Call-t38-CA-TDM-SIP-FB-1.pcap 17d90134',
    figures: ['meanDelta', 'maxDelta', 'maxJitter'],
    because: ['jump'],
  },
  {
    stream: 'ndpi__fuzz-2006-06-26-2594.pcap 3796cb71 212.242.33.36:40392',
    figures: ['minDelta', 'meanDelta', 'meanJitter', 'maxJitter'],
    because: ['fuzz'],
  },
  {
    stream: 'open5gs__ipsec_to_nonipsec_call.pcapng 0029b45f 192.168.101.8:50014',
    figures: ['lost', 'meanDelta', 'maxDelta', 'meanJitter', 'maxJitter'],
    because: ['early', 'noise'],
  },
  {
    stream: 'open5gs__ipsec_to_nonipsec_call.pcapng 0029b45f 10.4.128.21:30346',
    figures: ['meanDelta', 'maxDelta'],
    because: ['noise'],
  },
  {
    stream: 'open5gs__ipsec_to_nonipsec_call.pcapng 42372fa3',
    figures: ['minDelta', 'meanDelta', 'maxDelta'],
    because: ['noise'],
  },
  {
    stream: 'open5gs__volte.pcapng 4b1f94f8',
    figures: ['minDelta', 'meanDelta', 'maxDelta'],
    because: ['noise'],
  },
  {
    stream: 'open5gs__volte.pcapng 862a84d4',
    figures: ['minDelta', 'meanDelta', 'maxDelta'],
    because: ['noise'],
  },
];

/** Where rows differ in another way than figures of the same packets do. */
const differencesOfRows: readonly Difference[] = [
  {
    stream: 'goff__sip-flow-private-2.pcapng 19cff233',
    figures: ['packets', 'maxDelta', 'meanJitter', 'maxJitter'],
    because: ['around'],
  },
  {
    stream: 'goff__sip-flow-private-3.pcapng 998e0300',
    figures: ['packets', 'maxDelta', 'meanJitter', 'maxJitter'],
    because: ['around'],
  },
  {
    stream: 'goff__voip1b.pcapng 3adf0949',
    figures: ['packets', 'maxDelta', 'meanJitter', 'maxJitter'],
    because: ['around'],
  },
  {
    stream: 'ndpi__FAX-Call-t38-CA-TDM-SIP-FB-1-5aec1a.pcap 0eaf0eaf',
    figures: ['packets', 'lost', 'maxDelta', 'meanJitter', 'maxJitter'],
    because: ['around'],
  },
  { stream: 'ndpi__FAX-Call-t38-CA-TDM-SIP-FB-1.pcap 0eaf0eaf', figures: ['packets'], because: ['around'] },
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

function explained(name: string, { key }: TsharkStream, among: readonly Difference[] = differences): readonly Figure[] {
  const [, destination, ssrc] = key.split(' ');
  const named = (stream: string): Difference | undefined => among.find((one) => one.stream === `${name} ${stream}`);
  return (named(`${ssrc} ${destination}`) ?? named(`${ssrc}`))?.figures ?? [];
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

    const found = oracle.streams.map((told) => {
      const stream = figures.get(told.key);
      // Of one packet, which a fuzzer wrote, the padding is longer than the payload: it is malformed.
      if (stream === undefined) return { stream: told.key, isMissing: !told.key.endsWith('aaaaaaaa') };
      const differs = differing(stream.figures.facts({ time: String }), stream.packets, told);
      return { stream: told.key, isMissing: false, figures: differs.toSorted() };
    });

    const isMissing = false;
    expect(found).toEqual(
      oracle.streams.map((told) =>
        figures.has(told.key)
          ? { stream: told.key, isMissing, figures: explained(name, told).toSorted() }
          : { stream: told.key, isMissing },
      ),
    );
  });
});

describe.runIf(hasCorpus)('rows of streams in real captures are as tshark tells them', () => {
  const oracles = oracleStreams();

  async function rowsOf(file: string): Promise<Map<string, StreamRow>> {
    const input = await openCapture(file);
    try {
      const analysis = await analyze(input.chunks(), { diagnostics: input.diagnostics });
      const rows = [...analysis.streams()];
      return new Map(rows.map((row) => [`${row.srcIp}:${row.srcPort} ${row.dstIp}:${row.dstPort} ${row.ssrc}`, row]));
    } finally {
      await input.close();
    }
  }

  const explainedOf = (name: string, told: TsharkStream): readonly Figure[] => [
    ...explained(name, told),
    ...explained(name, told, differencesOfRows),
  ];

  /** All others but times whose mean and minimum the packets of a talkspurt's begin decide. */
  const isTold = (figure: Figure): boolean => figure !== 'meanDelta' && figure !== 'minDelta';

  test.each(oracles.map((oracle) => [oracle.name, oracle] as const))('%s', async (name, { file, streams }) => {
    const rows = await rowsOf(file);

    const found = streams.flatMap((told) => {
      const row = rows.get(told.key);
      const ssrc = told.key.slice(-8);
      // A single packet is no proof of RTP where no description tells of it, nor is one that contradicts itself.
      if (row === undefined || row.packets === 0) return told.packets === 1 ? [] : [`${ssrc} is missing`];
      const again = row.capturedAgain ?? 0;
      if (again > 0) {
        const isWhole = row.packets + again === told.packets && (row.lost ?? 0) - again === told.lost;
        return isWhole || explainedOf(name, told).includes('lost') ? [] : [`${ssrc}: copies`];
      }
      return differing(row, row.packets, told)
        .filter((figure) => isTold(figure) && !explainedOf(name, told).includes(figure))
        .map((figure) => `${ssrc}: ${figure}`);
    });

    expect(found).toEqual([]);
  });
});
