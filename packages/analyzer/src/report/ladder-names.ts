import type { SipMessage } from '@sipscope/parser';
import type { MessageRow } from '../rows.ts';

/**
 * What an endpoint calls itself. A request with one Via was made by its sender, so its User-Agent is the sender's; a
 * response was made by whoever got the request and sent none like it on, so its Server (or User-Agent) is that one's.
 */
export class LadderNames {
  readonly #names = new Map<number, string>();
  /** Requests each endpoint has sent: what it forwards, it does not answer itself. */
  readonly #sent = new Set<string>();

  receive(row: MessageRow, { via }: SipMessage, from: number, to: number): void {
    const request = `${row.callId ?? ''} ${row.cseq ?? -1} ${row.method ?? ''}`;
    const isMaker = row.kind === 'request' ? via.length === 1 : !this.#sent.has(`${from} ${request}`);
    if (row.kind === 'request') this.#sent.add(`${from} ${request}`);
    if (isMaker && row.userAgent !== undefined && from !== to && !this.#names.has(from))
      this.#names.set(from, row.userAgent);
  }

  nameOf(lane: number): string | undefined {
    return this.#names.get(lane);
  }
}
