/** A part of a filter that stands between spaces: `outcome:failed`, `(a or b)`. */
type Term = { readonly text: string; readonly start: number; readonly end: number };

/** What stands between spaces, quotes and parentheses kept whole. */
function termsOf(filter: string): readonly Term[] {
  const terms: Term[] = [];
  let [start, depth, quoted] = [-1, 0, false];
  for (let at = 0; at <= filter.length; at += 1) {
    const character = filter[at] ?? ' ';
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
      continue;
    }
    const isSpace = /\s/.test(character) && (depth === 0 || at === filter.length);
    if (isSpace && start >= 0) {
      terms.push({ text: filter.slice(start, at), start, end: at });
      start = -1;
    }
    if (isSpace) continue;
    if (start < 0) start = at;
    if (character === '"') quoted = true;
    if (character === '(') depth += 1;
    if (character === ')') depth = Math.max(0, depth - 1);
  }
  if (start >= 0) terms.push({ text: filter.slice(start), start, end: filter.length });
  return terms;
}

/**
 * The first term of a filter that narrows all of it and fulfils the condition: it stands beside the others, neither turned round nor one of
 * several alternatives.
 */
export function findTerm(filter: string, fulfils: (text: string) => boolean): Term | undefined {
  const terms = termsOf(filter);
  if (terms.some(({ text }) => isOr(text))) return undefined;
  return terms.find(({ text }, at) => fulfils(text) && !isNot(terms[at - 1]?.text));
}

/** The same of a term that is turned round; what is found begins with its `not`. */
export function findNegated(filter: string, fulfils: (text: string) => boolean): Term | undefined {
  const terms = termsOf(filter);
  if (terms.some(({ text }) => isOr(text))) return undefined;
  const at = terms.findIndex(
    ({ text }, place) => fulfils(text) && isNot(terms[place - 1]?.text) && !isNot(terms[place - 2]?.text),
  );
  const [not, term] = [terms[at - 1], terms[at]];
  return not && term && { text: filter.slice(not.start, term.end), start: not.start, end: term.end };
}

export function withoutTerm(filter: string, { start, end }: Term): string {
  const around = [filter.slice(0, start).trim(), filter.slice(end).trim()];
  return around.filter((part) => part !== '').join(' ');
}

/** The filter narrowed by one more term. */
export function withTerm(filter: string, term: string): string {
  if (filter.trim() === '') return term;
  return termsOf(filter).some(({ text }) => isOr(text)) ? `(${filter}) ${term}` : `${filter.trim()} ${term}`;
}

function isOr(text: string): boolean {
  return /^(?:or|\|\|)$/i.test(text);
}

function isNot(text: string | undefined): boolean {
  return text !== undefined && /^(?:not|!|-)$/i.test(text);
}
