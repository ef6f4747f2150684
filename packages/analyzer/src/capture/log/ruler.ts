/** Characters that people and programs draw lines with. */
const drawn = new Set(['-', '=', '~', '*', '_', '#', '|', '+']);

/** `----`, `========`: four or more of one character, and nothing else. */
export function isRuler(text: string): boolean {
  const line = text.trim();
  const [first = ''] = line;
  if (!drawn.has(first) || line.length < 4) return false;
  for (const character of line) if (character !== first) return false;
  return true;
}
