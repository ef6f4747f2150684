import { describe, expect, test } from 'vitest';
import { Described } from './described.ts';
import { type Carrier, MediaSession, type Party, refuseOffer, takeDescription } from './media-session.ts';

const invite = 1;
const ack = 2;

/** A session, description by description: of whom, in what, saying what. */
class Exchange {
  readonly session = new MediaSession(7, 0);
  #at = 0;

  says(tag: number, carrier: Partial<Carrier>, hash: number): this {
    const party = this.#party(tag);
    const whole = { isRequest: (carrier.status ?? 0) === 0, method: invite, cseq: 1, status: 0, ...carrier };
    const fromNs = ++this.#at * 1e9;
    const { ended } = takeDescription(this.session, party, {
      carrier: whole,
      hash,
      make: () =>
        new Described({
          session: this.session,
          party,
          hash,
          frame: this.#at,
          fromNs,
          places: [],
          text: new Uint8Array(0),
          audio: { sends: true, receives: true },
        }),
    });
    for (const described of ended) described.toNs = fromNs;
    return this;
  }

  refused(tag: number, cseq: number): this {
    for (const described of refuseOffer(this.session, tag, invite, cseq)) described.toNs = ++this.#at * 1e9;
    return this;
  }

  /** What holds: hashes of what is agreed on, and of what is offered. */
  holds(tag: number): { readonly current: readonly number[]; readonly offered: readonly number[] } {
    const { current, offered } = this.#party(tag);
    return { current: current.map(({ hash }) => hash), offered: offered.map(({ hash }) => hash) };
  }

  #party(tag: number): Party {
    const party = this.session.party(tag);
    if (party === undefined) throw new Error('There are too many parties.');
    return party;
  }
}

describe('offers and answers of media', () => {
  test('an offer waits for its answer; both then hold', () => {
    const exchange = new Exchange().says(1, {}, 10);

    expect(exchange.holds(1)).toEqual({ current: [], offered: [10] });

    exchange.says(2, { status: 200 }, 20);

    expect(exchange.holds(1)).toEqual({ current: [10], offered: [] });
    expect(exchange.holds(2)).toEqual({ current: [20], offered: [] });
  });

  test('until a new offer is answered, old and new hold (RFC 3264 §8)', () => {
    const exchange = new Exchange().says(1, {}, 10).says(2, { status: 200 }, 20).says(1, { cseq: 2 }, 11);

    expect(exchange.holds(1)).toEqual({ current: [10], offered: [11] });

    exchange.says(2, { cseq: 2, status: 200 }, 20);

    expect(exchange.holds(1)).toEqual({ current: [11], offered: [] });
    expect(exchange.holds(2)).toEqual({ current: [20], offered: [] });
  });

  test('a refused one holds no more', () => {
    const exchange = new Exchange().says(1, {}, 10).says(2, { status: 200 }, 20).says(1, { cseq: 2 }, 11).refused(1, 2);

    expect(exchange.holds(1)).toEqual({ current: [10], offered: [] });
  });

  test('the offer of an INVITE waits for other branches where one refuses it', () => {
    const exchange = new Exchange().says(1, {}, 10).refused(1, 1);

    expect(exchange.holds(1)).toEqual({ current: [], offered: [10] });
  });

  test('copies of other hops that say something else hold beside each other', () => {
    const exchange = new Exchange()
      .says(1, {}, 10)
      .says(1, {}, 12)
      .says(2, { status: 200 }, 20)
      .says(2, { status: 200 }, 22);

    expect(exchange.holds(1)).toEqual({ current: [10, 12], offered: [] });
    expect(exchange.holds(2)).toEqual({ current: [20, 22], offered: [] });
  });

  test('what a 183 said, a 200 may say again, or anew', () => {
    const exchange = new Exchange().says(1, {}, 10).says(2, { status: 183 }, 20).says(2, { status: 200 }, 20);

    expect(exchange.holds(2)).toEqual({ current: [20], offered: [] });

    exchange.says(2, { status: 200 }, 21);

    expect(exchange.holds(2).current).toContain(21);
  });

  test('the offer in a 200 is answered by the ACK', () => {
    const exchange = new Exchange().says(2, { status: 200 }, 20).says(1, { method: ack }, 10);

    expect(exchange.holds(1)).toEqual({ current: [10], offered: [] });
    expect(exchange.holds(2)).toEqual({ current: [20], offered: [] });
  });

  test('each branch of a fork answers for itself', () => {
    const exchange = new Exchange().says(1, {}, 10).says(2, { status: 183 }, 20).says(3, { status: 183 }, 30);

    expect(exchange.holds(2).current).toEqual([20]);
    expect(exchange.holds(3).current).toEqual([30]);
  });
});
