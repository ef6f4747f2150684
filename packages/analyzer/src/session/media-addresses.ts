import type { MediaSide, MediaState, SessionSide } from '../rows.ts';
import type { StateRecord } from './exchange.ts';
import type { Negotiation } from './negotiation.ts';

/** What a stream to an address is part of. */
export type MediaAt = {
  readonly negotiation: Negotiation;
  readonly state: StateRecord;
  readonly media: MediaState;
  /** Whose address it is: who receives there. */
  readonly side: SessionSide;
};

/** So long media of a state may come after the next has begun (timers.md §6). */
const defaultGraceNs = 200e6;

/** Which session an address and port belong to, at any time: what RTP is told apart by. */
export class MediaAddresses {
  readonly #byAddress = new Map<string, MediaAt[]>();

  /** Every state of it, as it is now. */
  add(negotiation: Negotiation): void {
    for (const { address, place } of placesOf(negotiation)) {
      const known = this.#byAddress.get(address);
      if (known === undefined) this.#byAddress.set(address, [place]);
      else known.push(place);
    }
  }

  remove(negotiation: Negotiation): void {
    for (const { address } of placesOf(negotiation)) {
      const left = this.#byAddress.get(address)?.filter((place) => place.negotiation !== negotiation) ?? [];
      if (left.length === 0) this.#byAddress.delete(address);
      else this.#byAddress.set(address, left);
    }
  }

  /** The state valid at that time; where several are, the one that began last. */
  at(address: string, port: number, timeNs: number, graceNs: number = defaultGraceNs): MediaAt | undefined {
    let found: MediaAt | undefined;
    for (const place of this.#byAddress.get(key(address, port)) ?? []) {
      const { startedNs, endedNs } = place.state;
      const isValid = startedNs <= timeNs && (endedNs < 0 || timeNs <= endedNs + graceNs);
      if (isValid && (found === undefined || startedNs >= found.state.startedNs)) found = place;
    }
    return found;
  }
}

function* placesOf(negotiation: Negotiation): Generator<{ readonly address: string; readonly place: MediaAt }> {
  for (const state of negotiation.states.list)
    for (const media of state.agreement.media) {
      if (media.status !== 'active') continue;
      for (const side of ['local', 'remote'] as const)
        for (const address of addressesOf(media[side])) yield { address, place: { negotiation, state, media, side } };
    }
}

/** Of RTP and, where it is said, of RTCP; and where other hops' copies put them. */
function addressesOf(side: MediaSide | undefined): readonly string[] {
  if (side?.address === undefined || side.port === undefined) return [];
  const { address, port, rtcp, alsoAt = [] } = side;
  const own = [key(address, port)];
  if (rtcp?.port !== undefined && rtcp.port !== port) own.push(key(rtcp.address ?? address, rtcp.port));
  for (const other of alsoAt) own.push(key(other.address, other.port));
  return own;
}

function key(address: string, port: number): string {
  return `${address} ${port}`;
}
