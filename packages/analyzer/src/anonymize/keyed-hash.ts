/** Of a key that is made anew for each capture that is written: who does not have it cannot tell what a substitute stands for. */
export type HashKey = readonly [low: number, high: number];

export function newHashKey(): HashKey {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return [words[0]!, words[1]!];
}

/** HalfSipHash-2-4 (J.-P. Aumasson, D. J. Bernstein: SipHash) over what was added so far, 32 bits at a time. */
export class KeyedHash {
  readonly #key: HashKey;
  #v0 = 0;
  #v1 = 0;
  #v2 = 0;
  #v3 = 0;

  constructor(key: HashKey) {
    this.#key = key;
  }

  /** Begins anew; hashes of different domains have nothing to do with each other. */
  start(domain: number): void {
    this.#v0 = this.#key[0];
    this.#v1 = this.#key[1];
    this.#v2 = 0x6c79_6765 ^ this.#key[0];
    this.#v3 = 0x7465_6462 ^ this.#key[1];
    this.add(domain);
  }

  add(word: number): void {
    this.#v3 ^= word;
    this.#round();
    this.#round();
    this.#v0 ^= word;
  }

  /** 32 bits, unsigned. More may be added afterwards. */
  value(): number {
    const [v0, v1, v2, v3] = [this.#v0, this.#v1, this.#v2, this.#v3];
    this.#v2 ^= 0xff;
    for (let round = 0; round < 4; round++) this.#round();
    const value = (this.#v1 ^ this.#v3) >>> 0;
    this.#v0 = v0;
    this.#v1 = v1;
    this.#v2 = v2;
    this.#v3 = v3;
    return value;
  }

  #round(): void {
    let [v0, v1, v2, v3] = [this.#v0, this.#v1, this.#v2, this.#v3];
    v0 = (v0 + v1) | 0;
    v1 = rotated(v1, 5) ^ v0;
    v0 = rotated(v0, 16);
    v2 = (v2 + v3) | 0;
    v3 = rotated(v3, 8) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = rotated(v3, 7) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = rotated(v1, 13) ^ v2;
    v2 = rotated(v2, 16);
    this.#v0 = v0;
    this.#v1 = v1;
    this.#v2 = v2;
    this.#v3 = v3;
  }
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
