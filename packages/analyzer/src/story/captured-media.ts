import { parseTime } from '../follow/parse-time.ts';
import type { CallRow, SessionSide, StoryStream, StreamRow } from '../rows.ts';
import { durationText, listText } from './names.ts';
import { tellKeys } from './pressed-keys.ts';
import type { Leg } from './story-leg.ts';
import type { StoryLog, Told } from './story-log.ts';
import { durationNs, streamFigures, streamLine, streamName } from './stream-text.ts';

/** Problems of one stream that are told. */
const mostProblems = 8;
/** Streams of one leg that are listed. */
const mostStreams = 64;

/** A stream of one leg, and where it stands in the story. */
type LegStream = {
  readonly row: StreamRow;
  readonly by: SessionSide | undefined;
  readonly startedNs: number;
  readonly endedNs: number;
};

/** What of the media was captured: who is heard, when, and how well; on each leg. */
export class CapturedMedia {
  readonly #call: CallRow;
  readonly #epochNs: bigint;
  readonly #ofLeg = new Map<Leg, LegStream[]>();

  /** `epochNs`: when the story begins. */
  constructor(call: CallRow, streams: readonly StreamRow[], legs: readonly Leg[], epochNs: bigint) {
    this.#call = call;
    this.#epochNs = epochNs;
    for (const row of streams) {
      const leg = legs.find(({ dialog }) => dialog !== undefined && dialog === row.dialog) ?? legs[0];
      if (leg === undefined) continue;
      const startedNs = Number(parseTime(row.started) - epochNs);
      const stream = { row, by: sideOf(row), startedNs, endedNs: startedNs + durationNs(row) };
      const known = this.#ofLeg.get(leg);
      if (known === undefined) this.#ofLeg.set(leg, [stream]);
      else known.push(stream);
    }
  }

  tell(legs: readonly Leg[], log: StoryLog): void {
    for (const leg of legs) {
      const streams = this.#ofLeg.get(leg) ?? [];
      this.#tellAudio(leg, streams, log);
      tellEarlyMedia(leg, streams, log);
      for (const kind of ['video', 'text', 'image', 'application'] as const) tellOther(leg, streams, kind, log);
      for (const stream of streams) tellProblems(leg, stream, log);
    }
    const [first] = legs;
    if (first !== undefined) tellKeys(this.#call, first, this.#ofLeg.get(first) ?? [], { log, epochNs: this.#epochNs });
  }

  rowsOf(leg: Leg): readonly StreamRow[] {
    return this.#ofLeg.get(leg)?.map(({ row }) => row) ?? [];
  }

  /** Undefined where nothing of it was captured. */
  streamsOf(leg: Leg): readonly StoryStream[] | undefined {
    return this.#ofLeg
      .get(leg)
      ?.slice(0, mostStreams)
      .map(({ row, by }) => ({
        stream: row.id,
        ...(by === undefined ? {} : { by }),
        text: streamLine(row),
        started: row.started,
        ended: row.ended,
      }));
  }

  #tellAudio(leg: Leg, streams: readonly LegStream[], log: StoryLog): void {
    const audio = streams.filter(
      (stream) => isAudio(stream) && (leg.answeredNs < 0 || stream.endedNs > leg.answeredNs),
    );
    const { media } = this.#call;
    if (audio.length === 0) {
      if (leg.number === 0 && media?.audio === 'none') tellSilence(leg, media.frames, log);
      return;
    }
    // Before the answer it is early media alone.
    if (leg.answeredNs < 0) return;
    const local = longest(audio, 'local');
    const remote = longest(audio, 'remote');
    const unknown = longest(audio, undefined);
    const heard = [local, remote, ...(local === undefined && remote === undefined ? [unknown] : [])].filter(
      (stream) => stream !== undefined,
    );
    const parts = heard.map((stream) => `${whoSends(leg, stream)} ${figuresText(stream)}`);
    const isOneWay = leg.number === 0 && media?.audio === 'one-way' && heard.length === 1;
    const missing = local === undefined ? leg.names.local : leg.names.remote;
    const way = local !== undefined && remote !== undefined ? 'Audio both ways' : 'Audio';
    const rest = isOneWay ? ` ${missing}'s audio never arrives here.` : '';
    log.add({
      kind: isOneWay ? 'media-problem' : 'media',
      timeNs: Math.max(leg.answeredNs, ...heard.map(({ startedNs }) => startedNs)),
      leg: leg.number,
      by: undefined,
      text: `${way}: ${listText(parts)}.${rest}`,
      frames: heard.map(({ row }) => row.firstFrame),
      stream: heard[0]?.row.id,
    });
  }
}

function sideOf({ from }: StreamRow): SessionSide | undefined {
  if (from === undefined) return undefined;
  return from === 'caller' ? 'local' : 'remote';
}

/** Streams whose kind nothing tells are audio, as most are. */
function isAudio({ row: { kind, protocol } }: LegStream): boolean {
  return kind === 'audio' || (kind === undefined && (protocol === 'RTP' || protocol === 'SRTP'));
}

/** Of several one after the other, or on several hops, the one with most packets. */
function longest(streams: readonly LegStream[], side: SessionSide | undefined): LegStream | undefined {
  let most: LegStream | undefined;
  for (const stream of streams)
    if (stream.by === side && (most === undefined || stream.row.packets > most.row.packets)) most = stream;
  return most;
}

function whoSends(leg: Leg, { by, row }: LegStream): string {
  return `from ${by === undefined ? row.srcIp : leg.names[by]}`;
}

/** `RTP PCMA for 12.3 s (lost 0.2 %, MOS 4.3)` */
function figuresText({ row }: LegStream): string {
  const figures = streamFigures(row);
  return `${streamName(row)} for ${durationText(durationNs(row))}${figures === '' ? '' : ` (${figures})`}`;
}

function tellSilence(leg: Leg, frames: readonly number[], log: StoryLog): void {
  log.add({
    kind: 'media-problem',
    timeNs: Math.max(0, leg.answeredNs),
    leg: leg.number,
    by: undefined,
    text: 'No audio arrives here from either side, though both should send.',
    frames: [...frames],
  });
}

/** What the callee sends before it answers (RFC 3960). */
function tellEarlyMedia(leg: Leg, streams: readonly LegStream[], log: StoryLog): void {
  const { answeredNs } = leg;
  const early = streams.filter(
    (stream) => isAudio(stream) && stream.by === 'remote' && (answeredNs < 0 || stream.startedNs < answeredNs),
  );
  const first = longest(early, 'remote');
  if (first === undefined) return;
  const untilNs = answeredNs < 0 ? first.endedNs : Math.min(first.endedNs, answeredNs);
  const how = answeredNs < 0 ? '' : ' before the answer';
  log.add({
    kind: 'early-media',
    timeNs: first.startedNs,
    leg: leg.number,
    by: 'remote',
    text: `Early media: ${leg.names.remote} sends ${streamName(first.row)} for ${durationText(untilNs - first.startedNs)}${how}.`,
    frames: [first.row.firstFrame],
    stream: first.row.id,
  });
}

const names = { video: 'Video', text: 'Text', image: 'Fax', application: 'Data' } as const;

function tellOther(leg: Leg, streams: readonly LegStream[], kind: keyof typeof names, log: StoryLog): void {
  const ofKind = streams.filter(({ row }) => row.kind === kind);
  const heard = (['local', 'remote', undefined] as const)
    .map((side) => longest(ofKind, side))
    .filter((stream) => stream !== undefined);
  const [first] = heard;
  if (first === undefined) return;
  const parts = heard.map((stream) => `${whoSends(leg, stream)} ${figuresText(stream)}`);
  log.add({
    kind: kind === 'image' ? 'fax' : 'media',
    timeNs: Math.max(...heard.map(({ startedNs }) => startedNs)),
    leg: leg.number,
    by: undefined,
    text: `${names[kind]}${heard.length > 1 ? ' both ways' : ''}: ${listText(parts)}.`,
    frames: heard.map(({ row }) => row.firstFrame),
    stream: first.row.id,
  });
}

function tellProblems(leg: Leg, { row, by, startedNs }: LegStream, log: StoryLog): void {
  const epochNs = parseTime(row.started) - BigInt(Math.round(startedNs));
  // That a side is not heard is told with the audio.
  const told = (row.problems ?? []).filter(({ code }) => code !== 'one-way');
  for (const { text, from, frames } of told.slice(0, mostProblems)) {
    const problem: Told = {
      kind: 'media-problem',
      timeNs: from === undefined ? startedNs : Number(parseTime(from) - epochNs),
      leg: leg.number,
      by,
      text: by === undefined ? text : `${leg.names[by]}'s ${row.kind ?? 'media'}: ${text}`,
      frames: [...frames],
      stream: row.id,
    };
    log.add(problem);
  }
}
