import { type Call, callerSide } from './call/call.ts';
import type { CallTable } from './call/call-table.ts';
import type { DialogTable } from './dialog/dialog-table.ts';
import type { Dialog } from './dialog/dialog.ts';
import { callId, dialogId } from './follow/row-id.ts';
import type { StreamRecord, StreamTie } from './media/stream-record.ts';
import { joined } from './message/fingerprint.ts';
import type { MessageTable } from './message/message-table.ts';
import type { StreamRow } from './rows.ts';

type Tables = {
  readonly calls: CallTable;
  readonly dialogs: DialogTable;
  readonly messages: MessageTable;
};

/** Whose stream it is. */
export type Ties = Pick<StreamRow, 'call' | 'dialog' | 'from' | 'early'>;

/** The ties of an open stream, as they were found last. */
type Tied = { ties: Ties; readonly callNumber: number; isListed: boolean };

const none: Ties = {};
/** Calls whose streams are counted: of the latest ones. */
const callsCounted = 100_000;

/** Ties streams to calls and dialogs by the Call-IDs and tags of their descriptions, while those are open. */
export class StreamTies {
  readonly #tables: Tables;
  readonly #streamsOfCall: number;
  /** By the stream's number, until it is over. */
  readonly #open = new Map<number, Tied>();
  /** Streams by the number of their call. */
  readonly #counts = new Map<number, number>();

  /** `streamsOfCall`: see `MediaLimits`. */
  constructor(tables: Tables, streamsOfCall: number) {
    this.#tables = tables;
    this.#streamsOfCall = streamsOfCall;
  }

  /** Undefined where its call has too many to be listed. */
  receive(record: StreamRecord): Ties | undefined {
    const known = this.#open.get(record.number);
    const found = record.tie === undefined ? undefined : this.#find(record.tie, record.startedNs);
    const tied = found ?? known;
    if (tied === undefined) return none;
    // What was known of it while its call was open stays so.
    if (known !== undefined) {
      tied.ties = { ...known.ties, ...tied.ties };
      tied.isListed = known.isListed;
    } else tied.isListed = this.#count(tied.callNumber) <= this.#streamsOfCall;
    if (record.state === 'over') this.#open.delete(record.number);
    else this.#open.set(record.number, tied);
    return tied.isListed ? tied.ties : undefined;
  }

  /** The call that a party of a session is of, while it is open; undefined where that is not known. */
  callOf(id: number, tag: number, peerTag: number): number | undefined {
    return this.#tables.calls.ofTags(id, tag, peerTag, undefined)?.number;
  }

  #count(call: number): number {
    const count = (this.#counts.get(call) ?? 0) + 1;
    this.#counts.delete(call);
    this.#counts.set(call, count);
    if (this.#counts.size > callsCounted)
      for (const oldest of this.#counts.keys()) {
        this.#counts.delete(oldest);
        break;
      }
    return count;
  }

  #find({ callId: id, senderTag, receiverTag }: StreamTie, startedNs: number): Tied | undefined {
    const { calls, dialogs, messages } = this.#tables;
    const dialog = senderTag !== 0 && receiverTag !== 0 ? dialogs.ofTags(id, senderTag, receiverTag) : undefined;
    const call = calls.ofTags(id, senderTag, receiverTag, dialog);
    if (call === undefined) return undefined;
    const from = senderOf(call, dialog, { callId: id, senderTag, receiverTag });
    const isEarly = dialog !== undefined && (dialog.confirmed < 0 || messages.timeNs(dialog.confirmed) > startedNs);
    const ties: Ties = {
      call: callId(call.number),
      ...(dialog === undefined ? {} : { dialog: dialogId(dialog.number) }),
      ...(from === undefined ? {} : { from }),
      ...(isEarly ? { early: true as const } : {}),
    };
    return { ties, callNumber: call.number, isListed: true };
  }
}

/** Of a leg that a back-to-back user agent made, who sent its INVITE stands for the caller. */
function senderOf(call: Call, dialog: Dialog | undefined, tie: StreamTie): StreamRow['from'] {
  const { callId: id, senderTag, receiverTag } = tie;
  if (dialog !== undefined) {
    const isOfLeg = !call.dialogs.includes(dialog) && !dialog.isPartial;
    const side = callerSide(call, dialog) ?? (isOfLeg ? 'local' : undefined);
    if (side === undefined) return undefined;
    const callerTag = side === 'local' ? dialog.localTag : dialog.remoteTag;
    return senderTag === callerTag ? 'caller' : 'callee';
  }
  if (call.isPartial) return undefined;
  const isCaller = (tag: number): boolean =>
    tag !== 0 && (call.key === joined(id, tag) || call.moreKeys.includes(joined(id, tag)));
  if (isCaller(senderTag)) return 'caller';
  return isCaller(receiverTag) ? 'callee' : undefined;
}
