import type { Credentials } from '@sipscope/parser';
import { isDigest, isOnlyName } from '../../identity/check-credentials.ts';
import { isAka } from '../../identity/digest.ts';
import { textKey } from '../../identity/text-key.ts';
import { challengesIn, credentialsIn, type Placed, repeatsCredentials, schemeSpan } from '../credentials.ts';
import { quoted } from '../quoted.ts';
import type { Outcome, Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** A user may mistype a password; who is refused so often does not ask him. */
const mostRefusals = 3;
/** Refusals further apart are not one after the other. */
const togetherNs = 300e9;
/** Nonces that are remembered. */
const mostNonces = 16;

/** Notices when credentials that were refused are sent again: the same digest, or new ones after several refusals of those that answered fresh challenges. */
export function watchRefusals(): Watch {
  const client = new RefusedClient();
  return (seen) => {
    if (repeatsCredentials(seen)) return undefined;
    if (seen.isRequest) return client.send(seen);
    client.challenge(seen);
    return undefined;
  };
}

/** Credentials that were sent: in which request, and whether they answer a challenge that was given just before. */
type Sent = {
  readonly callId: number;
  readonly cseq: number;
  readonly realm: number;
  readonly digest: number;
  readonly isFresh: boolean;
};

class RefusedClient {
  /** Nonces that were given, and not used yet. */
  readonly #fresh = new Set<number>();
  /** What was sent last and not challenged yet. */
  #sent: Sent | undefined = undefined;
  /** Of the latest refusal. */
  #refusedDigest = 0;
  #refusals: readonly Seen[] = [];

  send(seen: Seen): Outcome {
    const placed = credentialsIn(seen.message).find(({ value }) => isAnswer(value));
    if (placed === undefined) return undefined;
    const { value } = placed;
    const digest = textKey(value.response);
    const isFresh = this.#fresh.delete(textKey(value.nonce));
    // What came between was accepted, or is not answered yet.
    if (this.#sent !== undefined || !this.#isSoon(seen)) this.#forget();
    const outcome = this.#judge(placed, digest, isFresh);
    this.#sent = {
      callId: textKey(seen.message.callId),
      cseq: seen.cseq,
      realm: textKey(value.realm),
      digest,
      isFresh,
    };
    return outcome;
  }

  challenge(seen: Seen): void {
    const challenges = challengesIn(seen.message).filter(({ value }) => isDigest(value));
    const sent = this.#sent;
    const ofRealm = challenges.filter(({ value }) => textKey(value.realm) === sent?.realm);
    const isAnswered = sent !== undefined && sent.cseq === seen.cseq && sent.callId === textKey(seen.message.callId);
    if (ofRealm.some(({ value }) => value.stale)) this.#forget();
    else if (isAnswered && sent.isFresh && ofRealm.length > 0) {
      this.#refusals = [...this.#refusals, seen].slice(-mostRefusals);
      this.#refusedDigest = sent.digest;
    }
    if (isAnswered) this.#sent = undefined;
    for (const { value } of challenges) this.#give(textKey(value.nonce));
  }

  #judge(placed: Placed<Credentials>, digest: number, isFresh: boolean): Outcome {
    const { value } = placed;
    const span = schemeSpan(placed);
    const [last] = this.#refusals.slice(-1);
    if (last === undefined) return undefined;
    const who = `The credentials of ${quoted(value.username ?? '')} for ${quoted(value.realm ?? '')}`;
    const evidence = this.#refusals;
    if (digest === this.#refusedDigest) {
      this.#forget();
      return { seen: `${who} were refused in frame ${last.frame}, and the same digest is sent again.`, span, evidence };
    }
    if (this.#refusals.length < mostRefusals || !isFresh) return 'kept';
    this.#forget();
    return {
      seen: `${who} were refused ${mostRefusals} times one after the other, and are sent again.`,
      span,
      evidence,
    };
  }

  #give(nonce: number): void {
    const [oldest] = this.#fresh;
    if (this.#fresh.size >= mostNonces && oldest !== undefined) this.#fresh.delete(oldest);
    this.#fresh.add(nonce);
  }

  #isSoon({ timeNs }: Seen): boolean {
    const last = this.#refusals.at(-1);
    return last === undefined || timeNs - last.timeNs < togetherNs;
  }

  #forget(): void {
    this.#refusals = [];
    this.#refusedDigest = 0;
  }
}

function isAnswer(value: Credentials): boolean {
  return isDigest(value) && !isOnlyName(value) && value.auts === undefined && !isAka(value.algorithm);
}
