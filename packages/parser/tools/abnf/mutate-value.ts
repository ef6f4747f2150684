/** Bytes that decide something in a header value, and some that should not be there. */
const telling = Uint8Array.from([
  ...new TextEncoder().encode(' \t;,=:<>"\\()[]{}@/?*%&.#!+-_\'`~|^$09afAFzZ'),
  0,
  0x0a,
  0x0d,
  0x7f,
  0x80,
  0xbf,
  0xc3,
  0xe2,
  0xff,
]);

const encoder = new TextEncoder();

const pieces = [
  '\r\n ',
  '\r\n',
  ' ,',
  ';',
  ';;',
  ',,',
  '""',
  '"\\""',
  '<>',
  '%41',
  '%4',
  'é',
  '[::1]',
  '256',
  '()',
  ';x=',
  ';x',
  '=y',
  ';x="y"',
].map((text) => encoder.encode(text));

export type Mutator = {
  readonly random: () => number;
  /** Words of the header field's ABNF. */
  readonly words: readonly Uint8Array[];
  /** Other values, of which parts are put in. */
  readonly others: readonly Uint8Array[];
};

/** A value with one to three small changes. */
export function mutateValue(value: Uint8Array, mutator: Mutator): Uint8Array {
  let changed = value;
  const changes = 1 + Math.floor(mutator.random() * 3);
  for (let change = 0; change < changes; change++) changed = changeOnce(changed, mutator);
  return changed;
}

function changeOnce(value: Uint8Array, { random, words, others }: Mutator): Uint8Array {
  const at = Math.floor(random() * (value.length + 1));
  const length = 1 + Math.floor(random() * 3);
  switch (Math.floor(random() * 9)) {
    case 0:
    case 1:
      return spliced(value, at, at + 1, [pick(telling, random)]);
    case 2:
      return spliced(value, at, at + length, []);
    case 3:
    case 4:
      return spliced(value, at, at, [pick(telling, random)]);
    case 5:
      return spliced(value, at, at, pick(pieces, random));
    case 6:
      return words.length === 0 ? value : spliced(value, at, at, pick(words, random));
    case 7:
      return spliced(value, at, at, value.subarray(at, at + Math.floor(random() * 20)));
    default:
      return spliced(value, at, at + length, partOf(pick(others, random), random));
  }
}

function partOf(value: Uint8Array, random: () => number): Uint8Array {
  const from = Math.floor(random() * value.length);
  return value.subarray(from, from + Math.floor(random() * 30));
}

function spliced(value: Uint8Array, from: number, to: number, put: ArrayLike<number>): Uint8Array {
  const end = Math.min(to, value.length);
  const changed = new Uint8Array(value.length - (end - from) + put.length);
  changed.set(value.subarray(0, from));
  changed.set(put, from);
  changed.set(value.subarray(end), from + put.length);
  return changed;
}

function pick<Item>(items: { readonly length: number; readonly [index: number]: Item }, random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item;
}
