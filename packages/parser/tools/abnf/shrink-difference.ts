import type { Difference } from './difference.ts';

/** The shortest value found by leaving out bytes that is still different in the same way and not explained. */
export function shrinkDifference(
  difference: Difference,
  again: (value: Uint8Array) => Difference | undefined,
): Difference {
  let smallest = difference;
  for (let size = 1 << Math.floor(Math.log2(Math.max(1, difference.value.length))); size >= 1;) {
    const smaller = without(smallest, size, again);
    if (smaller === undefined) size >>= 1;
    else smallest = smaller;
  }
  return smallest;
}

function without(
  difference: Difference,
  size: number,
  again: (value: Uint8Array) => Difference | undefined,
): Difference | undefined {
  const { value, ours } = difference;
  for (let at = 0; at + size <= value.length; at++) {
    const shorter = new Uint8Array(value.length - size);
    shorter.set(value.subarray(0, at));
    shorter.set(value.subarray(at + size), at);
    const found = again(shorter);
    if (found?.ours === ours) return found;
  }
  return undefined;
}
