/** Of a text from a message, in a sentence. */
const mostQuoted = 80;

/** A text from a message as a sentence quotes it: in quotes, without control characters, not too long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > mostQuoted ? `${text.slice(0, mostQuoted)}…` : text);
}
