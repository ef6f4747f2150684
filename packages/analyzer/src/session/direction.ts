import type { MediaDirection, MediaSide, SessionSide } from '../rows.ts';

/** Nothing is to be sent there: how RFC 2543 said hold (RFC 3264 §8.4, RFC 6337 §5.4). */
const nowhere: ReadonlySet<string> = new Set(['0.0.0.0', '::', 'invalid']);

function isNowhere(side: MediaSide): boolean {
  return side.address !== undefined && nowhere.has(side.address);
}

function sends({ direction }: MediaSide): boolean {
  return direction === 'sendrecv' || direction === 'sendonly';
}

function receives(side: MediaSide): boolean {
  return (side.direction === 'sendrecv' || side.direction === 'recvonly') && !isNowhere(side);
}

/** Who sends, as the local side sees it. Where one side is not known, it is taken to want what the other does. */
export function agreedDirection(local: MediaSide | undefined, remote: MediaSide | undefined): MediaDirection {
  const isSending = (local === undefined || sends(local)) && (remote === undefined || receives(remote));
  const isReceiving = (remote === undefined || sends(remote)) && (local === undefined || receives(local));
  if (isSending) return isReceiving ? 'sendrecv' : 'sendonly';
  return isReceiving ? 'recvonly' : 'inactive';
}

/** What was said of hold for an m-line before: who held, and what each side wrote. */
export type HoldBefore = {
  readonly holders: Holders;
  readonly local: MediaSide | undefined;
  readonly remote: MediaSide | undefined;
};

export type Holders = { readonly local: boolean; readonly remote: boolean };

export const noHolders: Holders = { local: false, remote: false };

type HoldNow = {
  readonly offerer: SessionSide;
  readonly local: MediaSide | undefined;
  readonly remote: MediaSide | undefined;
};

/**
 * Who holds whom (RFC 3264 §8.4, RFC 6337 §5.3). An offer tells what its side wants, an answer may only say what the offer forces it to: then it
 * says nothing new. Who has only repeated what he was forced to say before does not hold either. What a session begins with is no hold: some devices
 * only send, and some callers have no address yet.
 */
export function holdersOf(now: HoldNow, before: HoldBefore | undefined): Holders {
  if (before === undefined) return noHolders;
  const answerer = now.offerer === 'local' ? 'remote' : 'local';
  const byOfferer = offererHolds(now[now.offerer], before[now.offerer], before.holders[now.offerer]);
  const byAnswerer = answererHolds(now[answerer], now[now.offerer], before.holders[answerer]);
  return now.offerer === 'local' ? { local: byOfferer, remote: byAnswerer } : { local: byAnswerer, remote: byOfferer };
}

function offererHolds(offer: MediaSide | undefined, before: MediaSide | undefined, held: boolean): boolean {
  if (offer === undefined) return held;
  const isRepeated =
    before !== undefined && before.direction === offer.direction && isNowhere(before) === isNowhere(offer);
  return isRepeated ? held : wantsNothing(offer);
}

function answererHolds(answer: MediaSide | undefined, offer: MediaSide | undefined, held: boolean): boolean {
  if (answer === undefined || offer === undefined) return held;
  // RFC 6337 §5.4: there is no rule on the address that answers 0.0.0.0.
  if (isNowhere(answer)) return isNowhere(offer) ? held : true;
  switch (offer.direction) {
    case 'sendrecv':
      return wantsNothing(answer);
    case 'sendonly':
      return answer.direction === 'inactive';
    case 'recvonly':
      return answer.direction === 'inactive' ? true : held;
    case 'inactive':
      return held;
  }
}

function wantsNothing(side: MediaSide): boolean {
  return side.direction === 'sendonly' || side.direction === 'inactive' || isNowhere(side);
}
