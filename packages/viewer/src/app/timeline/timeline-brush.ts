import type { BucketRange } from './timeline-scale.ts';

/** How near to an edge, in CSS pixels, it is the edge that is dragged. */
const edgeReach = 5;

/** What a pointer would drag: a new part, one of the edges of the chosen one, or the whole of it. */
export type Grip = { readonly kind: 'new' | 'first' | 'last' | 'whole'; readonly at: number };

/** What lies under the pointer at `x` CSS pixels of `width`; `narrowed`: shares of it. */
export function gripAt(
  x: number,
  width: number,
  {
    bucket,
    narrowed,
  }: { readonly bucket: number; readonly narrowed: readonly [start: number, end: number] | undefined },
): Grip {
  if (narrowed === undefined) return { kind: 'new', at: bucket };
  const [left, right] = [narrowed[0] * width, narrowed[1] * width];
  // Of a narrow part the nearer edge is taken, and there is no middle to take hold of.
  if (Math.abs(x - left) <= edgeReach && Math.abs(x - left) <= Math.abs(x - right))
    return { kind: 'first', at: bucket };
  if (Math.abs(x - right) <= edgeReach) return { kind: 'last', at: bucket };
  return x > left && x < right ? { kind: 'whole', at: bucket } : { kind: 'new', at: bucket };
}

/** The buckets chosen once the grip was dragged to another bucket. */
export function dragged(
  grip: Grip,
  to: number,
  { before, buckets }: { readonly before: BucketRange | undefined; readonly buckets: number },
): BucketRange {
  if (grip.kind === 'new' || before === undefined) return ordered(grip.at, to);
  if (grip.kind === 'first') return ordered(to, before[1]);
  if (grip.kind === 'last') return ordered(before[0], to);
  const moved = Math.max(-before[0], Math.min(buckets - 1 - before[1], to - grip.at));
  return [before[0] + moved, before[1] + moved];
}

function ordered(one: number, other: number): BucketRange {
  return one <= other ? [one, other] : [other, one];
}

/** Where the keyboard's cursor goes, and from where a part is chosen. */
export type Cursor = { readonly at: number; readonly anchor: number };

/** The cursor after a key; undefined of a key that does not move it. */
export function moveCursor(
  { at, anchor }: Cursor,
  { key, shift, buckets }: { readonly key: string; readonly shift: boolean; readonly buckets: number },
): Cursor | undefined {
  const large = Math.max(1, Math.round(buckets / 10));
  const steps: Readonly<Partial<Record<string, number>>> = {
    ArrowRight: 1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowDown: -1,
    PageUp: large,
    PageDown: -large,
    Home: -buckets,
    End: buckets,
  };
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (step === undefined) return undefined;
  const moved = Math.max(0, Math.min(buckets - 1, at + step));
  return { at: moved, anchor: shift ? anchor : moved };
}

/** What the cursor has chosen. */
export function cursorRange({ at, anchor }: Cursor): BucketRange {
  return ordered(at, anchor);
}
