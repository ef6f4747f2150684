import { wordView } from '../transport/word-view.ts';

const highUnit = 0x20_0000;
const lowUnit = 0x1_0000_0000;

/**
 * Texts of the wire as numbers of 53 bits: equal texts have equal numbers; two different ones have the same in one of 9 * 10^15 pairs. No table is
 * asked and no text kept for it. Seeded anew in every run, so that a capture cannot be made to collide (THREATS: hash flooding). Never 0, which
 * stands for no text.
 */
export class Fingerprints {
  readonly #seed = randomWord();
  readonly #otherSeed = randomWord();

  of(bytes: Uint8Array, start: number, end: number): number {
    const words = wordView(bytes);
    const offset = bytes.byteOffset;
    let one = this.#seed ^ (end - start);
    let other = this.#otherSeed;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      const word = words.getInt32(offset + at, true);
      one = Math.imul(one ^ word, 0x5bd1e995);
      one ^= one >>> 15;
      other = Math.imul(other ^ word, 0x27d4eb2f);
      other = (other << 13) | (other >>> 19);
    }
    let rest = 0;
    for (; at < end; at++) rest = (rest << 8) | bytes[at]!;
    return mixed(one ^ rest, other + Math.imul(rest, 0x165667b1));
  }
}

const textSeed: number = randomWord();
const otherTextSeed: number = randomWord();

/** The same of a text that is at hand as such: only comparable with others of texts. 0 of none. */
export function textFingerprint(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  let one = textSeed ^ text.length;
  let other = otherTextSeed;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x5bd1e995);
    one ^= one >>> 15;
    other = Math.imul(other ^ code, 0x27d4eb2f);
    other = (other << 13) | (other >>> 19);
  }
  return mixed(one, other);
}

/** The fingerprint of two things together, in this order: of fingerprints, or of one and a whole number below 2^53. */
export function joined(first: number, second: number): number {
  const firstHigh = (first / lowUnit) | 0;
  const secondHigh = (second / lowUnit) | 0;
  const one = Math.imul((first | 0) ^ Math.imul(firstHigh, 0x85ebca6b), 0x5bd1e995) ^ (second | 0);
  const other = Math.imul((second | 0) ^ Math.imul(secondHigh, 0xc2b2ae35), 0x27d4eb2f) + (first | 0);
  return mixed(one ^ Math.imul(secondHigh, 0x165667b1), other ^ Math.imul(firstHigh, 0x9e3779b1));
}

/** The last step of MurmurHash3 on either half, each with the other in it. */
function mixed(one: number, other: number): number {
  const first = finished(one + Math.imul(other, 0x9e3779b1));
  const second = finished(other ^ first);
  return (first >>> 0) * highUnit + (second >>> 11) || 1;
}

function finished(word: number): number {
  let hash = word;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function randomWord(): number {
  return crypto.getRandomValues(new Int32Array(1))[0]!;
}
