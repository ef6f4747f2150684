import { type Body, parseMessage } from '@sipscope/parser';
import { bodyLimits } from './body-limits.ts';

/** Formats of `DecompressionStream` by the names of RFC 9110 §8.4.1; what it calls deflate is the zlib format. */
const formats: ReadonlyMap<string, 'gzip' | 'deflate'> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
]);

export type Unpacked = {
  /** The content as a body of the same type; undefined where nothing could be unpacked. */
  readonly body: Body | undefined;
  readonly bytes: Uint8Array;
  /** A sentence: what was unpacked, or why it was not. */
  readonly note: string;
};

/** Takes content codings off, the last applied first, within a budget of bytes. Never throws. RFC 3261 §20.12. */
export async function unpack(packed: Body, budget: number): Promise<Unpacked> {
  const codings = packed.contentEncodings.map((coding) => coding.toLowerCase());
  const nothing = new Uint8Array();
  const unknown = codings.find((coding) => !formats.has(coding));
  if (unknown !== undefined)
    return { body: undefined, bytes: nothing, note: `Packed as ${unknown.slice(0, 40)}, which is not taken apart.` };
  if (codings.length > bodyLimits.codings)
    return { body: undefined, bytes: nothing, note: `Packed ${codings.length} times over: not taken apart.` };
  let bytes = packed.content;
  let isWhole = true;
  for (const coding of codings.toReversed()) {
    const inflated = await inflate(bytes, formats.get(coding) ?? 'gzip', budget);
    bytes = inflated.bytes;
    isWhole &&= inflated.isWhole;
    if (bytes.length === 0) break;
  }
  const { length } = packed.content;
  if (bytes.length === 0)
    return { body: undefined, bytes, note: `Said to be ${codings.join(', ')}, but cannot be unpacked.` };
  const note = isWhole
    ? `Unpacked from ${codings.join(', ')}: ${length} bytes to ${bytes.length}.`
    : bytes.length >= budget
      ? `Unpacked from ${codings.join(', ')} as far as ${budget} bytes: there is more.`
      : `Unpacked from ${codings.join(', ')} as far as it is whole: ${bytes.length} bytes.`;
  return { body: bodyOf(packed, bytes), bytes, note };
}

/** A body of these bytes with the packed one's type. */
function bodyOf(packed: Body, bytes: Uint8Array): Body | undefined {
  const type = packed.header('Content-Type')?.value.replaceAll(/[\r\n]/g, ' ') ?? packed.mediaType;
  const head = new TextEncoder().encode(`SIP/2.0 200 OK\r\nContent-Type: ${type}\r\n\r\n`);
  const message = new Uint8Array(head.length + bytes.length);
  message.set(head);
  message.set(bytes, head.length);
  return parseMessage(message).body;
}

async function inflate(
  packed: Uint8Array,
  format: 'gzip' | 'deflate',
  most: number,
): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  // A failure to write is one to read, too.
  const written = writer.write(new Uint8Array(packed)).then(async () => writer.close());
  written.catch(() => {});
  const pieces: Uint8Array[] = [];
  let size = 0;
  let isWhole = false;
  try {
    while (size < most) {
      const { done, value } = await reader.read();
      if (done) {
        isWhole = true;
        break;
      }
      pieces.push(value.subarray(0, most - size));
      size += Math.min(value.length, most - size);
    }
  } catch {
    // What came before the damage is kept.
  }
  await Promise.allSettled([reader.cancel(), writer.abort()]);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of pieces) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, isWhole };
}
