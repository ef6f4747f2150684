import { parseMessage } from '@sipscope/parser';
import { milliseconds, TimeFormat } from '../follow/format-time.ts';
import { decimalsOf, parseTime } from '../follow/parse-time.ts';
import { describeIdentity, type KnownIdentity } from '../identity/describe-identity.ts';
import { describeIms } from '../ims/describe-ims.ts';
import type { CallMessage } from '../message/call-message.ts';
import type { ReadMessage } from '../message/read-message.ts';
import type { AddressNames } from '../participants/address-names.ts';
import { describeParticipants } from '../participants/describe-participants.ts';
import type { CallRow, CallStory, SessionRow, StoryEvent, StoryLeg, StreamRow } from '../rows.ts';
import { sessionRow } from '../session/session-row.ts';
import { CapturedMedia } from './captured-media.ts';
import { EarlyMedia } from './early-media.ts';
import { Ending } from './ending.ts';
import { Forwarding } from './forwarding.ts';
import { InDialog } from './in-dialog.ts';
import { Login } from './login.ts';
import { tellMediaChanges } from './media-changes.ts';
import { tellOffers } from './offers.ts';
import { Reliable } from './reliable.ts';
import { Retransmissions } from './retransmissions.ts';
import { SessionTimer } from './session-timer.ts';
import { Setup } from './setup.ts';
import { type Chapter, StoryLog, type Told } from './story-log.ts';
import type { Leg } from './story-leg.ts';
import { StoryReader } from './story-reader.ts';
import { withStreams } from './streams-of-session.ts';
import { Transfers } from './transfers.ts';

/** What is known beside the messages: names of addresses, verdicts on signatures, passwords, and the media of the call. */
export type KnownToStory = KnownIdentity & {
  readonly names?: AddressNames | undefined;
  readonly streams?: readonly StreamRow[] | undefined;
  /** Keys that were pressed are told as `x`. */
  readonly maskDigits?: boolean | undefined;
};

/** The call as an expert would tell it. `messages`: of all its legs, in order, as `messagesOfCall` gives them. */
export function tellCall(call: CallRow, messages: readonly CallMessage[], known: KnownToStory = {}): CallStory {
  const read: readonly ReadMessage[] = messages.map(({ row, bytes }) => ({ row, parsed: parseMessage(bytes) }));
  const log = new StoryLog();
  const reader = new StoryReader();
  const chapters: readonly Chapter[] = [
    new Forwarding(),
    new Setup(call),
    new Login(),
    new Reliable(),
    new EarlyMedia(),
    new Transfers(),
    new SessionTimer(),
    new InDialog(known.maskDigits),
    new Ending(call),
    new Retransmissions(),
  ];
  for (const { row, parsed } of read) {
    const message = reader.receive(row, parsed);
    if (message === undefined) continue;
    for (const chapter of chapters) chapter.receive(message, log);
  }
  for (const leg of reader.legs) {
    tellMediaChanges(leg, log);
    tellOffers(leg, log);
  }
  for (const chapter of chapters) chapter.end?.(log);
  const started = messages[0]?.row.time ?? call.started;
  const media = new CapturedMedia(call, known.streams ?? [], reader.legs, parseTime(started));
  media.tell(reader.legs, log);
  const times = timesFrom(started);
  const paths = new Map<string | undefined, readonly string[]>(call.legs.map(({ dialog, path }) => [dialog, path]));
  const [identity, ims] = [describeIdentity(read, known), describeIms(read)];
  return {
    call: call.id,
    started: call.started,
    legs: reader.legs.map((leg) => {
      const streams = media.streamsOf(leg);
      const row = legRow(leg, paths.get(leg.dialog), times);
      return streams === undefined ? row : { ...row, session: withStreams(row.session, media.rowsOf(leg)), streams };
    }),
    events: log.inOrder().map((told) => eventRow(told, times)),
    ...(log.more === 0 ? {} : { moreEvents: log.more }),
    participants: describeParticipants(read, known.names),
    ...(identity === undefined ? {} : { identity }),
    ...(ims === undefined ? {} : { ims }),
  };
}

function timesFrom(started: string): TimeFormat {
  const clock = { epochNs: parseTime(started), decimals: decimalsOf(started) };
  return new TimeFormat(() => clock);
}

function eventRow({ kind, timeNs, leg, by, text, frames, stream }: Told, times: TimeFormat): StoryEvent {
  return {
    kind,
    time: times.iso(timeNs),
    sinceStartMs: milliseconds(0, timeNs),
    leg,
    ...(by === undefined ? {} : { by }),
    text,
    frames,
    ...(stream === undefined ? {} : { stream }),
  };
}

/** `known`: the path that the call's row has of it. */
function legRow(leg: Leg, known: readonly string[] | undefined, times: TimeFormat): StoryLeg {
  const { dialog, callId, local, remote, names, path, localTag, remoteTag, negotiations } = leg;
  return {
    ...(dialog === undefined ? {} : { dialog }),
    ...(callId === undefined ? {} : { callId }),
    ...(local === undefined ? {} : { local }),
    ...(remote === undefined ? {} : { remote }),
    names,
    path: known === undefined || known.length === 0 ? path : known,
    session: sessionOf(negotiations, { dialog, callId, localTag, remoteTag }, times),
  };
}

/** One for all attempts of the leg: those before the last came to nothing but offers refused. */
function sessionOf(
  negotiations: Leg['negotiations'],
  { dialog, callId, localTag, remoteTag }: Pick<Leg, 'dialog' | 'callId' | 'localTag' | 'remoteTag'>,
  times: TimeFormat,
): SessionRow {
  const names = {
    ...(dialog === undefined ? {} : { dialog }),
    ...(callId === undefined ? {} : { callId }),
    ...(localTag === '' ? {} : { localTag }),
    ...(remoteTag === '' ? {} : { remoteTag }),
  };
  const rows = negotiations.map((negotiation) => sessionRow(negotiation, {}, times));
  const [moreStates, moreExchanges] = [
    sum(rows.map((row) => row.moreStates)),
    sum(rows.map((row) => row.moreExchanges)),
  ];
  return {
    ...names,
    states: rows.flatMap(({ states }) => states),
    ...(moreStates === 0 ? {} : { moreStates }),
    exchanges: rows.flatMap(({ exchanges }) => exchanges),
    ...(moreExchanges === 0 ? {} : { moreExchanges }),
  };
}

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}
