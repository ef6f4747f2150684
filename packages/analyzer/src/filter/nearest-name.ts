/** The name most like what was written, if one is so close that a slip of the finger explains it. */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let nearestDistance = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const name of names) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance < nearestDistance) {
      nearest = name;
      nearestDistance = distance;
    }
  }
  return nearest;
}

/** Levenshtein's distance, counted row by row. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 32) return Infinity;
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      // Both rows hold `b.length + 1` numbers, and `column` is at least 1.
      current.push(Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + change));
    }
    above = current;
  }
  return above[b.length] ?? Infinity;
}
