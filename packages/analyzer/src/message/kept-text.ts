const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
let scratch = new Uint8Array(1 << 10);
/** Texts kept lately: a gateway's Contact is the same in all its calls. */
const recent = new Map<string, string>();
const maxRecent = 4096;

/**
 * An equal text that can be kept. A text cut out of a message would keep the whole message in memory; this one shares
 * nothing with it.
 */
export function keptText(text: string): string {
  const known = recent.get(text);
  if (known !== undefined) return known;
  if (text.length * 3 > scratch.length) scratch = new Uint8Array(text.length * 6);
  const kept = decoder.decode(scratch.subarray(0, encoder.encodeInto(text, scratch).written));
  if (recent.size >= maxRecent) recent.clear();
  recent.set(kept, kept);
  return kept;
}

/** The same of bytes that are decoded as UTF-8, what is not as U+FFFD. */
export function keptBytesText(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}
