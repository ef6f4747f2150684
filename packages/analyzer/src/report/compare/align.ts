/** One of each side that belong together, or one that has no other. */
export type Pair<One> = { readonly left?: One; readonly right?: One };

/** Those with the same key, the first with the first and so on; in the order of the left, what only the right has behind what it follows there. */
export function alignByKey<One>(
  left: readonly One[],
  right: readonly One[],
  keyOf: (one: One) => string,
): readonly Pair<One>[] {
  const numbered = numberedKeys(right, keyOf);
  const rightByKey = new Map(right.map((one, at) => [numbered[at] ?? '', one]));
  const leftKeys = new Set(numberedKeys(left, keyOf));
  const following = new Map<string, Pair<One>[]>();
  let before = '';
  for (const [at, one] of right.entries()) {
    const key = numbered[at] ?? '';
    if (leftKeys.has(key)) before = key;
    else {
      const list = following.get(before);
      if (list === undefined) following.set(before, [{ right: one }]);
      else list.push({ right: one });
    }
  }
  const pairs: Pair<One>[] = [...(following.get('') ?? [])];
  const keys = numberedKeys(left, keyOf);
  for (const [at, one] of left.entries()) {
    const key = keys[at] ?? '';
    const other = rightByKey.get(key);
    pairs.push(other === undefined ? { left: one } : { left: one, right: other });
    for (const pair of following.get(key) ?? []) pairs.push(pair);
  }
  return pairs;
}

/** `0 via`, `1 via`: which of those with that key it is. */
function numberedKeys<One>(all: readonly One[], keyOf: (one: One) => string): readonly string[] {
  const seen = new Map<string, number>();
  return all.map((one) => {
    const key = keyOf(one);
    const number = seen.get(key) ?? 0;
    seen.set(key, number + 1);
    return `${number} ${key}`;
  });
}

/** Longer lists are paired by place: what is common to them is searched for in a table of both. */
const mostCells = 40_000;

/**
 * Lists whose order matters: what is common to both stays together, so that an element more at the beginning does not make all others
 * differ; what lies between is paired by place.
 */
export function alignInOrder<One>(
  left: readonly One[],
  right: readonly One[],
  keyOf: (one: One) => string,
): readonly Pair<One>[] {
  const leftKeys = left.map(keyOf);
  const rightKeys = right.map(keyOf);
  const pairs: Pair<One>[] = [];
  let [leftAt, rightAt] = [0, 0];
  for (const [one, other] of [...common(leftKeys, rightKeys), [left.length, right.length] as const]) {
    while (leftAt < one || rightAt < other) {
      const [a, b] = [leftAt < one ? left[leftAt++] : undefined, rightAt < other ? right[rightAt++] : undefined];
      pairs.push({ ...(a !== undefined && { left: a }), ...(b !== undefined && { right: b }) });
    }
    const [a, b] = [left[leftAt++], right[rightAt++]];
    if (a !== undefined && b !== undefined) pairs.push({ left: a, right: b });
  }
  return pairs;
}

/** The places of the longest common subsequence. */
function common(left: readonly string[], right: readonly string[]): readonly (readonly [number, number])[] {
  if (left.length * right.length > mostCells) return [];
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        left[i] === right[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) found.push([i++, j++]);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return found;
}
