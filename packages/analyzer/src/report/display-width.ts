const plain = /^[ -~]*$/;
// The scripts and signs a terminal draws two columns wide (Unicode TR 11, W and F).
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Yi}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
let segmenter: Intl.Segmenter | undefined;

/** A grapheme may carry any number of combining marks; one that carries more than this is cut. */
const longestGrapheme = 16;

/** Columns the text takes in a terminal. Expects visible text. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text in at most `columns` columns, its last one an ellipsis where something was left out. */
export function clipToWidth(text: string, columns: number, ellipsis: string = '…'): string {
  if (plain.test(text) && text.length <= columns) return text;
  // Nothing beyond this many code units can be shown: no need to read it.
  const readable = text.slice(0, (columns + 1) * longestGrapheme);
  const room = columns - ellipsis.length;
  let width = 0;
  let shown = '';
  let shownInRoom = '';
  for (const { segment } of graphemes(readable)) {
    width += wide.test(segment) ? 2 : 1;
    if (width > columns) return shownInRoom + ellipsis;
    shown += segment.slice(0, longestGrapheme);
    if (width <= room) shownInRoom = shown;
  }
  return readable.length < text.length ? shownInRoom + ellipsis : shown;
}

/** The text followed, or with `end` preceded, by the spaces that make it `columns` wide. */
export function padToWidth(text: string, columns: number, align: 'start' | 'center' | 'end' = 'start'): string {
  const missing = columns - displayWidth(text);
  if (missing <= 0) return text;
  const before = align === 'start' ? 0 : align === 'end' ? missing : missing >> 1;
  return ' '.repeat(before) + text + ' '.repeat(missing - before);
}

/** Made when first needed: it takes some ten milliseconds, and most text is ASCII. */
function graphemes(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}
