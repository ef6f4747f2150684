/** The head of an HTTP request or response: its first line and its fields, names in lower case, fields of one name joined by commas. RFC 9112 §2.1, RFC 9110 §5. */
export type HttpHead = {
  readonly firstLine: string;
  readonly fields: ReadonlyMap<string, string>;
};

const decoder = new TextDecoder('latin1');

/** Reads a head with its empty line. Folded lines (RFC 9112 §5.2) are put together; lines that are no fields are passed over. */
export function readHttpHead(bytes: Uint8Array): HttpHead {
  const lines = decoder.decode(bytes).split('\n');
  const unfolded: string[] = [];
  for (const line of lines) {
    const isFolded = unfolded.length > 1 && (line.startsWith(' ') || line.startsWith('\t'));
    if (isFolded) unfolded.push(`${unfolded.pop()} ${line.trim()}`);
    else unfolded.push(line.trim());
  }
  const fields = new Map<string, string>();
  for (const line of unfolded.slice(1)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const known = fields.get(name);
    fields.set(name, known === undefined ? value : `${known}, ${value}`);
  }
  return { firstLine: unfolded[0] ?? '', fields };
}

/** Whether a list of tokens has one, in any case. RFC 9110 §5.6.1. */
export function hasToken(list: string | undefined, token: string): boolean {
  return list?.split(',').some((item) => item.trim().toLowerCase() === token) ?? false;
}
