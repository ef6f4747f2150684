import type { SessionSide, VersionProblem } from '../rows.ts';
import { checkVersion } from './check-version.ts';
import type { Description } from './description.ts';
import type { Exchange, Given } from './exchange.ts';

/** Exchanges of one dialog beyond these are counted, not kept. */
const mostExchanges = 1000;

/** The offers of one dialog: there is one at most whose answer is awaited (RFC 3264 §4). */
export class Offers {
  readonly exchanges: Exchange[] = [];
  /** How many there were beyond those listed. */
  more = 0;
  #open: Exchange | undefined = undefined;
  /** One that crossed the open one waits until that is decided. */
  #crossing: Exchange | undefined = undefined;
  /** What each side said last. */
  readonly #latest: Record<SessionSide, Description | undefined> = { local: undefined, remote: undefined };

  /** A description that its side has now given. */
  give(side: SessionSide, description: Description): Given {
    const before = this.#latest[side];
    const version: VersionProblem | undefined = checkVersion(before, description);
    this.#latest[side] = description;
    return { side, description, version };
  }

  make(offer: Given): Exchange {
    const open = this.#open;
    // Who makes another offer has his answer, even where it was not captured.
    if (open !== undefined && open.offer?.side === offer.side) this.leaveUnanswered(open);
    const isCrossed = this.#open !== undefined;
    const exchange: Exchange = {
      offer,
      answer: undefined,
      previews: [],
      outcome: 'open',
      status: 0,
      failure: undefined,
      isCrossed,
    };
    if (this.exchanges.length < mostExchanges) this.exchanges.push(exchange);
    else this.more++;
    if (!isCrossed) this.#open = exchange;
    else {
      if (this.#crossing?.outcome === 'open') this.#crossing.outcome = 'unanswered';
      this.#crossing = exchange;
    }
    return exchange;
  }

  answer(exchange: Exchange, answer: Given): void {
    exchange.answer = answer;
    exchange.outcome = 'answered';
    this.#settle(exchange);
  }

  refuse(exchange: Exchange, status: number, failure: NonNullable<Exchange['failure']>): void {
    exchange.outcome = 'refused';
    exchange.status = status;
    exchange.failure = failure;
    this.#settle(exchange);
  }

  leaveUnanswered(exchange: Exchange): void {
    exchange.outcome = 'unanswered';
    this.#settle(exchange);
  }

  #settle(exchange: Exchange): void {
    if (this.#crossing === exchange) this.#crossing = undefined;
    if (this.#open !== exchange) return;
    this.#open = this.#crossing;
    this.#crossing = undefined;
  }
}
