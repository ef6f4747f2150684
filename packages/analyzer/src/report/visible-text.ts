/**
 * What must not reach a reader as it is: C0, DEL and C1 steer a terminal, bidirectional controls reorder what is
 * read, and the zero-width characters hide; line and paragraph separators break rows.
 */
const hidden =
  // oxlint-disable-next-line no-control-regex -- finding control characters is what this expression is for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/u;
const everyHidden = new RegExp(hidden, 'gu');

const namedEscapes: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Text from the wire on one line, with every character that steers, reorders or hides written out: `\x1b`, `\u202e`. */
export function visibleText(text: string): string {
  return hidden.test(text) ? text.replace(everyHidden, escapeCharacter) : text;
}

/** The same in ASCII alone. */
export function visibleAscii(text: string): string {
  return visibleText(text).replace(/[^ -~]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const named = namedEscapes[character];
  if (named !== undefined) return named;
  // The expressions above match one code point each, so there is one to read.
  const code = character.codePointAt(0)!;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
