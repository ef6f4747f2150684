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
