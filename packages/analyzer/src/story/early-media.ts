import type { Leg } from './story-leg.ts';
import { listText } from './names.ts';
import type { Chapter, StoryLog, StoryMessage } from './story-log.ts';

type Early = { readonly startedNs: number; isOver: boolean };

/**
 * Media before the answer, as far as signalling tells: it may flow once a provisional response describes the callee's side (RFC 3960 §3.1);
 * P-Early-Media says whether the network lets it (RFC 5009). Whether it flowed, only RTP shows.
 */
export class EarlyMedia implements Chapter {
  readonly #early = new Map<Leg, Early>();
  readonly #authorised = new Map<Leg, string>();

  receive(message: StoryMessage, log: StoryLog): void {
    const { leg, method, status, isInitial, isFirst, parsed } = message;
    if (!isFirst) return;
    this.#readAuthorisation(message, log);
    if (method !== 'INVITE' || !isInitial || status <= 100) return;
    if (status < 200) {
      if (parsed.sdp !== undefined && !this.#early.has(leg)) this.#begin(message, log);
    } else if (status >= 200) this.#close(message, log);
  }

  #begin(message: StoryMessage, log: StoryLog): void {
    const { leg, status, timeNs, parsed } = message;
    this.#early.set(leg, { startedNs: timeNs, isOver: false });
    const isReliable = parsed.rseq !== undefined;
    const directions = parsed.sdp?.media.map(({ kind, direction }) => `${kind} ${direction}`) ?? [];
    const how = isReliable ? '' : ', unreliably: a preview of the answer';
    log.tell(
      'early-media',
      message,
      `Early media is possible: ${leg.names.remote} describes ${listText(directions)} in its ${status}${how}.`,
    );
  }

  #close(message: StoryMessage, log: StoryLog): void {
    const early = this.#early.get(message.leg);
    if (early === undefined || early.isOver) return;
    early.isOver = true;
    const why = message.status < 300 ? 'the call is answered' : 'the call is refused';
    log.tell('early-media', message, `Early media ends: ${why}.`);
  }

  /** RFC 5009 §8; `supported` in a request only says that it is understood. */
  #readAuthorisation(message: StoryMessage, log: StoryLog): void {
    const { leg, parsed, row } = message;
    if (row.method !== 'INVITE' && row.method !== 'PRACK' && row.method !== 'UPDATE') return;
    const values = parsed.get('P-Early-Media').filter((value) => value.toLowerCase() !== 'supported');
    if (values.length === 0) return;
    const text = listText(values);
    if (this.#authorised.get(leg) === text) return;
    this.#authorised.set(leg, text);
    log.tell('early-media', message, `P-Early-Media authorises ${text}.`);
  }
}
