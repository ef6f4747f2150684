import type { StateRecord } from '../session/exchange.ts';
import type { Leg } from './story-leg.ts';
import { statusText } from './setup.ts';
import { type Chapter, otherSide, type StoryLog, type StoryMessage } from './story-log.ts';

type Refresh = { readonly request: StoryMessage; readonly before: StateRecord | undefined };

/** The session timer (RFC 4028): what was agreed on, and each refresh. A re-INVITE that changes nothing is one, too. */
export class SessionTimer implements Chapter {
  readonly #agreed = new Map<Leg, string>();
  /** Re-INVITEs and UPDATEs under way, by leg, method and CSeq. */
  readonly #under = new Map<string, Refresh>();
  /** Re-INVITEs without an offer: only the ACK tells whether they changed anything. */
  readonly #delayed = new Map<string, { readonly refresh: Refresh; readonly answer: StoryMessage }>();

  receive(message: StoryMessage, log: StoryLog): void {
    const { leg, method, status, isInitial, isFirst, row } = message;
    if (isFirst && method === 'ACK') this.#acknowledge(message, log);
    if (!isFirst || (method !== 'INVITE' && method !== 'UPDATE')) return;
    if (status === 422)
      log.tell('session-timer', message, `${message.sender} wants a longer session timer: ${statusText(message)}.`);
    const key = `${leg.number} ${method} ${row.cseq}`;
    if (status === 0) {
      if (!isInitial && this.#under.size < 1000) this.#under.set(key, { request: message, before: inForce(leg) });
      return;
    }
    if (status < 200) return;
    const refresh = this.#under.get(key);
    this.#under.delete(key);
    if (status >= 300) return;
    this.#readTimer(message, log);
    if (refresh === undefined) return;
    if (method === 'INVITE' && refresh.request.parsed.sdp === undefined)
      this.#delayed.set(`${leg.number} ${row.cseq}`, { refresh, answer: message });
    else if (inForce(leg) === refresh.before) this.#tellRefresh(message, refresh, log);
  }

  #acknowledge({ leg, row }: StoryMessage, log: StoryLog): void {
    const key = `${leg.number} ${row.cseq}`;
    const delayed = this.#delayed.get(key);
    if (delayed === undefined) return;
    this.#delayed.delete(key);
    if (inForce(leg) === delayed.refresh.before) this.#tellRefresh(delayed.answer, delayed.refresh, log);
  }

  #readTimer(message: StoryMessage, log: StoryLog): void {
    const { leg, side, parsed } = message;
    const { sessionExpires } = parsed;
    if (sessionExpires?.seconds === undefined) return;
    const requester = leg.names[otherSide(side)];
    const who = sessionExpires.refresher === 'uas' ? leg.names[side] : requester;
    const named = sessionExpires.refresher === undefined ? '' : `, refreshed by ${who}`;
    const text = `The session lasts ${sessionExpires.seconds} s unless refreshed${named}.`;
    if (this.#agreed.get(leg) === text) return;
    this.#agreed.set(leg, text);
    log.tell('session-timer', message, text);
  }

  #tellRefresh({ row, parsed }: StoryMessage, { request }: Refresh, log: StoryLog): void {
    const { leg, side, method } = request;
    const isTimed = parsed.sessionExpires !== undefined || request.parsed.sessionExpires !== undefined;
    const what = isTimed ? 'refreshes the session' : 'asks again for what is in force';
    log.tell('refresh', request, `${leg.names[side]} ${what} (${method === 'INVITE' ? 're-INVITE' : method}).`, [
      row.frame,
    ]);
  }
}

function inForce({ negotiations }: Leg): StateRecord | undefined {
  return negotiations.at(-1)?.states.inForce;
}
