/**
 * What must not reach a reader as it is: control characters steer a terminal, bidirectional controls reorder what is
 * read, characters without a glyph hide (both are "default ignorable"), separators break rows.
 */
const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/u;
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
