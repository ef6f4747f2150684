/** How well a text fits what was typed, and which of its letters are those typed (in UTF-16 units, rising). */
export type FuzzyMatch = { readonly score: number; readonly letters: readonly number[] };

/** Longer ones are cut: nobody types that much, and no title is that long. */
const mostTyped = 64;
const mostText = 300;

const forLetter = 1;
const forNext = 4;
const forWordStart = 6;
const forBeginning = 4;
/** A text all of whose typed letters stand together is before any whose letters are strewn. */
const forTogether = 20;

/**
 * Whether all letters typed stand in the text, in their order, whatever stands between. Words typed may stand in any order:
 * each is looked for alone. Undefined where one does not fit.
 */
export function fuzzyMatch(typed: string, text: string): FuzzyMatch | undefined {
  const words = typed
    .slice(0, mostTyped)
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const folded = text.slice(0, mostText).toLowerCase();
  // Folding makes a few letters longer: then places in it are none of the text.
  const within = folded.length === Math.min(text.length, mostText) ? folded : text.slice(0, mostText);
  const letters = new Set<number>();
  let score = 0;
  for (const word of words) {
    const match = matchWord(word, within);
    if (match === undefined) return undefined;
    score += match.score;
    for (const letter of match.letters) letters.add(letter);
  }
  // Of two that fit alike, the shorter.
  return { score: score - text.length / 1000, letters: [...letters].toSorted((one, other) => one - other) };
}

function matchWord(word: string, text: string): FuzzyMatch | undefined {
  const together = bestTogether(word, text);
  if (together !== undefined) {
    const letters = Array.from({ length: word.length }, (_, at) => together + at);
    return { score: forTogether + scoreOf(letters, text), letters };
  }
  const letters = strewn(word, text);
  return letters && { score: scoreOf(letters, text), letters };
}

/** Where the whole word stands: at the start of a word where there is such a place. */
function bestTogether(word: string, text: string): number | undefined {
  const first = text.indexOf(word);
  if (first < 0) return undefined;
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) if (isWordStart(text, at)) return at;
  return first;
}

/** Letters in their order; each at the next start of a word where one begins with it, else as early as it comes. */
function strewn(word: string, text: string): readonly number[] | undefined {
  const byStarts = take(word, text, true);
  return byStarts ?? take(word, text, false);
}

function take(word: string, text: string, prefersStarts: boolean): readonly number[] | undefined {
  const letters: number[] = [];
  let from = 0;
  for (const letter of word) {
    const next = text.indexOf(letter, from);
    const isNext = letters.length > 0 && next === from;
    const start = prefersStarts && !isNext ? nextStart(text, letter, from) : -1;
    const at = start >= 0 ? start : next;
    if (at < 0) return undefined;
    letters.push(at);
    from = at + letter.length;
  }
  return letters;
}

function nextStart(text: string, letter: string, from: number): number {
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1))
    if (isWordStart(text, at)) return at;
  return -1;
}

function scoreOf(letters: readonly number[], text: string): number {
  let score = 0;
  for (const [index, at] of letters.entries()) {
    score += forLetter;
    if (index > 0 && letters[index - 1] === at - 1) score += forNext;
    if (isWordStart(text, at)) score += forWordStart;
    if (at === 0) score += forBeginning;
  }
  return score;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
}
