import { html } from 'lit';
import type { StreamRow } from '@sipscope/analyzer';
import type { Zone } from '../format/time.ts';
import { qualityTone } from '../media/stream-facts.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { countColumn, durationColumn, endpoint, textColumn, timeColumn } from './column-parts.ts';

const titles = words('columns.streams', {
  started: 'time',
  call: 'call',
  from: 'by',
  codec: 'codec',
  srcIp: 'source',
  dstIp: 'destination',
  ssrc: 'ssrc',
  lasts: 'lasts',
  packets: 'packets',
  lostPercent: 'lost',
  jitterMsMean: 'jitter',
  mos: 'MOS',
  problems: 'problems',
});

export function streamColumns(zone: Zone): readonly Column<StreamRow>[] {
  return [
    timeColumn('started', titles.started, zone, (row) => row.started),
    { id: 'call', title: titles.call, least: 62, narrow: 52, sort: 'call', draw: (row) => row.call },
    { id: 'from', title: titles.from, least: 62, sort: 'from', draw: (row) => row.from },
    textColumn('codec', titles.codec, 110, 1, streamCodec, { sort: 'codec', narrow: 84 }),
    textColumn('srcIp', titles.srcIp, 150, 2, (row) => endpoint(row.srcIp, row.srcPort), { sort: 'srcIp', narrow: 84 }),
    textColumn('dstIp', titles.dstIp, 150, 2, (row) => endpoint(row.dstIp, row.dstPort), { sort: 'dstIp' }),
    textColumn('ssrc', titles.ssrc, 84, 0, (row) => row.ssrc, { sort: 'ssrc', mono: true }),
    durationColumn('lasts', titles.lasts, undefined, (row) => Date.parse(row.ended) - Date.parse(row.started)),
    countColumn('packets', titles.packets, 'packets', (row) => row.packets),
    {
      id: 'lostPercent',
      title: titles.lostPercent,
      least: 64,
      align: 'end',
      sort: 'lostPercent',
      draw: (row) => (row.lostPercent === undefined ? undefined : `${row.lostPercent.toFixed(1)} %`),
    },
    {
      id: 'jitterMsMean',
      title: titles.jitterMsMean,
      least: 74,
      align: 'end',
      sort: 'jitterMsMean',
      draw: (row) => (row.jitterMsMean === undefined ? undefined : `${row.jitterMsMean.toFixed(1)} ms`),
    },
    {
      id: 'mos',
      title: titles.mos,
      least: 56,
      narrow: 46,
      align: 'end',
      sort: 'mos',
      draw: (row) => row.mos && html`<span class=${qualityTone(row)}>${row.mos.toFixed(2)}</span>`,
    },
    textColumn('problems', titles.problems, 130, 2, streamProblemCodes, { whole: streamProblemTexts }),
  ];
}

/** `PCMA`, `SRTP opus`; of what has none, what it is. */
function streamCodec({ protocol, codec, kind }: StreamRow): string {
  const what = codec ?? kind;
  if (what === undefined) return protocol;
  return protocol === 'RTP' ? what : `${protocol} ${what}`;
}

function streamProblemCodes({ problems = [] }: StreamRow): string | undefined {
  return [...new Set(problems.map(({ code }) => code.replaceAll('-', ' ')))].join(', ') || undefined;
}

function streamProblemTexts({ problems = [] }: StreamRow): string | undefined {
  return problems.map(({ text }) => text).join(' ') || undefined;
}
