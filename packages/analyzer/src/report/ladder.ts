import { parseMessage, type SipMessage } from '@sipscope/parser';
import { type CallMessage } from '../message/call-message.ts';
import { receiverOf, senderOf } from '../message/read-message.ts';
import type { AddressNames } from '../participants/address-names.ts';
import { describeParticipants } from '../participants/describe-participants.ts';
import type { CallRow, Ladder, MessageRow, StreamRow, TransactionRow } from '../rows.ts';
import { CallSessions } from '../session/call-sessions.ts';
import { sessionMethods } from '../session/session-message.ts';
import { type ArrowDraft, arrowOf } from './ladder-arrows.ts';
import { LadderClock, roundMs } from './ladder-clock.ts';
import { DescribingMessages } from './ladder-describing.ts';
import { LaneTable } from './ladder-lanes.ts';
import { ladderMedia, MediaLanes } from './ladder-media.ts';
import { mayHaveNotes } from './ladder-notes.ts';
import { orderLanes, requestOf } from './ladder-order.ts';
import { ladderParts } from './ladder-parts.ts';
import type { LaneRequest } from './lane-order.ts';

/** A message of the call with its text. */
export type LadderMessage = CallMessage;

/** What is known beside the messages. Without it, less is told: no timers, losses and forks without transactions. */
export type KnownToLadder = {
  /** Of addresses, given by the user and by the capture. */
  readonly names?: AddressNames | undefined;
  /** Media of the calls, as `streamsOfCall` gives them. */
  readonly streams?: readonly StreamRow[] | undefined;
  /** Those that the messages are of. */
  readonly transactions?: readonly TransactionRow[] | undefined;
  /** Times of the capture's first and last packet: what did not come while it went on did not come. */
  readonly captured?: { readonly started?: string; readonly ended?: string } | undefined;
  /** Keys that were pressed are told as `x`. */
  readonly maskDigits?: boolean | undefined;
  /** Messages that are left out because there are too many, behind those that are given. */
  readonly moreMessages?: number | undefined;
};

/**
 * The call as it is drawn. `messages`: of all its legs, in order, as `messagesOfCall` gives them. `names`: of addresses, given by the user and by the capture.
 * `streams`: its media, as `streamsOfCall` gives them.
 */
export function buildLadder(
  call: CallRow,
  messages: readonly LadderMessage[],
  names?: AddressNames,
  streams: readonly StreamRow[] = [],
  known: Omit<KnownToLadder, 'names' | 'streams'> = {},
): Ladder {
  return { call: call.id, ...drawLadder([call], messages, { ...known, names, streams }), started: call.started };
}

/**
 * Messages as they are drawn in one picture, of several calls or of what is no call. `calls`: those the messages are of, in order of their beginning; `messages`: in
 * order of the capture, each once.
 */
export function buildFlow(
  calls: readonly CallRow[],
  messages: readonly LadderMessage[],
  known: KnownToLadder = {},
): Ladder {
  const shown = calls.map(({ id, from, to, outcome }) => ({
    id,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    outcome,
  }));
  return { ...(shown.length === 0 ? {} : { calls: shown }), ...drawLadder(calls, messages, known) };
}

function drawLadder(calls: readonly CallRow[], messages: readonly LadderMessage[], known: KnownToLadder): Ladder {
  const drawing = new Drawing(calls, known.streams ?? []);
  for (const message of messages) drawing.receive(message);
  return drawing.end(messages, known);
}

/** Lanes and arrows while messages come, in order. */
class Drawing {
  readonly #calls: readonly CallRow[];
  readonly #streams: readonly StreamRow[];
  readonly #lanes = new LaneTable();
  readonly #mediaLanes = new MediaLanes(this.#lanes);
  readonly #sessions = new CallSessions();
  readonly #describing = new DescribingMessages();
  readonly #requests: LaneRequest[] = [];
  readonly #arrows: ArrowDraft[] = [];
  readonly #rows: MessageRow[] = [];
  readonly #callPlaces: ReadonlyMap<string, number>;
  #clock: LadderClock | undefined = undefined;
  #previousMs = 0;

  constructor(calls: readonly CallRow[], streams: readonly StreamRow[]) {
    this.#calls = calls;
    this.#streams = streams;
    this.#callPlaces = new Map(calls.length < 2 ? [] : calls.map(({ id }, place) => [id, place]));
  }

  receive({ row, index, bytes }: LadderMessage): void {
    const [from, to] = [this.#lanes.lane(senderOf(row)), this.#lanes.lane(receiverOf(row))];
    this.#lanes.count(from);
    if (to !== from) this.#lanes.count(to);
    const describes = this.#describing.wants(row);
    const parsed =
      describes || this.#rows.length === 0 || mayDescribeSession(row) || mayHaveNotes(row)
        ? parseMessage(bytes)
        : undefined;
    if (parsed !== undefined && describes) this.#describing.add({ row, parsed });
    if (parsed !== undefined && this.#streams.length > 0) this.#mediaLanes.receive(parsed, from);
    this.#requests.push(requestOf(row, from, to));
    this.#clock ??= new LadderClock(row.time);
    const sinceStartMs = this.#clock.sinceStartMs(row.time);
    const call = row.call === undefined ? undefined : this.#callPlaces.get(row.call);
    this.#arrows.push({
      ...arrowOf(row, parsed, parsed === undefined ? undefined : this.#sessions.receive(row, parsed)?.told),
      from,
      to,
      ...(index === 0 ? {} : { index }),
      sinceStartMs,
      deltaMs: roundMs(sinceStartMs - this.#previousMs),
      ...(call === undefined ? {} : { call }),
    });
    this.#rows.push(row);
    this.#previousMs = sinceStartMs;
  }

  end(messages: readonly LadderMessage[], known: KnownToLadder): Ladder {
    const clock = this.#clock ?? new LadderClock(undefined);
    const media = ladderMedia(this.#streams, this.#mediaLanes, (time) => clock.sinceStartMs(time));
    const participants = describeParticipants(this.#describing.list, known.names);
    const drawn = { arrows: this.#arrows, media };
    const ordered = orderLanes(this.#lanes.list(participants), drawn, this.#requests);
    const parts = ladderParts({
      arrows: this.#arrows,
      rows: this.#rows,
      text: (at) => textOf(messages[at]),
      clock,
      calls: this.#calls,
      media: ordered.media,
      streams: this.#streams,
      negotiations: this.#sessions.negotiations,
      laneOf: (address) => ordered.placeOf(this.#lanes.lane(address)),
      known,
    });
    const { moreMessages = 0 } = known;
    return {
      started: this.#rows[0]?.time ?? this.#calls[0]?.started ?? clock.at(0),
      lanes: ordered.lanes,
      arrows: this.#arrows,
      ...(moreMessages === 0 ? {} : { moreArrows: moreMessages }),
      ...parts,
    };
  }
}

/** Others are not read again: their rows tell all that is drawn of them. */
function mayDescribeSession({ method = '', bodyLength }: MessageRow): boolean {
  return bodyLength !== undefined || sessionMethods.has(method);
}

function textOf(message: LadderMessage | undefined): SipMessage | undefined {
  return message === undefined || message.bytes.length === 0 ? undefined : parseMessage(message.bytes);
}
