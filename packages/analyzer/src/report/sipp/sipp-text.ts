/*
 * Text as SIPp takes it literally. Its scenarios are read by a parser of its own that knows neither escapes in CDATA nor characters beyond ASCII; `\xHH` in a message is any byte
 * (SIPp's documentation, "Structure of client (UAC like) XML scenarios").
 */

/** Bytes of a message, one a character (`latin1`), on one line: what would be a keyword, an escape or the end of CDATA stands for itself. */
export function literal(text: string): string {
  return text.replace(/[[\]\\]|[^ -~]/g, hex);
}

/** A line of a body: SIPp takes blanks away from both ends. */
export function bodyLine(text: string): string {
  return text.replace(/^[ \t]|[ \t]$/g, hex);
}

function hex(character: string): string {
  return `\\x${(character.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')}`;
}

/** In an attribute of XML; what may not stand in XML at all is left out. */
export function attribute(text: string): string {
  return text.replace(/[^ -~]/g, '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const longestRemark = 200;

/** In a comment of XML, which ends at two hyphens. */
export function remark(text: string): string {
  const plain = text.replace(/[^ -~]|[<>&]/g, '?').replace(/-(?=-|$)/g, '~');
  return `<!-- ${plain.slice(0, longestRemark)} -->`;
}

/** UTF-8 as bytes, one a character, so that each is written as it was. */
export function bytesText(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}
