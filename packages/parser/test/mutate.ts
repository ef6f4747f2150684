/** A small generator of numbers that gives the same ones for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Bytes that decide something in SIP, and some that should not be there. */
const telling: readonly number[] = ' \t\r\n;,=:<>"\\()[]@/?*%&._-0a'
  .split('')
  .map((character) => character.charCodeAt(0))
  .concat(0, 0x7f, 0x80, 0xc3, 0xff);

const pieces: readonly Uint8Array[] = [
  '\r\n',
  '\n',
  '\r\n ',
  ';branch=z9hG4bKx',
  ';tag=x',
  ';tag="x"',
  ', SIP/2.0/UDP h',
  ',SIP/2.0/TCP [::1]:5060',
  ';rport',
  ';received=::1',
  'Via: SIP/2.0/UDP h;branch=1\r\n',
  'v:SIP/2.0/UDP h\r\n',
  'i: x@y\r\n',
  'From: <sip:a>;tag=2\r\n',
  't: "\\"" <sip:b>\r\n',
  'Content-Length: 5\r\n',
  'l:0\r\n',
  'CSeq: 99999999999 INVITE\r\n',
  'c: application/sdp;x=y\r\n',
  '<',
  '>',
  '"',
  '%41',
  'SIP/2.0',
  '\r\n\r\n',
].map((text) => new TextEncoder().encode(text));

/** The bytes with one to three changes: a byte replaced, removed, doubled, or a piece of SIP put in. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let changed = bytes;
  const changes = 1 + Math.floor(random() * 3);
  for (let change = 0; change < changes; change++) changed = changeOnce(changed, random);
  return changed;
}

function changeOnce(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(random() * bytes.length);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const replace = (from: number, to: number, put: ArrayLike<number>): Uint8Array => {
    const changed = new Uint8Array(bytes.length - (to - from) + put.length);
    changed.set(bytes.subarray(0, from));
    changed.set(put, from);
    changed.set(bytes.subarray(to), from + put.length);
    return changed;
  };
  switch (Math.floor(random() * 5)) {
    case 0:
      return replace(at, Math.min(bytes.length, at + 1), [pick(telling)]);
    case 1:
      return replace(at, Math.min(bytes.length, at + 1 + Math.floor(random() * 4)), []);
    case 2:
      return replace(at, at, [pick(telling)]);
    case 3:
      return replace(at, at, bytes.subarray(at, Math.min(bytes.length, at + Math.floor(random() * 20))));
    default:
      return replace(at, at, pick(pieces));
  }
}
