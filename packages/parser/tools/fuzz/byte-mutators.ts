import { headerNames, numbers, parameters, telling, tokens, uris } from './dictionary.ts';

/** What a mutator draws from: chance, and the inputs that are known. */
export type Draw = {
  readonly random: () => number;
  /** A whole number from 0, less than that. */
  readonly below: (limit: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly other: () => Uint8Array;
};

/** Gives changed bytes; those given are left alone. */
export type Mutator = (bytes: Uint8Array, draw: Draw) => Uint8Array;

/** The bytes with others in the place of `[from, to)`. */
export function replace(bytes: Uint8Array, from: number, to: number, put: Uint8Array): Uint8Array {
  const changed = new Uint8Array(bytes.length - (to - from) + put.length);
  changed.set(bytes.subarray(0, from));
  changed.set(put, from);
  changed.set(bytes.subarray(to), from + put.length);
  return changed;
}

const nothing = new Uint8Array(0);

function chooseRange(bytes: Uint8Array, { below }: Draw, longest: number): [from: number, to: number] {
  const from = below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + 1 + below(longest))];
}

const putIn =
  (words: readonly Uint8Array[]): Mutator =>
  (bytes, draw) => {
    const at = draw.below(bytes.length + 1);
    return replace(bytes, at, at, draw.pick(words));
  };

/** A run of digits: any number there may be read as one. */
function findDigits(bytes: Uint8Array, { below }: Draw): [from: number, to: number] {
  const isDigit = (at: number): boolean => bytes[at]! >= 0x30 && bytes[at]! <= 0x39;
  let from = below(bytes.length + 1);
  while (from < bytes.length && !isDigit(from)) from++;
  let to = from;
  while (from > 0 && isDigit(from - 1)) from--;
  while (to < bytes.length && isDigit(to)) to++;
  return [from, to];
}

/** From one telling byte to the next: a parameter, an element, a part of a URI. */
function findPiece(bytes: Uint8Array, { below }: Draw): [from: number, to: number] {
  const isEdge = (at: number): boolean => edgeBytes[bytes[at]!] === 1;
  const from = below(bytes.length + 1);
  let start = from;
  while (start > 0 && !isEdge(start - 1)) start--;
  let end = from;
  while (end < bytes.length && !isEdge(end)) end++;
  return [start, end];
}

const edgeBytes = new Uint8Array(256);
for (const edge of ' \t\r\n;,=:<>"()@/?&') edgeBytes[edge.charCodeAt(0)] = 1;

/** Changes that know bytes and words. */
export const byteMutators: readonly Mutator[] = [
  (bytes, draw) => {
    if (bytes.length === 0) return bytes;
    const changed = bytes.slice();
    changed[draw.below(bytes.length)]! ^= 1 << draw.below(8);
    return changed;
  },
  (bytes, draw) => {
    const [from, to] = chooseRange(bytes, draw, 1);
    return replace(bytes, from, to, draw.pick(telling));
  },
  (bytes, draw) => replace(bytes, ...chooseRange(bytes, draw, 4), nothing),
  (bytes, draw) => replace(bytes, ...chooseRange(bytes, draw, 64), nothing),
  (bytes, draw) => {
    const [from, to] = chooseRange(bytes, draw, 40);
    return replace(bytes, to, to, bytes.subarray(from, to));
  },
  (bytes, draw) => {
    const [from, to] = chooseRange(bytes, draw, 30);
    const at = draw.below(bytes.length + 1);
    return replace(bytes, at, at, bytes.slice(from, to));
  },
  // Up to here, or from here.
  (bytes, draw) =>
    draw.random() < 0.7 ? bytes.slice(0, draw.below(bytes.length + 1)) : bytes.slice(draw.below(bytes.length + 1)),
  putIn(telling),
  putIn(tokens),
  putIn(parameters),
  putIn(uris),
  putIn(headerNames),
  (bytes, draw) => replace(bytes, ...findDigits(bytes, draw), draw.pick(numbers)),
  (bytes, draw) => replace(bytes, ...findPiece(bytes, draw), draw.pick(draw.random() < 0.5 ? tokens : uris)),
  (bytes, draw) => replace(bytes, ...findPiece(bytes, draw), nothing),
  (bytes, draw) => {
    const [from, to] = findPiece(bytes, draw);
    const other = draw.other();
    return replace(bytes, from, to, other.slice(...findPiece(other, draw)));
  },
  (bytes, draw) => {
    const [from, to] = findPiece(bytes, draw);
    const piece = bytes.slice(Math.max(0, from - 1), to);
    return replace(bytes, to, to, repeated(piece, 2 + draw.below(8)));
  },
  // Another input's end, or its middle.
  (bytes, draw) => {
    const other = draw.other();
    const [from, to] = chooseRange(other, draw, other.length + 1);
    const at = draw.below(bytes.length + 1);
    return replace(bytes, at, draw.random() < 0.5 ? bytes.length : at, other.slice(from, to));
  },
  (bytes, draw) => {
    const [from, to] = chooseRange(bytes, draw, 12);
    const quoted = new Uint8Array(to - from + 2).fill(0x22);
    quoted.set(bytes.subarray(from, to), 1);
    return replace(bytes, from, to, quoted);
  },
];

/** Thousands of the same: what is not linear shows, what recurses ends. */
export const repeatMutator: Mutator = (bytes, draw) => {
  const [from, to] = draw.random() < 0.5 ? findPiece(bytes, draw) : chooseRange(bytes, draw, 12);
  const piece = draw.random() < 0.4 ? draw.pick(telling) : bytes.slice(Math.max(0, from - 1), to);
  const count = Math.min(20_000, Math.floor(60_000 / Math.max(1, piece.length)));
  return replace(bytes, to, to, repeated(piece, 1 + draw.below(count)));
};

function repeated(piece: Uint8Array, count: number): Uint8Array {
  const bytes = new Uint8Array(piece.length * count);
  for (let turn = 0; turn < count; turn++) bytes.set(piece, turn * piece.length);
  return bytes;
}
