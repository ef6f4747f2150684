import type { MessageRow } from '../rows.ts';

/** The lanes something goes on between; `local` sent its first request. */
export type Ends = { readonly local: number; readonly remote: number };

type Reach = {
  readonly local: number;
  remote: number;
  /** Of the first message: its copies on further hops, and its answers, tell how far it went. */
  readonly begun: string;
  /** 2: a 2xx told the other end; 1: a provisional response. */
  told: number;
};

type Placed = { readonly row: MessageRow; readonly from: number; readonly to: number };

/** Who a Call-ID, or a dialog, goes on between: who sends its first request, and the furthest that gets or answers it. */
export class LadderEnds {
  readonly #legs = new Map<string, Reach>();
  readonly #dialogs = new Map<string, Reach>();
  /** The lane that first sent with this tag, by Call-ID and tag. */
  readonly #senders = new Map<string, number>();

  /** Messages in order. `from`, `to`: their lanes. */
  receive(row: MessageRow, from: number, to: number): void {
    const { callId, fromTag, toTag, kind, status = 0 } = row;
    if (callId === undefined) return;
    const placed = { row, from, to };
    this.#receiveInto(this.#legs, callId, placed);
    const isTrying = status === 100;
    if (fromTag !== undefined && toTag !== undefined && !isTrying)
      this.#receiveInto(this.#dialogs, dialogKey(callId, fromTag, toTag), placed);
    const tag = kind === 'request' ? fromTag : toTag;
    if (tag === undefined || isTrying) return;
    const key = `${callId}\n${tag}`;
    if (!this.#senders.has(key)) this.#senders.set(key, from);
  }

  ofLeg(callId: string): Ends | undefined {
    return this.#legs.get(callId);
  }

  ofDialog(callId: string, tag: string, otherTag: string): Ends | undefined {
    return this.#dialogs.get(dialogKey(callId, tag, otherTag));
  }

  /** The lane that sent first with a tag. */
  ofTag(callId: string, tag: string): number | undefined {
    return this.#senders.get(`${callId}\n${tag}`);
  }

  #receiveInto(known: Map<string, Reach>, key: string, placed: Placed): void {
    const { row, from, to } = placed;
    const { kind, method = '', cseq = -1, fromTag = '', status = 0 } = row;
    const begun = `${method} ${cseq} ${fromTag}`;
    const reach = known.get(key);
    if (reach === undefined) {
      known.set(key, { ...this.#endsOf(placed), begun, told: kind === 'request' ? 0 : rankOf(status) });
      return;
    }
    if (reach.begun !== begun) return;
    if (kind === 'request') {
      if (reach.told === 0) reach.remote = to;
    } else if (rankOf(status) > reach.told) {
      reach.told = rankOf(status);
      reach.remote = from;
    }
  }

  /** Of a side that sent before, such as who subscribed to what the first message of the dialog notifies of, it is known where it is. */
  #endsOf({ row: { kind, callId = '', fromTag = '', toTag = '' }, from, to }: Placed): Ends {
    const requester = this.#senders.get(`${callId}\n${fromTag}`);
    if (kind === 'response') return { local: requester ?? to, remote: from };
    const other = this.#senders.get(`${callId}\n${toTag}`);
    if (requester === undefined && other !== undefined) return { local: other, remote: from };
    return { local: requester ?? from, remote: to };
  }
}

/** How much a response tells of who is at the other end: failures may come from anywhere on the way. */
function rankOf(status: number): number {
  if (status <= 100 || status >= 300) return 0;
  return status < 200 ? 1 : 2;
}

/** Texts of header fields hold no line breaks. */
export function dialogKey(callId: string, tag: string, otherTag: string): string {
  return tag < otherTag ? `${callId}\n${tag}\n${otherTag}` : `${callId}\n${otherTag}\n${tag}`;
}
