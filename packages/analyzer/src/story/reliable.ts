import { statusText } from './setup.ts';
import type { Chapter, StoryLog, StoryMessage } from './story-log.ts';

/** Reliable provisional responses and their acknowledgements (RFC 3262). */
export class Reliable implements Chapter {
  /** Frame and status of a reliable provisional response, by leg, CSeq and RSeq. */
  readonly #responses = new Map<string, { readonly frame: number; readonly status: number }>();

  receive(message: StoryMessage, log: StoryLog): void {
    const { leg, method, status, parsed, row, isFirst } = message;
    if (!isFirst) return;
    if (method === 'INVITE' && status > 100 && status < 200 && parsed.rseq !== undefined)
      this.#responses.set(`${leg.number} ${row.cseq} ${parsed.rseq}`, { frame: row.frame, status });
    if (method !== 'PRACK') return;
    if (status === 0) this.#acknowledge(message, log);
    else if (status >= 300)
      log.tell('prack', message, `${leg.names[message.side]} refuses the PRACK: ${statusText(message)}.`);
  }

  #acknowledge(message: StoryMessage, log: StoryLog): void {
    const { leg, side, parsed } = message;
    const { rack } = parsed;
    const response = this.#responses.get(`${leg.number} ${rack?.cseq.number} ${rack?.responseNumber}`);
    const what = response === undefined ? 'a provisional response that was not captured' : `the ${response.status}`;
    const more = response === undefined ? [] : [response.frame];
    log.tell('prack', message, `${leg.names[side]} acknowledges ${what} (PRACK).`, more);
  }
}
