import { diagnosticTable, parseMessage, type SipMessage } from '@sipscope/parser';
import { type ReadMessage, receiverOf, senderOf } from '../message/read-message.ts';
import type { AddressNames } from '../participants/address-names.ts';
import { describeParticipants } from '../participants/describe-participants.ts';
import type { CallMessage } from '../message/call-message.ts';
import { CallSessions } from '../session/call-sessions.ts';
import { nothingTold, type Told } from '../session/exchange.ts';
import { ladderMedia, MediaLanes } from './ladder-media.ts';
import { laneOrder, type LaneRequest } from './lane-order.ts';
import type {
  CallRow,
  Ladder,
  LadderArrow,
  LadderLane,
  LadderMedia,
  LadderSdp,
  MessageRow,
  ParticipantRow,
  StreamRow,
} from '../rows.ts';

/** A message of the call with its text. */
export type LadderMessage = CallMessage;

/**
 * The call as it is drawn. `messages`: of all its legs, in order, as `messagesOfCall` gives them. `names`: of addresses, given by the user and by the capture.
 * `streams`: its media, as `streamsOfCall` gives them.
 */
export function buildLadder(
  call: CallRow,
  messages: readonly LadderMessage[],
  names?: AddressNames,
  streams: readonly StreamRow[] = [],
): Ladder {
  const lanes = new LaneTable();
  const mediaLanes = new MediaLanes(lanes);
  const read: ReadMessage[] = [];
  const sessions = new CallSessions();
  const requests: LaneRequest[] = [];
  const arrows: LadderArrow[] = [];
  const startedMs = messages[0] === undefined ? 0 : preciseMs(messages[0].row.time);
  let previousMs = startedMs;
  for (const { row, index, bytes } of messages) {
    const parsed = parseMessage(bytes);
    const from = lanes.lane(senderOf(row));
    const to = lanes.lane(receiverOf(row));
    lanes.count(from);
    if (to !== from) lanes.count(to);
    read.push({ row, parsed });
    if (streams.length > 0) mediaLanes.receive(parsed, from);
    requests.push(requestOf(row, from, to));
    const atMs = preciseMs(row.time);
    arrows.push({
      ...arrowOf(row, parsed, sessions.receive(row, parsed)?.told),
      from,
      to,
      ...(index === 0 ? {} : { index }),
      sinceStartMs: roundMs(atMs - startedMs),
      deltaMs: roundMs(atMs - previousMs),
    });
    previousMs = atMs;
  }
  const media = ladderMedia(streams, mediaLanes, (time) => roundMs(preciseMs(time) - startedMs));
  const drawn = inPathOrder(lanes.list(describeParticipants(read, names)), { arrows, media }, requests);
  return { call: call.id, started: call.started, ...drawn };
}

/** A response shows the way of its request, which may not have been captured. */
function requestOf({ kind, method, toTag, status = 0 }: MessageRow, from: number, to: number): LaneRequest {
  if (kind === 'response') return { from: to, to: from, isInitial: false };
  return { from, to, isInitial: method === 'INVITE' && toTag === undefined && status === 0 };
}

/** Lanes from the caller's to the callee's; their ids count from left to right. */
function inPathOrder(
  lanes: Ladder['lanes'],
  { arrows, media }: { readonly arrows: readonly LadderArrow[]; readonly media: readonly LadderMedia[] },
  requests: readonly LaneRequest[],
): Pick<Ladder, 'lanes' | 'arrows' | 'media'> {
  const hosts = lanes.map(({ address }) => hostOf(address));
  const order = laneOrder(hosts, requests);
  const places = new Map(order.map((lane, place) => [lane, place]));
  const placeOf = (lane: number): number => places.get(lane) ?? lane;
  return {
    lanes: order.flatMap((lane, place) => {
      const found = lanes[lane];
      return found === undefined ? [] : [{ ...found, id: `l${place + 1}` }];
    }),
    arrows: arrows.map((arrow) => ({ ...arrow, from: placeOf(arrow.from), to: placeOf(arrow.to) })),
    ...(media.length === 0
      ? {}
      : { media: media.map((bar) => ({ ...bar, from: placeOf(bar.from), to: placeOf(bar.to) })) }),
  };
}

/** `192.0.2.1` of `192.0.2.1:5060`; of media alone, the address as it is. */
function hostOf(address: string): string {
  const colon = address.lastIndexOf(':');
  if (address.startsWith('[')) return address.slice(1, address.indexOf(']'));
  return colon === -1 || address.indexOf(':') !== colon ? address : address.slice(0, colon);
}

type ArrowText = Omit<LadderArrow, 'from' | 'to' | 'index' | 'sinceStartMs' | 'deltaMs'>;

function arrowOf(row: MessageRow, parsed: SipMessage, told: Told = nothingTold): ArrowText {
  const method = row.method ?? '';
  const sdp = sdpOf(parsed, told);
  const problems = problemsOf(parsed);
  return {
    frame: row.frame,
    time: row.time,
    kind: row.kind,
    method,
    ...(row.status === undefined ? {} : { status: row.status }),
    label: row.status === undefined ? method : [row.status, row.reason].filter((part) => part !== undefined).join(' '),
    transport: row.transport,
    ...(row.cseq === undefined ? {} : { cseq: row.cseq }),
    ...(row.callId === undefined ? {} : { callId: row.callId }),
    ...(row.retransmission === true ? { retransmission: true as const } : {}),
    ...(row.duplicate === true ? { duplicate: true as const } : {}),
    ...(row.sighting === undefined || row.sighting === 'forwarded' ? {} : { sighting: row.sighting }),
    ...(sdp === undefined ? {} : { sdp }),
    ...(told.rolledBack === undefined ? {} : { rolledBack: told.rolledBack }),
    ...(row.transaction === undefined ? {} : { transaction: row.transaction }),
    ...(row.dialog === undefined ? {} : { dialog: row.dialog }),
    ...(problems.length === 0 ? {} : { problems }),
  };
}

/** The codes of its errors and warnings: remarks, such as `lr=on`, are no reason to look at a message. */
function problemsOf({ bytes, diagnostics }: SipMessage): readonly string[] {
  // Its text could not be kept: see `MessageLimits`.
  if (bytes.length === 0) return [];
  const codes = new Set(diagnostics.map(({ code }) => code));
  return [...codes].filter((code) => diagnosticTable[code].severity !== 'info');
}

function sdpOf({ sdp }: SipMessage, { role, repeated, differs, crossed }: Told): LadderSdp | undefined {
  if (sdp === undefined) return undefined;
  return {
    ...(role === undefined ? {} : { role }),
    ...(repeated === undefined ? {} : { repeated }),
    ...(differs === undefined ? {} : { differs }),
    ...(crossed === undefined ? {} : { crossed }),
    media: sdp.media.map(({ kind, port, connection, direction, codecs }) => ({
      kind,
      direction,
      codecs,
      ...(port === undefined ? {} : { port }),
      ...(connection === undefined ? {} : { address: connection.address }),
    })),
  };
}

/** A lane for each endpoint, in order of appearance. */
class LaneTable {
  readonly #lanes = new Map<string, number>();
  /** The first lane of each host. */
  readonly #hosts = new Map<string, number>();
  readonly #messages: number[] = [];

  lane(address: string): number {
    let lane = this.#lanes.get(address);
    if (lane === undefined) {
      lane = this.#lanes.size;
      this.#lanes.set(address, lane);
      this.#messages.push(0);
      const host = hostOf(address);
      if (!this.#hosts.has(host)) this.#hosts.set(host, lane);
    }
    return lane;
  }

  /** Of a host, where it sends or receives messages. */
  host(address: string): number | undefined {
    return this.#hosts.get(address);
  }

  /** Of a host that only media comes from or goes to. */
  add(address: string): number {
    return this.lane(address);
  }

  count(lane: number): void {
    this.#messages[lane] = (this.#messages[lane] ?? 0) + 1;
  }

  list(participants: readonly ParticipantRow[]): Ladder['lanes'] {
    const byEndpoint = new Map(participants.flatMap((one) => one.endpoints.map((endpoint) => [endpoint, one])));
    return [...this.#lanes].map(([address, lane]) => {
      const { id, name, roles = [] } = byEndpoint.get(address) ?? {};
      const role = mainRole(roles);
      return {
        id: `l${lane + 1}`,
        address,
        ...(name === undefined ? {} : { name }),
        ...(role === undefined ? {} : { role }),
        ...(id === undefined ? {} : { participant: id }),
        messages: this.#messages[lane] ?? 0,
      };
    });
  }
}

/** What it is in its network says more than what it does in the call. */
function mainRole(roles: NonNullable<ParticipantRow['roles']>): LadderLane['role'] {
  const node = roles.find(({ role, confidence }) => confidence !== undefined && role !== 'UE');
  return (node ?? roles[0])?.role;
}

/** `Date` knows milliseconds only: the digits after them are added from the text. */
function preciseMs(time: string): number {
  const decimals = time.slice(20, -1);
  return Date.parse(`${time.slice(0, 19)}Z`) + (decimals === '' ? 0 : Number(`0.${decimals}`) * 1000);
}

/** To the microsecond, which is what sums of decimals keep. */
function roundMs(durationMs: number): number {
  return Math.round(durationMs * 1000) / 1000;
}
