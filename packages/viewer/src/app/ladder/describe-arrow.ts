import type { Ladder, LadderArrow, LadderLoss } from '@sipscope/analyzer';
import { findingsText } from '../findings/finding-level.ts';
import { formatExactTime, formatSeconds, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import type { ArrowItem, LadderItem, LadderLayout } from './ladder-row.ts';
import { ladderWords } from './ladder-words.ts';
import { roleWords } from './role-words.ts';
import { stateTitle } from './strips.ts';

/**
 * A row of an arrow in words, for those who hear the ladder: first what is written on it, so that it can be called by that, then the rest; with what stands between it and the
 * arrow before.
 */
export function describeRow(layout: LadderLayout, at: number, written: string): string {
  const row = layout.rows[at];
  if (row?.item.kind !== 'arrow') return '';
  const isLast = row.item.number === layout.arrowRows.length - 1;
  return [
    written,
    ...describeArrow(row.item, layout.ladder, written),
    ...itemsBefore(layout, at).map((item) => `after ${describeItem(item, layout.ladder)}`),
    ...(isLast ? itemsAfter(layout, at).map((item) => `then ${describeItem(item, layout.ladder)}`) : []),
  ].join(', ');
}

function describeArrow(item: ArrowItem, ladder: Ladder, written: string): readonly string[] {
  const { arrow, repeats, copies, losses = [], unfolded } = item;
  const codecs = [...new Set(arrow.sdp?.media.flatMap((media) => media.codecs))].join(', ');
  const agreed =
    arrow.agreed === undefined ? '' : label(stateTitle({ media: arrow.agreed }).replaceAll('\n', ', '), 160);
  const name = label(arrow.label, 80);
  return [
    ...(written.includes(name) ? [] : [name]),
    ...(arrow.kind === 'response' ? [`to ${label(arrow.method, 24)}`] : []),
    `from ${laneName(ladder, arrow.from)} to ${laneName(ladder, arrow.to)}`,
    `at ${formatSeconds(arrow.sinceStartMs)} s`,
    ...(arrow.sdp === undefined ? [] : [`with SDP ${roleWords(arrow.sdp)} ${label(codecs, 80)}`.trim()]),
    ...(agreed === '' ? [] : [`agreed: ${agreed}`]),
    ...(arrow.notes ?? []).map((note) => label(note, 80)),
    ...(arrow.rolledBack === true ? ['all stays as it was'] : []),
    ...(arrow.sighting === undefined ? [] : [sightings[arrow.sighting]]),
    ...(arrow.retransmission === true ? ['sent again'] : []),
    ...(repeats.length > 0 ? [`sent ${repeats.length + 1} times, Enter shows each`] : []),
    ...(unfolded > 0 ? ['each sending stands below'] : []),
    ...(arrow.duplicate === true || copies.length > 0 ? ['captured more than once'] : []),
    ...losses.map(lossText),
    ...(arrow.problems === undefined ? [] : ['with problems']),
    ...(arrow.findings === undefined ? [] : [`findings: ${findingsText(arrow.findings)}`]),
  ];
}

function describeItem(item: LadderItem, ladder: Ladder): string {
  switch (item.kind) {
    case 'arrow':
      return label(item.arrow.label, 80);
    case 'media':
      return `the beginning of media from ${laneName(ladder, item.media.from)} to ${laneName(ladder, item.media.to)}, ${label(item.media.label, 80)}`;
    case 'early':
      return `early media from ${laneName(ladder, item.early.from)} to ${laneName(ladder, item.early.to)}`;
    case 'timers':
      return item.timers.map((timer) => label(timer.label, 160)).join(', ');
    case 'ghost':
      return `where ${label(item.ghost.label, 80)} from ${laneName(ladder, item.ghost.from)} to ${laneName(ladder, item.ghost.to)} is missing`;
    case 'more':
      return ladderWords.more(item.count);
    case 'digits':
      return `the keys ${label(item.digits.map((one) => one.digits).join(' '), 80)}`;
  }
}

/** What is told of so many rows between two arrows; more would not be listened to. */
const mostTold = 6;

function itemsBefore({ rows }: LadderLayout, at: number): readonly LadderItem[] {
  const items: LadderItem[] = [];
  for (let before = at - 1; before >= 0 && items.length < mostTold; before -= 1) {
    const item = rows[before]?.item;
    if (item === undefined || item.kind === 'arrow') break;
    items.unshift(item);
  }
  return items;
}

function itemsAfter({ rows }: LadderLayout, at: number): readonly LadderItem[] {
  return rows.slice(at + 1, at + 1 + mostTold).map(({ item }) => item);
}

function laneName({ lanes }: Ladder, at: number): string {
  return label(lanes[at]?.name ?? lanes[at]?.address ?? 'an unknown endpoint', 60);
}

function lossText({ label: sentence }: LadderLoss): string {
  return label(sentence, 160);
}

const sightings: Readonly<Record<NonNullable<LadderArrow['sighting']>, string>> = {
  spiral: 'a spiral: the element has had it before, with another Request-URI or Route',
  loop: 'a loop: the element has had it before, just as it is',
  stray: 'a stray: it belongs to nothing that was captured',
};

/** What the pointer is told of an arrow: its packet, its time with all decimals, its media. */
export function arrowTitle({ arrow, losses = [] }: ArrowItem, zone: Zone): string {
  const media = arrow.sdp?.media.map(
    (one) => `${one.kind} ${one.address ?? ''}:${one.port} ${one.direction} ${one.codecs.join(' ')}`,
  );
  return [
    `#${arrow.frame} ${formatExactTime(arrow.time, zone)} over ${arrow.transport}`,
    label(arrow.label),
    ...(media ?? []).map((line) => label(line)),
    ...(arrow.notes ?? []).map((note) => label(note, 160)),
    ...(arrow.agreed === undefined ? [] : [`agreed: ${stateTitle({ media: arrow.agreed })}`]),
    ...(arrow.sighting === undefined ? [] : [sightings[arrow.sighting]]),
    ...(arrow.rolledBack ? ['it takes the offer back: all stays as it was'] : []),
    ...(arrow.retransmission ? ['sent again: its first sending stands above'] : []),
    ...(arrow.duplicate ? ['the same packet, captured again'] : []),
    ...losses.map(lossText),
    ...(arrow.findings === undefined ? [] : [`findings: ${findingsText(arrow.findings)}`]),
  ].join('\n');
}
