import type { Leg } from './story-leg.ts';
import { cut } from './names.ts';
import type { Chapter, StoryLog, StoryMessage } from './story-log.ts';

/** Credentials asked for and given, on the INVITE and on what follows (RFC 3261 §22). */
export class Login implements Chapter {
  /** Challenges, by leg and method: how often, and the latest. */
  readonly #challenges = new Map<string, { count: number; frame: number; isAnswered: boolean }>();

  receive(message: StoryMessage, log: StoryLog): void {
    const { status, isFirst, parsed, method } = message;
    if (!isFirst) return;
    if (status === 401 || status === 407) this.#challenge(message, log);
    else if (status === 0 && method !== 'ACK' && method !== 'CANCEL') {
      const [credentials] = [...parsed.authorization, ...parsed.proxyAuthorization];
      if (credentials !== undefined) this.#answer(message, credentials.username, log);
    }
  }

  #challenge(message: StoryMessage, log: StoryLog): void {
    const { leg, method, parsed, row, sender } = message;
    const key = keyOf(leg, method);
    const [challenge] = [...parsed.wwwAuthenticate, ...parsed.proxyAuthenticate];
    const known = this.#challenges.get(key);
    this.#challenges.set(key, { count: (known?.count ?? 0) + 1, frame: row.frame, isAnswered: false });
    const realm = challenge?.realm === undefined ? '' : ` for ${cut(challenge.realm)}`;
    const again = known === undefined ? '' : challenge?.stale === true ? ' again: the nonce was stale' : ' again';
    log.tell('authentication', message, `${sender} asks for credentials${realm} (${row.status} to ${method})${again}.`);
  }

  #answer(message: StoryMessage, user: string | undefined, log: StoryLog): void {
    const { leg, method, side } = message;
    const challenge = this.#challenges.get(keyOf(leg, method));
    if (challenge === undefined || challenge.isAnswered) return;
    challenge.isAnswered = true;
    const as = user === undefined || user === '' ? '' : ` as ${cut(user)}`;
    log.tell('authentication', message, `${leg.names[side]} sends the ${method} again with credentials${as}.`, [
      challenge.frame,
    ]);
  }
}

function keyOf(leg: Leg, method: string): string {
  return `${leg.number} ${method}`;
}
