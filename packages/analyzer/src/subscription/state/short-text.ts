/** Characters of a text that tells a state: what lies beyond is cut. */
const maxCharacters = 240;
/** Things that a text names one by one: further ones are counted. */
const maxNamed = 8;

/** A text in one line, no longer than is told. */
export function shortText(text: string): string {
  // Of what lies far beyond nothing can be seen.
  const line = text
    .slice(0, maxCharacters * 8)
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (line.length <= maxCharacters) return line;
  const cut = line.charCodeAt(maxCharacters - 2);
  const isPairCut = cut >= 0xd800 && cut < 0xdc00;
  return `${line.slice(0, maxCharacters - (isPairCut ? 2 : 1))}…`;
}

export function quoted(text: string): string {
  return `"${text.trim()}"`;
}

/** `a, b, c and 5 more` */
function listed(items: readonly string[], more = 0): string {
  const named = items.slice(0, maxNamed);
  const rest = items.length - named.length + more;
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}

/** The first of many that `listed` may name: what comes behind them need not be put in words. */
export function named<Item>(items: readonly Item[], text: (item: Item) => string): string {
  const first = items.slice(0, maxNamed).map(text);
  return listed(first, items.length - first.length);
}

/** `1 user`, `3 users` */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** What is there of these, with a separator between. */
export function joinedTexts(parts: readonly (string | undefined)[], separator = '; '): string {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}
