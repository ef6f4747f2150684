import { replace } from './byte-mutators.ts';

const nothing = new Uint8Array(0);
/** As many tries: a small input is wanted, not the smallest. */
const mostTries = 3000;

/** Fewer bytes of which the same can be said: pieces are taken out, large ones first, then bytes made plain. */
export function minimize(bytes: Uint8Array, isSame: (bytes: Uint8Array) => boolean): Uint8Array {
  let least = bytes;
  let tries = 0;
  const tryIt = (smaller: Uint8Array): boolean => {
    if (tries++ >= mostTries || !isSame(smaller)) return false;
    least = smaller;
    return true;
  };
  for (
    let size = Math.ceil(bytes.length / 2);
    size >= 1 && tries < mostTries;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < least.length;) {
      if (!tryIt(replace(least, at, Math.min(least.length, at + size), nothing))) at += size;
    }
  }
  for (let at = 0; at < least.length; at++) {
    if (least[at] !== plain) tryIt(replace(least, at, at + 1, Uint8Array.of(plain)));
  }
  return least;
}

const plain = 'a'.charCodeAt(0);
