import { type Draw, type Mutator, replace } from './byte-mutators.ts';
import { headerLines, headerNames, numbers, sdpLines, xmlPieces } from './dictionary.ts';

const encoder = new TextEncoder();
const crlf = encoder.encode('\r\n');
const folds: readonly Uint8Array[] = ['\r\n ', '\r\n\t', '\n ', '\r\n \r\n ', '\r '].map((fold) =>
  encoder.encode(fold),
);
const lineEnds: readonly Uint8Array[] = ['\r\n', '\n', '\r', '\r\r\n', '', '\r\n\r\n', ' \r\n'].map((end) =>
  encoder.encode(end),
);

/** A line with the break behind it, anywhere in the bytes. */
function chooseLine(bytes: Uint8Array, { below }: Draw): [from: number, to: number] {
  const at = below(bytes.length + 1);
  const from = at === 0 ? 0 : bytes.lastIndexOf(0x0a, at - 1) + 1;
  const lineFeed = bytes.indexOf(0x0a, at);
  return [from, lineFeed === -1 ? bytes.length : lineFeed + 1];
}

function withBreak(line: Uint8Array): Uint8Array {
  return replace(line, line.length, line.length, crlf);
}

const putLine =
  (lines: readonly Uint8Array[]): Mutator =>
  (bytes, draw) => {
    const [from, to] = chooseLine(bytes, draw);
    return replace(bytes, from, draw.random() < 0.4 ? to : from, withBreak(draw.pick(lines)));
  };

/** Changes that know lines. */
export const lineMutators: readonly Mutator[] = [
  (bytes, draw) => replace(bytes, ...chooseLine(bytes, draw), new Uint8Array(0)),
  (bytes, draw) => {
    const [from, to] = chooseLine(bytes, draw);
    return replace(bytes, to, to, bytes.slice(from, to));
  },
  // Elsewhere, or over another.
  (bytes, draw) => {
    const [from, to] = chooseLine(bytes, draw);
    const [place, end] = chooseLine(bytes, draw);
    return replace(bytes, place, draw.random() < 0.5 ? end : place, bytes.slice(from, to));
  },
  (bytes, draw) => {
    const other = draw.other();
    const [from, to] = chooseLine(bytes, draw);
    return replace(bytes, from, draw.random() < 0.5 ? to : from, other.slice(...chooseLine(other, draw)));
  },
  (bytes, draw) => {
    const [from, to] = chooseLine(bytes, draw);
    const at = from + draw.below(to - from + 1);
    return replace(bytes, at, at, draw.pick(folds));
  },
  // Another line break, or none.
  (bytes, draw) => {
    const [, to] = chooseLine(bytes, draw);
    if (bytes[to - 1] !== 0x0a) return bytes;
    return replace(bytes, bytes[to - 2] === 0x0d ? to - 2 : to - 1, to, draw.pick(lineEnds));
  },
];

/** Changes that know the lines of header fields. */
export const headerMutators: readonly Mutator[] = [
  putLine(headerLines),
  // Another name for the same value, and another value for the same name.
  (bytes, draw) => {
    const [from, to] = chooseLine(bytes, draw);
    const colon = bytes.indexOf(0x3a, from);
    return colon === -1 || colon >= to ? bytes : replace(bytes, from, colon, draw.pick(headerNames));
  },
  (bytes, draw) => {
    const [from, to] = chooseLine(bytes, draw);
    const colon = bytes.indexOf(0x3a, from);
    const line = draw.pick(headerLines);
    if (colon === -1 || colon >= to) return bytes;
    return replace(bytes, colon, to, withBreak(line.subarray(line.indexOf(0x3a))));
  },
  // Two fields of a name in one line.
  (bytes, draw) => {
    const [from, to] = chooseLine(bytes, draw);
    const colon = bytes.indexOf(0x3a, from);
    if (colon === -1 || colon >= to - 2) return bytes;
    const value = bytes.slice(colon + 1, to - 2);
    return replace(bytes, to - 2, to - 2, replace(value, 0, 0, encoder.encode(',')));
  },
  // What Content-Length says is wrong, or right.
  (bytes, draw) => {
    const text = latin1.decode(bytes.subarray(0, 8192));
    const found = /(?:content-length|\nl)\s*:[ \t]*(\d+)/i.exec(text);
    if (found === null) return bytes;
    const end = found.index + found[0].length;
    const bodyStart = text.indexOf('\r\n\r\n') + 4;
    const right = bytes.length - bodyStart;
    const lies = [right, right + draw.below(9) - 4, draw.below(bytes.length + 1)].map((length) =>
      encoder.encode(`${length}`),
    );
    return replace(bytes, end - found[1]!.length, end, draw.pick(draw.random() < 0.3 ? numbers : lies));
  },
];

const latin1 = new TextDecoder('latin1');

/** Changes that know session descriptions. */
export const sdpMutators: readonly Mutator[] = [putLine(sdpLines), putLine(sdpLines)];

/** Changes that know multiparts: delimiters come, go and change. */
export const multipartMutators: readonly Mutator[] = [
  putLine(['--b1', '--b1--', '--b2', '--b2--', '--b1 ', '--b1x', ' --b1', '--'].map((line) => encoder.encode(line))),
  (bytes, draw) => {
    const text = latin1.decode(bytes);
    const found = text.indexOf('\n--', draw.below(bytes.length + 1));
    if (found === -1) return bytes;
    return replace(
      bytes,
      found + 3,
      Math.min(bytes.length, found + 3 + draw.below(4)),
      draw.pick(['b', 'b1', '--', ' '].map((name) => encoder.encode(name))),
    );
  },
];

/** Changes that know XML: tags and what stands between them come, go, change and nest. */
export const xmlMutators: readonly Mutator[] = [
  (bytes, draw) => {
    const at = draw.below(bytes.length + 1);
    return replace(bytes, at, at, draw.pick(xmlPieces));
  },
  (bytes, draw) => replace(bytes, ...chooseTag(bytes, draw), draw.pick(xmlPieces)),
  (bytes, draw) => replace(bytes, ...chooseTag(bytes, draw), new Uint8Array(0)),
  (bytes, draw) => {
    const [from, to] = chooseTag(bytes, draw);
    const [place] = chooseTag(bytes, draw);
    return replace(bytes, place, place, bytes.slice(from, to));
  },
  (bytes, draw) => {
    const other = draw.other();
    const [from] = chooseTag(other, draw);
    const [, to] = chooseTag(other, draw);
    const [place] = chooseTag(bytes, draw);
    return replace(bytes, place, place, other.slice(Math.min(from, to), Math.max(from, to)));
  },
];

/** From `<` to `>`. */
function chooseTag(bytes: Uint8Array, { below }: Draw): [from: number, to: number] {
  const from = Math.max(0, bytes.indexOf(0x3c, below(bytes.length + 1)));
  const close = bytes.indexOf(0x3e, from);
  return [from, close === -1 ? bytes.length : close + 1];
}
