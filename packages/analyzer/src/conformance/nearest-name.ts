/** Longer names are compared with none. */
const mostLetters = 40;

/** The name that differs least from a text, by two letters at most; `undefined` where none does, and where the text is one of them. */
export function nearestName(text: string, names: Iterable<string>): string | undefined {
  const wanted = text.toLowerCase();
  if (wanted.length > mostLetters) return undefined;
  // Of a short word everything is near.
  let least = Math.min(3, Math.ceil(wanted.length / 3));
  let nearest: string | undefined;
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const distance = editsBetween(wanted, name.toLowerCase());
    if (distance === 0) return undefined;
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  return nearest;
}

/** Letters to insert, leave out or replace to make one text of the other. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
