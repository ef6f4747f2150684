import type { Ladder } from '@sipscope/analyzer';
import { formatSeconds } from '../format/time.ts';
import { label } from '../format/visible.ts';
import type { FoldedArrow } from './fold-arrows.ts';

/** An arrow in words, for those who hear the ladder. */
export function describeArrow({ arrow, repeats, copies }: FoldedArrow, ladder: Ladder): string {
  const lane = (at: number): string => {
    const found = ladder.lanes[at];
    return label(found?.name ?? found?.address ?? 'an unknown endpoint', 60);
  };
  const codecs = [...new Set(arrow.sdp?.media.flatMap((media) => media.codecs))].join(', ');
  return [
    label(arrow.label, 80),
    ...(arrow.kind === 'response' ? [`to ${label(arrow.method, 24)}`] : []),
    `from ${lane(arrow.from)} to ${lane(arrow.to)}`,
    `at ${formatSeconds(arrow.sinceStartMs)} s`,
    ...(arrow.sdp === undefined ? [] : [`with SDP ${arrow.sdp.role ?? ''} ${label(codecs, 80)}`.trim()]),
    ...(arrow.retransmission === true ? ['sent again'] : []),
    ...(repeats.length > 0 ? [`sent ${repeats.length + 1} times`] : []),
    ...(arrow.duplicate === true || copies.length > 0 ? ['captured more than once'] : []),
    ...(arrow.problems === undefined ? [] : ['with problems']),
  ].join(', ');
}
