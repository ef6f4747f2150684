const maxCharacters = 255;

/** A file's name as its sender gave it, fit to be shown: no control characters, no more than 255 characters. Never a path. */
export function displayName(given: string | undefined): string {
  const visible = (given ?? '').toWellFormed().replace(/[\p{Cc}\u2028\u2029]/gu, '');
  const cut = Array.from(visible.slice(0, 2 * maxCharacters))
    .slice(0, maxCharacters)
    .join('')
    .trim();
  return cut === '' ? 'capture' : cut;
}

const maxTags = 20;
const maxTagCharacters = 40;

/** Tags fit to be shown: each once, none empty, at most 20 of at most 40 characters. */
export function displayTags(given: readonly string[]): readonly string[] {
  const shown = given
    .slice(0, 10 * maxTags)
    .filter((tag) => tag.trim() !== '')
    .map((tag) => Array.from(displayName(tag)).slice(0, maxTagCharacters).join('').trim());
  return [...new Set(shown)].slice(0, maxTags);
}
