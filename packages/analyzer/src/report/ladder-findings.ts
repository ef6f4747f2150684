import type { FindingCounts, FindingRow, Ladder } from '../rows.ts';

/** The ladder with what was found in its messages, on their arrows. */
export function markFindings(ladder: Ladder, findings: readonly FindingRow[]): Ladder {
  if (findings.length === 0) return ladder;
  const found = new Map<string, Partial<Record<FindingRow['level'], number>>>();
  for (const { frame, index = 0, level } of findings) {
    const key = `${frame}.${index}`;
    const counts = found.get(key) ?? {};
    counts[level] = (counts[level] ?? 0) + 1;
    found.set(key, counts);
  }
  const arrows = ladder.arrows.map((arrow) => {
    const counts: FindingCounts | undefined = found.get(`${arrow.frame}.${arrow.index ?? 0}`);
    return counts === undefined ? arrow : { ...arrow, findings: counts };
  });
  return { ...ladder, arrows };
}
