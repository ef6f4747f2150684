import type { CompareRoute } from '../route/route.ts';

type Marked = { readonly capture: string; readonly call?: string };

/** What a person set aside, to hold another against it: a call, or a capture. Kept as long as the page is open. */
let marked: Marked | undefined;

/** The comparison with what was set aside before; without such, this is set aside, and undefined. */
export function compareWithMarked(one: Marked): CompareRoute | undefined {
  const before = marked;
  const isCall = one.call !== undefined;
  if (before === undefined || (before.call !== undefined) !== isCall || isSame(before, one)) {
    marked = before !== undefined && isSame(before, one) ? undefined : one;
    return undefined;
  }
  marked = undefined;
  const isElsewhere = before.capture !== one.capture;
  return {
    page: 'compare',
    capture: before.capture,
    ...(before.call !== undefined && one.call !== undefined && { calls: [before.call, one.call] as const }),
    ...(isElsewhere && { otherCapture: one.capture }),
  };
}

/** Whether that is set aside. */
export function isMarkedForComparison(one: Marked): boolean {
  return marked !== undefined && isSame(marked, one);
}

function isSame(one: Marked, other: Marked): boolean {
  return one.capture === other.capture && one.call === other.call;
}

/** Whether a call is. */
export function hasMarkedCall(): boolean {
  return marked?.call !== undefined;
}
