/** A value in the distinguished encoding rules of ASN.1 (X.690): its kind and where it stands in the bytes. */
export type DerValue = {
  readonly tag: number;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
};

/** The value that begins at `at`; `undefined` where there is none that ends before `end`. Tags of one byte are read, which certificates have. */
export function readDer(bytes: Uint8Array, at: number, end: number): DerValue | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > end || (tag & 0x1f) === 0x1f) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > 4) return undefined;
  let length = first < 0x80 ? first : 0;
  for (let i = 0; i < lengthBytes; i++) length = length * 256 + (bytes[at + 2 + i] ?? Number.POSITIVE_INFINITY);
  const contentStart = at + 2 + lengthBytes;
  return contentStart + length > end ? undefined : { tag, start: at, contentStart, end: contentStart + length };
}

/** The values inside of a value, as far as they can be read. */
export function derChildren(bytes: Uint8Array, { contentStart, end }: DerValue): readonly DerValue[] {
  const children: DerValue[] = [];
  for (let at = contentStart; at < end;) {
    const child = readDer(bytes, at, end);
    if (child === undefined) break;
    children.push(child);
    at = child.end;
  }
  return children;
}
