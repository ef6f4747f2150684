import type { Seen } from './seen.ts';

/** So many are remembered: what is forwarded comes soon. */
const mostRemembered = 4096;

/** Which rule was found broken in which message lately, so that the same message on the next hop is not told again. */
export class RecentlyFound {
  readonly #keys = new Set<string>();

  add(rule: string, seen: Seen): void {
    if (this.#keys.size >= mostRemembered) this.#keys.clear();
    this.#keys.add(keyOf(rule, seen));
  }

  has(rule: string, seen: Seen): boolean {
    return this.#keys.size > 0 && this.#keys.has(keyOf(rule, seen));
  }
}

/** What a message keeps from hop to hop. */
function keyOf(rule: string, { message, method, status, cseq }: Seen): string {
  return JSON.stringify([rule, message.callId, message.from?.tag, method, status, cseq]);
}
