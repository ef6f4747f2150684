/** A text is part of an address behind its `#`, packed: what stands there is not sent to any server. */
const prefix = '#m=';
/** Longer addresses are cut by what carries them. */
const longestLink = 8000;
/** What a link may unpack to. */
const mostBytes = 256 * 1024;

/** The part of an address behind `#` that holds a text; undefined where it would be too long. */
export async function writeLink(bytes: Uint8Array): Promise<string | undefined> {
  const packed = await through(bytes, new CompressionStream('deflate-raw'), Infinity);
  const link = `${prefix}${base64url(packed)}`;
  return link.length > longestLink ? undefined : link;
}

/** The text of an address; undefined where it has none that can be read. Addresses may be forged: no more is unpacked than is shown. */
export async function readLink(hash: string): Promise<Uint8Array | undefined> {
  if (!hash.startsWith(prefix)) return undefined;
  try {
    return await through(fromBase64url(hash.slice(prefix.length)), new DecompressionStream('deflate-raw'), mostBytes);
  } catch {
    return undefined;
  }
}

async function through(
  bytes: Uint8Array,
  { writable, readable }: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array> {
  const writer = writable.getWriter();
  // A failure to write is one to read, too.
  writer
    .write(new Uint8Array(bytes))
    .then(
      async () => writer.close(),
      () => {},
    )
    .catch(() => {});
  const reader = readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size <= most) {
    const { done, value } = await reader.read();
    if (done) return joined(parts, size);
    parts.push(value);
    size += value.length;
  }
  await reader.cancel();
  throw new RangeError('The text of this address is too long.');
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function base64url(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text: string): Uint8Array {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
