import { maskedKeys } from '../call/masked-keys.ts';
import type { CallRow, LadderDigits, LadderEarlyMedia, LadderMedia, StreamRow } from '../rows.ts';
import { roundMs } from './ladder-clock.ts';
import { isFirst, type LadderSource } from './ladder-source.ts';

type Parts = {
  readonly media: readonly LadderMedia[];
  readonly earlyMedia: readonly LadderEarlyMedia[];
  readonly digits: readonly LadderDigits[];
};

/** What media tells beside its bars. `media`: the bars of `streams`, one each. `masksDigits`: keys are told as `x`. */
export function mediaParts(
  source: LadderSource,
  streams: readonly StreamRow[],
  { media, masksDigits }: { readonly media: readonly LadderMedia[]; readonly masksDigits: boolean },
): Parts {
  const places = new Map(source.calls.map(({ id }, place) => [id, place]));
  const isOne = source.calls.length < 2;
  const bars = media.map((bar, at) => {
    const stream = streams[at];
    const place = stream?.call === undefined ? undefined : places.get(stream.call);
    const earlyMs = earlyMsOf(source, stream, place === undefined ? undefined : source.calls[place]);
    return {
      ...bar,
      ...(place === undefined || isOne ? {} : { call: place }),
      ...(earlyMs === undefined ? {} : { earlyMs }),
    };
  });
  const numbered = source.calls.map((call, place) => ({ call, named: isOne ? {} : { call: place } }));
  return {
    media: bars,
    earlyMedia: numbered.flatMap(({ call, named }) =>
      earlyMediaOf(source, call, bars).map((one) => ({ ...one, ...named })),
    ),
    digits: numbered
      .flatMap(({ call, named }) => digitsOf(source, call, masksDigits).map((one) => ({ ...one, ...named })))
      .toSorted((a, b) => a.sinceStartMs - b.sinceStartMs),
  };
}

/** Of the callee's media; that of the caller is not early. */
function earlyMsOf({ clock }: LadderSource, stream?: StreamRow, call?: CallRow): number | undefined {
  if (stream?.from !== 'callee' || call?.earlyMedia === undefined) return undefined;
  const [started, ended] = [clock.sinceStartMs(stream.started), clock.sinceStartMs(stream.ended)];
  const until = call.answered === undefined ? ended : Math.min(ended, clock.sinceStartMs(call.answered));
  return until > started ? roundMs(until - started) : undefined;
}

function earlyMediaOf(source: LadderSource, call: CallRow, bars: readonly LadderMedia[]): readonly LadderEarlyMedia[] {
  const early = call.earlyMedia;
  const bar = bars.find(({ frame }) => frame === early?.frames[0]);
  if (early === undefined || bar === undefined) return [];
  const [sinceStartMs, untilMs] = [source.clock.sinceStartMs(early.from), source.clock.sinceStartMs(early.to)];
  markAnnouncement(source, call, sinceStartMs);
  const { from, to } = bar;
  const durationMs = roundMs(untilMs - sinceStartMs);
  return [{ from, to, time: early.from, sinceStartMs, durationMs, frames: early.frames }];
}

/** The last provisional response before it, with a session description where one had it. */
function markAnnouncement({ arrows, rows }: LadderSource, call: CallRow, beforeMs: number): void {
  let announcing: number | undefined;
  for (const [at, arrow] of arrows.entries()) {
    const { status = 0, sinceStartMs } = arrow;
    if (arrow.method !== 'INVITE' || status <= 100 || status >= 200 || sinceStartMs > beforeMs || !isFirst(arrow))
      continue;
    if (rows[at]?.call !== undefined && rows[at].call !== call.id) continue;
    if (arrow.sdp !== undefined || announcing === undefined || arrows[announcing]?.sdp === undefined) announcing = at;
  }
  const arrow = announcing === undefined ? undefined : arrows[announcing];
  if (arrow !== undefined) arrow.earlyMedia = true;
}

function digitsOf({ clock, ends }: LadderSource, call: CallRow, masksDigits: boolean): readonly LadderDigits[] {
  const leg = ends.ofLeg(call.callIds[0] ?? '');
  return (call.dtmf ?? []).map(({ digits, time, durationMs, source, from, frames }) => {
    const lane = from === undefined || leg === undefined ? undefined : from === 'caller' ? leg.local : leg.remote;
    return {
      ...(lane === undefined ? {} : { lane }),
      time,
      sinceStartMs: clock.sinceStartMs(time),
      ...(durationMs === undefined ? {} : { durationMs }),
      digits: masksDigits ? maskedKeys(digits) : digits,
      source,
      frames,
    };
  });
}
