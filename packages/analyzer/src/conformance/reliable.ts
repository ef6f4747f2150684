import { has } from '../message/key-reader.ts';
import type { Case } from './case.ts';
import type { Exchange } from './exchange.ts';
import type { Seen } from './seen.ts';
import { hasToken } from './told.ts';

/** A reliable provisional response (RFC 3262 §3) and its RSeq. */
export type Reliable = { readonly seen: Seen; readonly rseq: number };

/** The reliable provisional responses of an INVITE, in order, each once; `toTag`: of one branch of a fork. */
export function reliablesOf({ method, responses, transaction }: Exchange, toTag?: number): readonly Reliable[] {
  if (method !== 'INVITE' || transaction.firstRinging < 0) return none;
  const found: Reliable[] = [];
  for (const seen of responses) {
    if (toTag !== undefined && seen.toTag !== toTag) continue;
    const rseq = rseqOf(seen);
    // Sent again by another way, it has another Via.
    if (
      rseq === undefined ||
      found.some((one) => one.rseq === rseq && one.seen.toTag === seen.toTag && one.seen.status === seen.status)
    )
      continue;
    found.push({ seen, rseq });
  }
  return found;
}

const none: readonly Reliable[] = [];

/** Of a reliable provisional response; most have no Require, and are not read. */
export function rseqOf(seen: Seen): number | undefined {
  const { status, fields } = seen;
  if (status <= 100 || status >= 200 || (fields & has.require) === 0) return undefined;
  const { message } = seen;
  return hasToken(message.require, '100rel') ? message.rseq : undefined;
}

export type Prack = {
  readonly exchange: Exchange;
  readonly request: Seen;
  readonly rseq: number;
  readonly cseq: number;
};

/** The PRACKs of a dialog that say what they acknowledge, on whatever hop. */
export function pracksOf({ exchanges, elsewhere }: Case): readonly Prack[] {
  return [...exchanges, ...elsewhere].flatMap((exchange) => {
    const { method, request } = exchange;
    if (method !== 'PRACK' || request === undefined) return [];
    const rack = request.message.rack;
    if (rack?.responseNumber === undefined || rack.cseq.number === undefined) return [];
    return { exchange, request, rseq: rack.responseNumber, cseq: rack.cseq.number };
  });
}

/** The first PRACK for that response. */
export function prackFor(pracks: readonly Prack[], { seen, rseq }: Reliable): Prack | undefined {
  return pracks.find((prack) => prack.rseq === rseq && prack.cseq === seen.cseq);
}
