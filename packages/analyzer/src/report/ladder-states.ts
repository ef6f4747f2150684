import type { LadderAgreement, LadderState, MediaState } from '../rows.ts';
import type { Negotiation } from '../session/negotiation.ts';
import type { StateRecord } from '../session/exchange.ts';
import { roundMs } from './ladder-clock.ts';
import type { LadderSource } from './ladder-source.ts';

/** Strips: what offers and answers came to. The message that completed them is told what is in force from there on. */
export function addStates(source: LadderSource, negotiations: readonly Negotiation[]): readonly LadderState[] {
  const strips = negotiations.flatMap((negotiation) => stripsOf(source, negotiation));
  return strips.toSorted((a, b) => a.sinceStartMs - b.sinceStartMs);
}

function stripsOf(source: LadderSource, negotiation: Negotiation): readonly LadderState[] {
  const { callId, localTag, remoteTag, states } = negotiation;
  const ends = source.ends.ofDialog(callId, localTag, remoteTag);
  if (ends === undefined) return [];
  return states.list.flatMap((state): readonly LadderState[] => {
    const at = beginningOf(source, state);
    const arrow = at === undefined ? undefined : source.arrows[at];
    if (at === undefined || arrow === undefined) return [];
    const media = state.agreement.media.map(agreementOf);
    if (!state.isPreview || state.confirmedNs >= 0) tellAgreed(source, state, media);
    // Their own clock begins with the first message as well, and knows times only to the nanosecond of a number.
    const sinceStartMs = roundMs(state.startedNs / 1e6);
    const { dialog } = source.rows[at] ?? {};
    return [
      {
        ...(dialog === undefined ? {} : { dialog }),
        local: ends.local,
        remote: ends.remote,
        time: source.clock.at(sinceStartMs),
        sinceStartMs,
        ...(state.endedNs < 0
          ? {}
          : {
              ended: source.clock.at(state.endedNs / 1e6),
              durationMs: roundMs((state.endedNs - state.startedNs) / 1e6),
            }),
        arrow: at,
        media,
        ...(state.isPreview ? { preview: true as const } : {}),
        ...(state.isRollback ? { rollback: true as const } : {}),
        frames: state.frames,
      },
    ];
  });
}

/** The latest of its messages at its beginning: the answer, or the failure that put it back. */
function beginningOf({ index, arrows }: LadderSource, { frames, startedNs }: StateRecord): number | undefined {
  const sinceStartMs = roundMs(startedNs / 1e6);
  const places = frames.flatMap((frame) => index.ofFrame(frame) ?? []);
  return places.findLast((at) => arrows[at]?.sinceStartMs === sinceStartMs) ?? places[0];
}

function tellAgreed({ index, arrows }: LadderSource, state: StateRecord, media: readonly LadderAgreement[]): void {
  const places = state.frames.flatMap((frame) => index.ofFrame(frame) ?? []);
  const answer = places.find((at) => arrows[at]?.sdp?.role === 'answer' || arrows[at]?.rolledBack === true);
  const arrow = answer === undefined ? undefined : arrows[answer];
  if (arrow !== undefined) arrow.agreed ??= media;
}

function agreementOf({ kind, status, direction, hold, codecs }: MediaState): LadderAgreement {
  const [codec] = codecs;
  return {
    kind,
    status,
    direction,
    ...(hold === undefined ? {} : { hold }),
    ...(codec === undefined ? {} : { codec: codec.name }),
  };
}
