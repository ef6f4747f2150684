/** What case-insensitive comparison compares. A database that answers filters keeps texts in this form. */
export function foldText(text: string): string {
  return text.toLowerCase();
}

/** By code points, as UTF-8 bytes and databases sort; JavaScript's `<` sorts by UTF-16 code units. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [unitOfA, unitOfB] = [a.codePointAt(at) ?? 0, b.codePointAt(at) ?? 0];
    if (unitOfA !== unitOfB) return unitOfA - unitOfB;
  }
  return a.length - b.length;
}
