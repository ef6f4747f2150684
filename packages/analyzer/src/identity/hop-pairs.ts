import { isFirstCopy, type PlacedMessage, type ReadMessage, receiverOf, senderOf } from '../message/read-message.ts';

/** A request that an element got, and what it made of it. */
export type HopPair = {
  readonly incoming: ReadMessage;
  readonly outgoing: ReadMessage;
  /** `proxy`: sent on with a Via more (RFC 3261 §16.6); `B2BUA`: a request of its own, sent while the other waits. */
  readonly by: 'proxy' | 'B2BUA';
  /** The element: the endpoint that sent it on. */
  readonly at: string;
};

/** Requests that elements sent on, in order of their being sent. A request of a B2BUA's own is paired with the initial INVITE that waits there, if there is one. */
export function hopPairs(messages: readonly ReadMessage[]): readonly HopPair[] {
  const table = new HopPairTable();
  const pairs: HopPair[] = [];
  for (const message of messages) {
    const pair = isFirstCopy(message.row) ? table.receive(message) : undefined;
    if (pair !== undefined) pairs.push(pair);
  }
  return pairs;
}

class HopPairTable {
  /** By Call-ID, CSeq, method and branch of the topmost Via: requests as they came. */
  readonly #requests = new Map<string, ReadMessage>();
  /** Initial INVITEs without a final response, by the endpoint that got them. */
  readonly #waiting = new Map<string, ReadMessage>();
  /** The same by its IP address. */
  readonly #waitingAtIp = new Map<string, ReadMessage>();

  receive(message: ReadMessage): HopPair | undefined {
    const { row, parsed } = message;
    if (row.kind === 'response') return this.#answer(message);
    if (row.method === 'ACK' || row.method === 'CANCEL') return undefined;
    const pair = this.#pairOf(message);
    this.#requests.set(keyOf(message, row.branch), message);
    if (isInitial(message) && parsed.via.length > 0) {
      this.#waiting.set(receiverOf(row), message);
      this.#waitingAtIp.set(row.dstIp, message);
    }
    return pair;
  }

  #pairOf(message: ReadMessage): HopPair | undefined {
    const { row, parsed } = message;
    const before = parsed.via[1]?.branch;
    const at = senderOf(row);
    const incoming = before === undefined ? undefined : this.#requests.get(keyOf(message, before));
    if (incoming !== undefined) return { incoming, outgoing: message, by: 'proxy', at };
    if (!isInitial(message) || parsed.via.length !== 1) return undefined;
    const waiting = this.#waiting.get(at) ?? this.#waitingAtIp.get(row.srcIp);
    // A message to oneself is no leg of one's own.
    if (waiting === undefined || senderOf(waiting.row) === at) return undefined;
    return { incoming: waiting, outgoing: message, by: 'B2BUA', at };
  }

  #answer({ row }: ReadMessage): undefined {
    if (row.method !== 'INVITE' || (row.status ?? 0) < 200) return;
    const waiting = this.#waiting.get(senderOf(row));
    if (waiting === undefined || waiting.row.callId !== row.callId || waiting.row.cseq !== row.cseq) return;
    this.#waiting.delete(senderOf(row));
    if (this.#waitingAtIp.get(row.srcIp) === waiting) this.#waitingAtIp.delete(row.srcIp);
  }
}

function keyOf({ row }: PlacedMessage, branch: string | undefined): string {
  return `${row.callId ?? ''} ${row.cseq ?? -1} ${row.method ?? ''} ${branch ?? ''}`;
}

/** An INVITE that may begin a dialog. */
export function isInitial({ row }: ReadMessage): boolean {
  return row.kind === 'request' && row.method === 'INVITE' && row.toTag === undefined;
}

/** Which messages were made by who sent them, and which were sent on. */
export class Makers {
  /** By Call-ID, CSeq, method and branch: requests that were sent on. */
  readonly #sentOn = new Set<string>();

  /** In order; whether the sender of the message made it. Of a response: whether the request it answers was not seen to be sent on; 100 is of its sender always (RFC 3261 §16.7 step 5). */
  receive(message: PlacedMessage): boolean {
    const { row, parsed } = message;
    if (row.kind === 'response') return row.status === 100 || !this.#sentOn.has(keyOf(message, row.branch));
    const before = parsed.via[1]?.branch;
    if (before !== undefined) this.#sentOn.add(keyOf(message, before));
    return parsed.via.length === 1;
  }
}
