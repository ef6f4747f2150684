import type { CallMediaRow } from '../rows.ts';
import type { CallMedia, Sides } from './call-media.ts';
import { faxOfCall } from './call-fax.ts';
import type { CallStream } from './call-streams.ts';
import { hostOf } from './media-hosts.ts';
import { graceNs, problemsOfCall } from './media-problem.ts';

/** Audio that should have come for less than this may yet come; so long nothing is missed. */
const missedAfterNs = 10e9;
/** The other direction, which shows that media is captured here, must have gone on for so long. */
const shownAfterNs = 5e9;
/** Where it was agreed anew so shortly before, media may have gone elsewhere. */
const changeNs = 2e9;

/** What the streams of a call came to. `sides`: the answered dialog, where there is one whose caller is known. */
export function judgeAudio(streams: readonly CallStream[], more: number, sides: Sides | undefined): CallMedia {
  const audio = streams.filter(({ isAudio, packets }) => isAudio && packets > 0);
  const talk = sides === undefined ? [] : audio.filter(({ endedNs }) => endedNs > sides.answeredNs);
  const heard = { caller: ofSide(talk, 'caller'), callee: ofSide(talk, 'callee') };
  const verdict = sides === undefined ? undefined : missing(heard, talk, sides);
  return {
    streams: streams.map(({ number }) => number),
    more,
    mos: worstScore(audio),
    early: earlyMedia(audio, sides),
    row: { ...faxOfCall(streams), ...mediaRow(streams, verdict, sides) },
    isBothWays: heard.caller.length > 0 && heard.callee.length > 0,
    silentFromNs: sides === undefined ? -1 : silentFrom(talk, sides),
    problems: problemsOfCall(streams, verdict, sides),
  };
}

type Heard = { readonly caller: readonly CallStream[]; readonly callee: readonly CallStream[] };
type Verdict = Pick<CallMediaRow, 'audio' | 'missing' | 'frames'>;

function ofSide(streams: readonly CallStream[], side: CallStream['from']): readonly CallStream[] {
  return streams.filter(({ from }) => from === side);
}

/** Undefined where it cannot be told. */
function missing({ caller, callee }: Heard, talk: readonly CallStream[], sides: Sides): Verdict | undefined {
  const frames = (list: readonly CallStream[]): number[] => list.slice(0, 2).map(({ firstFrame }) => firstFrame);
  if (caller.length > 0 && callee.length > 0)
    return { audio: 'both', frames: [...frames(caller).slice(0, 1), ...frames(callee).slice(0, 1)] };
  // A stream that nobody is known to send may be the other direction.
  if (talk.length > caller.length + callee.length) return undefined;
  const { demand, answeredNs, endedNs } = sides;
  if (demand === undefined || !sides.isObserved(answeredNs, endedNs)) return undefined;
  if (caller.length + callee.length === 0)
    return isNothing(sides) ? { audio: 'none', frames: framesOf(sides) } : undefined;
  const [there, gone, present] =
    caller.length > 0 ? (['caller', 'callee', caller] as const) : (['callee', 'caller', callee] as const);
  const fromNs = Math.max(answeredNs, Math.min(...present.map(({ startedNs }) => startedNs)));
  const toNs = Math.min(endedNs, Math.max(...present.map((stream) => stream.endedNs)));
  const isMissed = demand.demandedNs(sides[gone], sides[there], answeredNs, endedNs) >= missedAfterNs;
  if (toNs - fromNs < shownAfterNs || !isMissed) return undefined;
  return { audio: 'one-way', missing: gone, frames: [...framesOf(sides), ...frames(present)] };
}

/** Both should have sent for long, and other media of a host of theirs was captured. */
function isNothing(sides: Sides): boolean {
  const { demand, caller, callee, answeredNs, endedNs, wasHeard } = sides;
  if (demand === undefined) return false;
  const isMissed =
    demand.demandedNs(caller, callee, answeredNs, endedNs) >= missedAfterNs &&
    demand.demandedNs(callee, caller, answeredNs, endedNs) >= missedAfterNs;
  if (!isMissed) return false;
  const endpoints = [demand.endpointOf(caller, endedNs), demand.endpointOf(callee, endedNs)];
  return endpoints.some((one) => one !== undefined && wasHeard(one.endpoint, answeredNs, endedNs));
}

function framesOf({ answeredFrame, endedFrame }: Sides): number[] {
  return endedFrame === undefined ? [answeredFrame] : [answeredFrame, endedFrame];
}

/** Of the direction that came worst: of several streams one after the other the mean, by their packets. */
function worstScore(audio: readonly CallStream[]): number | undefined {
  let worst: number | undefined;
  for (const side of ['caller', 'callee', undefined] as const) {
    const scored = audio.filter(({ from, mos }) => from === side && mos !== undefined);
    const packets = scored.reduce((sum, stream) => sum + stream.packets, 0);
    if (packets === 0) continue;
    const mean = scored.reduce((sum, stream) => sum + (stream.mos ?? 0) * stream.packets, 0) / packets;
    if (worst === undefined || mean < worst) worst = mean;
  }
  return worst === undefined ? undefined : Math.round(worst * 100) / 100;
}

function earlyMedia(audio: readonly CallStream[], sides: Sides | undefined): CallMedia['early'] {
  const answeredNs = sides?.answeredNs ?? Infinity;
  const early = ofSide(audio, 'callee').filter(({ startedNs }) => startedNs < answeredNs);
  const [first] = early.toSorted((a, b) => a.startedNs - b.startedNs);
  if (first === undefined) return undefined;
  const last = early.reduce((latest, one) => (one.endedNs > latest.endedNs ? one : latest));
  const frames = last.endedNs < answeredNs ? [first.firstFrame, last.lastFrame] : [first.firstFrame];
  return { fromNs: first.startedNs, toNs: Math.min(answeredNs, last.endedNs), frames };
}

function mediaRow(
  streams: readonly CallStream[],
  verdict: Verdict | undefined,
  sides: Sides | undefined,
): CallMediaRow {
  const codecs = [...new Set(streams.map(({ codec }) => codec))].filter((codec) => codec !== undefined);
  const encrypted = streams.filter(({ isEncrypted }) => isEncrypted).length;
  const lost = streams.reduce((sum, stream) => sum + stream.lost, 0);
  const expected = streams.reduce((sum, stream) => sum + stream.expected, 0);
  const held = heldSides(streams);
  const nat = sides === undefined ? [] : translated(streams, sides);
  const afterNs = sides?.isEnded === true ? Math.max(...streams.map(({ endedNs }) => endedNs)) - sides.endedNs : 0;
  return {
    ...(verdict?.audio === undefined ? {} : { audio: verdict.audio }),
    ...(verdict?.missing === undefined ? {} : { missing: verdict.missing }),
    ...(codecs.length === 0 ? {} : { codecs }),
    ...(encrypted === 0 ? {} : { encrypted: encrypted === streams.length ? 'all' : 'some' }),
    ...(expected === 0 ? {} : { lostPercent: Math.round((lost / expected) * 1e4) / 100 }),
    ...(held === undefined ? {} : { duringHold: held }),
    ...(afterNs > graceNs ? { afterEndMs: Math.round(afterNs / 1e6) } : {}),
    ...(nat.length === 0 ? {} : { nat }),
    frames: verdict?.frames ?? streams.slice(0, 2).map(({ firstFrame }) => firstFrame),
  };
}

/** Who sends though the other side wants nothing: music on hold, mostly. */
function heldSides(streams: readonly CallStream[]): CallMediaRow['duringHold'] {
  const sides = new Set(streams.filter(({ isDuringHold }) => isDuringHold).map(({ from }) => from));
  if (sides.has('caller')) return sides.has('callee') ? 'both' : 'caller';
  return sides.has('callee') ? 'callee' : undefined;
}

/** Where a side sends from another host than that at which it wants to receive. */
function translated(streams: readonly CallStream[], sides: Sides): NonNullable<CallMediaRow['nat']> {
  return (['caller', 'callee'] as const).flatMap((by) => {
    const first = streams.find((stream) => stream.from === by && stream.isAudio);
    const named = first === undefined ? undefined : sides.demand?.endpointOf(sides[by], first.startedNs);
    if (first === undefined || named === undefined || hostOf(named.endpoint) === hostOf(first.source)) return [];
    return [{ by, named: named.endpoint, seen: first.source, frame: first.firstFrame }];
  });
}

/** When both directions ceased though they should have gone on, and media went on being captured; -1 where they did not, or it cannot be told. */
function silentFrom(talk: readonly CallStream[], sides: Sides): number {
  const { demand, caller, callee, endedNs, isObserved, heardUntilNs } = sides;
  const isUnsure = talk.some(({ hasPauses, isOpen }) => hasPauses || isOpen);
  if (talk.length === 0 || isUnsure || demand === undefined) return -1;
  const lastNs = Math.max(...talk.map((stream) => stream.endedNs));
  const silentNs = endedNs - lastNs;
  if (silentNs <= missedAfterNs || heardUntilNs < endedNs || !isObserved(lastNs, endedNs)) return -1;
  if (demand.hasChanged(lastNs - changeNs, endedNs)) return -1;
  const isDemanded =
    demand.demandedNs(caller, callee, lastNs, endedNs) >= silentNs - changeNs &&
    demand.demandedNs(callee, caller, lastNs, endedNs) >= silentNs - changeNs;
  return isDemanded ? lastNs : -1;
}
