import { html, nothing } from 'lit';
import type { Ladder, LadderAgreement, LadderArrow } from '@sipscope/analyzer';
import { findingsMark, findingsText } from '../../findings/finding-level.ts';
import { formatClock, formatExactTime, formatSeconds, type Zone } from '../../format/time.ts';
import { label } from '../../format/visible.ts';
import type { Column } from '../../table/column.ts';
import { laneName } from '../lanes/lane-name.ts';
import { roleWords } from '../role-words.ts';
import { listWords } from './list-words.ts';

/** An arrow, and its place in the ladder. */
export type MessageLine = { readonly arrow: LadderArrow; readonly at: number };

export function messageColumns(ladder: Ladder, zone: Zone): readonly Column<MessageLine>[] {
  const lost = new Set((ladder.losses ?? []).flatMap((loss) => (loss.lost === true ? [loss.arrow] : [])));
  const lane = (at: number): string => {
    const found = ladder.lanes[at];
    return found === undefined ? '' : laneName(found);
  };
  const address = (at: number): string | undefined => ladder.lanes[at]?.address;
  const marks = ({ arrow, at }: MessageLine): string => marksOf(arrow, lost.has(at));
  return [
    {
      id: 'time',
      title: listWords.time,
      least: 100,
      draw: ({ arrow }) => formatClock(arrow.time, zone),
      whole: ({ arrow }) => formatExactTime(arrow.time, zone),
    },
    {
      id: 'since',
      title: listWords.since,
      least: 80,
      narrow: 74,
      align: 'end',
      draw: ({ arrow }) => formatSeconds(arrow.sinceStartMs),
    },
    {
      id: 'delta',
      title: listWords.delta,
      least: 74,
      align: 'end',
      draw: ({ arrow }) => formatSeconds(arrow.deltaMs),
    },
    {
      id: 'from',
      title: listWords.from,
      least: 110,
      share: 1,
      narrow: 70,
      draw: ({ arrow }) => html`<bdi>${lane(arrow.from)}</bdi>`,
      whole: ({ arrow }) => address(arrow.from),
    },
    {
      id: 'to',
      title: listWords.to,
      least: 110,
      share: 1,
      narrow: 70,
      draw: ({ arrow }) => html`<bdi>${lane(arrow.to)}</bdi>`,
      whole: ({ arrow }) => address(arrow.to),
    },
    {
      id: 'message',
      title: listWords.message,
      least: 150,
      share: 1.4,
      narrow: 120,
      draw: ({ arrow }) => html`<bdi class="mono">${label(arrow.label, 80)}</bdi>`,
      whole: ({ arrow }) => label(arrow.kind === 'response' ? `${arrow.label} (${arrow.method})` : arrow.label, 200),
    },
    {
      id: 'sdp',
      title: listWords.sdp,
      least: 120,
      share: 1,
      draw: ({ arrow }) => label(sdpText(arrow), 120),
      whole: ({ arrow }) => label(sdpText(arrow), 400),
    },
    {
      id: 'marks',
      title: listWords.marks,
      least: 120,
      share: 1.4,
      draw: (line) => marks(line),
      whole: (line) => marks(line),
    },
    {
      id: 'findings',
      title: listWords.findings,
      least: 80,
      draw: ({ arrow }) => findingsMark(arrow.findings, 2) ?? nothing,
      whole: ({ arrow }) => findingsText(arrow.findings),
    },
  ];
}

function sdpText({ sdp }: LadderArrow): string {
  if (sdp === undefined) return '';
  const codecs = [...new Set(sdp.media.flatMap((media) => media.codecs))];
  return [roleWords(sdp), codecs.join(', ')].filter((part) => part !== '').join(' ');
}

function marksOf(arrow: LadderArrow, isLost: boolean): string {
  const { retransmission, timer, duplicate, earlyMedia, rolledBack, agreed, sighting } = arrow;
  const byTimer = timer === undefined || timer === 'copy' ? listWords.again : listWords.byTimer(timer);
  return [
    ...(retransmission === true ? [byTimer] : []),
    ...(duplicate === true ? [listWords.copy] : []),
    ...(isLost ? [listWords.lost] : []),
    ...(sighting === undefined ? [] : [sighting]),
    ...(earlyMedia === true ? [listWords.earlyMedia] : []),
    ...(rolledBack === true ? [listWords.rolledBack] : []),
    ...(agreed === undefined ? [] : [listWords.agreed(agreed.map(agreementText).join(', '))]),
  ].join(', ');
}

function agreementText({ kind, status, codec, hold }: LadderAgreement): string {
  if (status !== 'active') return label(`${kind} ${status}`, 40);
  return label(
    [
      kind === 'audio' && codec !== undefined ? undefined : kind,
      codec,
      hold === undefined ? undefined : listWords.held(hold),
    ]
      .filter(Boolean)
      .join(' '),
    80,
  );
}
