import type { Ladder, LadderArrow } from '@sipscope/analyzer';
import { formatExactTime, formatSeconds, type Zone } from '../format/time.ts';
import { findingsText } from '../findings/finding-level.ts';
import { label } from '../format/visible.ts';
import type { LadderRow } from './layout-ladder.ts';
import { roleWords } from './role-words.ts';

/** An arrow in words, for those who hear the ladder: first what is written on it, then the rest. */
export function describeArrow(row: LadderRow, ladder: Ladder): string {
  const { arrow, repeats, copies } = row;
  const lane = (at: number): string => {
    const found = ladder.lanes[at];
    return label(found?.name ?? found?.address ?? 'an unknown endpoint', 60);
  };
  const codecs = [...new Set(arrow.sdp?.media.flatMap((media) => media.codecs))].join(', ');
  return [
    [writtenText(row), ...row.bars.map((bar) => bar.label)].join(' '),
    ...(row.label === arrow.label ? [] : [label(arrow.label, 80)]),
    ...(arrow.kind === 'response' ? [`to ${label(arrow.method, 24)}`] : []),
    `from ${lane(arrow.from)} to ${lane(arrow.to)}`,
    `at ${formatSeconds(arrow.sinceStartMs)} s`,
    ...(arrow.sdp === undefined ? [] : [`with SDP ${roleWords(arrow.sdp)} ${label(codecs, 80)}`.trim()]),
    ...(arrow.rolledBack === true ? ['all stays as it was'] : []),
    ...(arrow.sighting === undefined ? [] : [sightings[arrow.sighting]]),
    ...(arrow.retransmission === true ? ['sent again'] : []),
    ...(repeats.length > 0 ? [`sent ${repeats.length + 1} times`] : []),
    ...(arrow.duplicate === true || copies.length > 0 ? ['captured more than once'] : []),
    ...(arrow.problems === undefined ? [] : ['with problems']),
    ...(arrow.findings === undefined ? [] : [`findings: ${findingsText(arrow.findings)}`]),
    ...row.bars.map(({ media }) => `after the beginning of media from ${lane(media.from)} to ${lane(media.to)}`),
  ].join(', ');
}

const sightings: Readonly<Record<NonNullable<LadderArrow['sighting']>, string>> = {
  spiral: 'a spiral: the element has had it before, with another Request-URI or Route',
  loop: 'a loop: the element has had it before, just as it is',
  stray: 'a stray: it belongs to nothing that was captured',
};

/** What the pointer is told of an arrow: its packet, its time with all decimals, its media. */
export function arrowTitle(arrow: LadderArrow, zone: Zone): string {
  const media = arrow.sdp?.media.map(
    (one) => `${one.kind} ${one.address ?? ''}:${one.port} ${one.direction} ${one.codecs.join(' ')}`,
  );
  return [
    `#${arrow.frame} ${formatExactTime(arrow.time, zone)} over ${arrow.transport}`,
    label(arrow.label),
    ...(media ?? []).map((line) => label(line)),
    ...(arrow.sighting === undefined ? [] : [sightings[arrow.sighting]]),
    ...(arrow.rolledBack ? ['it takes the offer back: all stays as it was'] : []),
    ...(arrow.retransmission ? ['sent again: its first sending stands above'] : []),
    ...(arrow.duplicate ? ['the same packet, captured again'] : []),
    ...(arrow.findings === undefined ? [] : [`findings: ${findingsText(arrow.findings)}`]),
  ].join('\n');
}

/** What is written on a row, in the order it is read. */
function writtenText({ pause, label: name, arrow, count, sdp }: LadderRow): string {
  const isCopy = arrow.duplicate === true;
  const isRepeat = arrow.retransmission === true && !isCopy;
  const parts = [pause && `${pause} of silence`, name, arrow.sighting, isCopy && 'copy', isRepeat && '⟲', count, sdp];
  return parts.filter(Boolean).join(' ');
}
