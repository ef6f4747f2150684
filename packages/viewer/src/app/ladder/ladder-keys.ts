/** Where a key leads among so many arrows, as sngrep and vi have it; undefined of a key that moves nothing. */
export function arrowByKey(
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  {
    at,
    count,
    seen,
  }: {
    /** The arrow that is selected; -1 where none is. */
    readonly at: number;
    readonly count: number;
    /** Arrows that are seen at once. */
    readonly seen: number;
  },
): number | undefined {
  if (metaKey || altKey) return undefined;
  const page = Math.max(1, Math.floor(seen) - 1);
  const steps: Readonly<Record<string, number>> = ctrlKey ? halfPages(page) : wholeSteps(page, count);
  if (!Object.hasOwn(steps, key)) return undefined;
  return Math.max(0, Math.min(count - 1, at + (steps[key] ?? 0)));
}

function halfPages(page: number): Readonly<Record<string, number>> {
  const half = Math.max(1, Math.floor(page / 2));
  return { d: half, u: -half };
}

function wholeSteps(page: number, count: number): Readonly<Record<string, number>> {
  return {
    ArrowDown: 1,
    j: 1,
    ArrowUp: -1,
    k: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    g: -count,
    End: count,
    G: count,
  };
}
