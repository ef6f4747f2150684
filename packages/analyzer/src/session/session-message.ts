import type { SipMessage } from '@sipscope/parser';
import { describe, type Description } from './description.ts';

/** What a message tells of offers and answers. Call-ID and tags in any form that tells them apart, empty where absent. */
export type SessionMessage = {
  readonly callId: string;
  readonly fromTag: string;
  readonly toTag: string;
  readonly isRequest: boolean;
  /** Of a response: its CSeq's. */
  readonly method: string;
  /** 0 in a request. */
  readonly status: number;
  /** -1 where unreadable. */
  readonly cseq: number;
  /** Of a reliable provisional response (RFC 3262 §3). */
  readonly rseq: number | undefined;
  /** Of a PRACK: what it acknowledges. */
  readonly rack: { readonly rseq: number; readonly cseq: number } | undefined;
  /** Of a response: whether it has come to the client that made the request, as its one Via says. */
  readonly isAtClient: boolean;
  readonly frame: number;
  readonly timeNs: number;
  /** From where to where: the same of two messages on one hop in one direction. */
  readonly hop: string | number;
  /** False where the text of the message is not at hand. */
  readonly isKnown: boolean;
  readonly description: Description | undefined;
};

/** Methods whose requests and responses make sessions, or end them. */
export const sessionMethods: ReadonlySet<string> = new Set(['INVITE', 'ACK', 'PRACK', 'UPDATE', 'BYE']);

type Place = Pick<SessionMessage, 'callId' | 'fromTag' | 'toTag' | 'method' | 'cseq' | 'frame' | 'timeNs' | 'hop'> & {
  /** 0 of a request. */
  readonly status: number;
  /** Whether the end of the message was not captured. */
  readonly isCut: boolean;
};

/** `read`: how its description is taken: as it can be kept, unless the message stays at hand. */
export function readSessionMessage(parsed: SipMessage, place: Place, read: typeof describe = describe): SessionMessage {
  const { method, status, frame, timeNs, isCut } = place;
  const isReliable = status > 100 && status < 200 && parsed.require.some((tag) => tag.toLowerCase() === '100rel');
  const rack = method === 'PRACK' && status === 0 ? rackOf(parsed) : undefined;
  const carrier = status === 0 ? method : `${status} to ${method}`;
  return {
    callId: place.callId,
    fromTag: place.fromTag,
    toTag: place.toTag,
    isRequest: status === 0,
    method,
    status,
    cseq: place.cseq,
    rseq: isReliable ? parsed.rseq : undefined,
    rack,
    isAtClient: place.status > 0 && parsed.via.length === 1,
    frame,
    timeNs,
    hop: place.hop,
    isKnown: parsed.bytes.length > 0,
    description: read(parsed, { frame, timeNs, carrier, isCut }),
  };
}

function rackOf({ rack }: SipMessage): SessionMessage['rack'] {
  if (rack?.responseNumber === undefined || rack.cseq.number === undefined) return undefined;
  return { rseq: rack.responseNumber, cseq: rack.cseq.number };
}
