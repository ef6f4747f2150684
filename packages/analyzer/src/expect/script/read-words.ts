/** The words of a line; what stands in double quotes is one word without them, `\"` a quote in it. */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|(\S+)/g;
  for (const [, quoted, plain] of line.matchAll(pattern))
    words.push(plain ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1'));
  return words;
}

/** Without a comment: `#` at the beginning or after a blank, before a blank or the end. */
function withoutComment(line: string): string {
  return line.replace(/(^|\s)#(\s.*)?$/, '').trimEnd();
}

export type Line = {
  readonly number: number;
  /** Blanks before it. */
  readonly indent: number;
  readonly text: string;
  /** As it stands in the file. */
  readonly whole: string;
};

/** Lines that hold something, and those of bodies, which may be empty. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const isBody = /^\s+\|/.test(whole);
    const kept = isBody ? whole : withoutComment(whole);
    if (kept.trim() === '') continue;
    lines.push({ number: index + 1, indent: kept.length - kept.trimStart().length, text: kept.trim(), whole });
  }
  return lines;
}
