import type { MessageTable } from '../message/message-table.ts';
import type { Dialog } from '../dialog/dialog.ts';
import type { CallMediaRow } from '../rows.ts';
import type { SessionRecord } from '../media/session-record.ts';
import type { StreamRecord } from '../media/stream-record.ts';
import type { StreamRow } from '../rows.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { answeredDialog } from './answered-call.ts';
import { judgeAudio } from './call-audio.ts';
import { type Call, callerSide } from './call.ts';
import { type CallStream, callStream } from './call-streams.ts';
import type { MediaProblem } from './media-problem.ts';
import { MediaDemand } from './media-demand.ts';
import { hostOf, MediaHosts } from './media-hosts.ts';

/** Streams of one call that are kept for its row. */
const mostStreams = 256;
/** Call-IDs whose descriptions are kept: the latest. */
const mostSessions = 200_000;
/** Calls that were closed: of what comes later of their streams, nothing is taken. */
const mostClosed = 100_000;

/** What the media of a call came to. */
export type CallMedia = {
  /** Numbers. */
  readonly streams: readonly number[];
  readonly more: number;
  readonly mos: number | undefined;
  /** Of the callee before it answered. */
  readonly early: { readonly fromNs: number; readonly toNs: number; readonly frames: readonly number[] } | undefined;
  readonly row: CallMediaRow;
  /** Whether there was audio both ways after the answer. */
  readonly isBothWays: boolean;
  /** Where nothing came any more though it should: from when on. */
  readonly silentFromNs: number;
  /** Of its streams, by their numbers. */
  readonly problems: ReadonlyMap<number, readonly MediaProblem[]>;
};

type Ties = Pick<StreamRow, 'dialog' | 'from'>;
type Context = { readonly messages: MessageTable; readonly flows: FlowTable };
type OfCall = { readonly streams: Map<number, CallStream>; more: number };

/** What is known of media by calls: until a call is closed; then what it came to. */
export class CallMediaTable {
  readonly #context: Context;
  /** By the call's number. */
  readonly #calls = new Map<number, OfCall>();
  /** By Call-ID. */
  readonly #demands = new Map<number, MediaDemand>();
  readonly #hosts = new MediaHosts();
  readonly #keep: boolean;
  /** What it came to, by the call's number; where not everything is kept, only which were closed last. */
  readonly #closed = new Map<number, CallMedia | undefined>();

  constructor(context: Context, keep: boolean) {
    this.#context = context;
    this.#keep = keep;
  }

  receiveSession(record: SessionRecord): void {
    let demand = this.#demands.get(record.callId);
    if (demand === undefined) {
      if (this.#demands.size >= mostSessions) forgetOldest(this.#demands);
      demand = new MediaDemand();
      this.#demands.set(record.callId, demand);
    }
    demand.receive(record);
  }

  /** `call`: its number, -1 where it is of none, or of one that has too many to be listed. */
  receiveStream(record: StreamRecord, call: number, ties: Ties): void {
    const { flows } = this.#context;
    const { flow, number } = record;
    this.#hosts.receive(record, [flows.sourceIp(flow), flows.destinationIp(flow)]);
    if (call < 0 || this.#closed.has(call)) return;
    let ofCall = this.#calls.get(call);
    if (ofCall === undefined) this.#calls.set(call, (ofCall = { streams: new Map(), more: 0 }));
    if (ofCall.streams.size < mostStreams || ofCall.streams.has(number))
      ofCall.streams.set(number, callStream(record, ties, flows.source(flow)));
    else if (record.state === 'over') ofCall.more++;
  }

  /** Whether more is expected of its media for now. */
  isOpen(call: number): boolean {
    const ofCall = this.#calls.get(call);
    if (ofCall === undefined) return false;
    for (const { isOpen } of ofCall.streams.values()) if (isOpen) return true;
    return false;
  }

  /** As it stands at `nowNs`; undefined where nothing of it was captured, nor should have been. */
  of(call: Call, nowNs: number): CallMedia | undefined {
    const closed = this.#closed.get(call.number);
    if (closed !== undefined) return closed;
    const ofCall = this.#calls.get(call.number);
    // Most captures have no media, or none of most calls.
    if (ofCall === undefined && this.#demands.size === 0) return undefined;
    const dialog = answeredDialog(call, undefined);
    if (ofCall === undefined && (dialog === undefined || !this.#demands.has(dialog.callId))) return undefined;
    const streams = [...(ofCall?.streams.values() ?? [])]
      .map((stream) => (stream.isOpen ? { ...stream, endedNs: nowNs } : stream))
      .sort((a, b) => a.number - b.number);
    const sides = dialog === undefined ? undefined : this.#sides(call, dialog, nowNs);
    return judgeAudio(streams, ofCall?.more ?? 0, sides);
  }

  /** Whether something else was agreed on in a call between these times. */
  hasChanged({ dialogs }: Call, fromNs: number, toNs: number): boolean {
    return dialogs.some(({ callId }) => this.#demands.get(callId)?.hasChanged(fromNs, toNs) === true);
  }

  isClosed(call: number): boolean {
    return this.#closed.has(call);
  }

  /** It is closed: what comes of it later is not told any more. `media`: what it came to. */
  close(call: Call, media: CallMedia | undefined): void {
    const hasStreams = this.#calls.delete(call.number);
    if (hasStreams || media !== undefined) this.#closed.set(call.number, this.#keep ? media : undefined);
    if (!this.#keep && this.#closed.size > mostClosed) forgetOldest(this.#closed);
    for (const { callId } of call.dialogs) this.#demands.delete(callId);
  }

  #sides(call: Call, dialog: Dialog, nowNs: number): Sides | undefined {
    const side = callerSide(call, dialog);
    const demand = this.#demands.get(dialog.callId);
    if (side === undefined) return undefined;
    const { messages } = this.#context;
    const [caller, callee] =
      side === 'local' ? [dialog.localTag, dialog.remoteTag] : [dialog.remoteTag, dialog.localTag];
    return {
      caller,
      callee,
      demand,
      answeredNs: messages.timeNs(dialog.confirmed),
      answeredFrame: messages.frame(dialog.confirmed),
      isEnded: dialog.ended >= 0,
      endedNs: dialog.ended >= 0 ? messages.timeNs(dialog.ended) : nowNs,
      endedFrame: dialog.ended >= 0 ? messages.frame(dialog.ended) : undefined,
      isObserved: (fromNs, toNs) => messages.isObserved(fromNs, toNs, nowNs),
      wasHeard: (endpoint, fromNs, toNs) => this.#hosts.wasHeard(hostOf(endpoint), fromNs, toNs),
      heardUntilNs: this.#hosts.heardUntilNs(nowNs),
    };
  }
}

function forgetOldest(map: Map<number, unknown>): void {
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

/** The answered dialog of a call, and what was asked for in it. */
export type Sides = {
  /** Tags. */
  readonly caller: number;
  readonly callee: number;
  readonly demand: MediaDemand | undefined;
  readonly answeredNs: number;
  readonly answeredFrame: number;
  readonly isEnded: boolean;
  /** Of a call that goes on, now. */
  readonly endedNs: number;
  readonly endedFrame: number | undefined;
  readonly isObserved: (fromNs: number, toNs: number) => boolean;
  /** Whether media of that host was captured at some time around. */
  readonly wasHeard: (endpoint: string, fromNs: number, toNs: number) => boolean;
  /** When any media was captured last. */
  readonly heardUntilNs: number;
};
