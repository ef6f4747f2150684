/** What is being written where the caret stands. */
export type Writing =
  | { readonly kind: 'key'; readonly prefix: string; readonly span: Span }
  | {
      readonly kind: 'value';
      readonly key: string;
      readonly operator: string;
      readonly prefix: string;
      readonly span: Span;
    };

type Span = readonly [start: number, end: number];

const keyPattern = /(?:^|[\s(])(?:[-!]\s*)?([A-Za-z][\w.-]*)?$/;
const valuePattern =
  /(?:^|[\s(!-])([A-Za-z][\w.-]*)(\s*(?::?[<>]=?|!=|==|:|=)\s*|\s+(?:eq|ne|contains|in)\s+)([({](?:[^"(){}]|"(?:[^"\\]|\\.)*")*?(?:,\s*)?|[({]\s*)?("(?:[^"\\]|\\.)*|[^\s"(){},/]*)$/i;

/** Undefined where nothing can be offered: within a text in quotes, or a regular expression. */
export function writingAt(text: string, caret: number): Writing | undefined {
  const before = text.slice(0, caret);
  const value = valuePattern.exec(before);
  if (value !== null) {
    const [, key = '', operator = '', , written = ''] = value;
    const prefix = written.replace(/^"/, '').replace(/\\(.)/g, '$1');
    return {
      kind: 'value',
      key,
      operator: operator.trim(),
      prefix,
      span: [caret - written.length, wordEnd(text, caret)],
    };
  }
  if (isQuoted(before)) return undefined;
  const key = keyPattern.exec(before);
  if (key === null) return undefined;
  const prefix = key[1] ?? '';
  const end = /[:=<>!]/.test(text.slice(caret).trimStart().slice(0, 1)) ? caret : wordEnd(text, caret);
  return { kind: 'key', prefix, span: [caret - prefix.length, end] };
}

/** An odd number of quotes before it. */
function isQuoted(before: string): boolean {
  return (before.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}

function wordEnd(text: string, caret: number): number {
  const rest = /^[^\s"(){},:=<>!]*"?/.exec(text.slice(caret))?.[0] ?? '';
  return caret + rest.length;
}

/** Names that begin with what was written come first, then those in which a word begins so, then those that contain it. */
export function rankNames<Offer extends { readonly name: string }>(
  offers: readonly Offer[],
  prefix: string,
): readonly Offer[] {
  const wanted = prefix.toLowerCase();
  return offers
    .map((offer) => ({ offer, rank: rankOf(offer.name, wanted) }))
    .filter(({ rank }) => rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map(({ offer }) => offer);
}

function rankOf(name: string, wanted: string): number {
  const folded = name.toLowerCase();
  if (folded.startsWith(wanted)) return 0;
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s.-]/);
  if (words.some((word) => word.startsWith(wanted))) return 1;
  return folded.includes(wanted) ? 2 : 3;
}
