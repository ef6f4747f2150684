/**
 * XXH64, the check sum of zstd frames (RFC 8878 §3.1.1; https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md), in halves of 32 bits:
 * BigInt would take longer than what is checked takes to be made.
 */
export type Xxh64 = {
  update(bytes: Uint8Array): void;
  /** The lower half of the sum of everything so far: what a zstd frame ends with. */
  low32(): number;
};

const STRIPE_BYTES = 32;

/** The primes of the algorithm, high and low halves. */
const [P1H, P1L] = [0x9e3779b1, 0x85ebca87];
const [P2H, P2L] = [0xc2b2ae3d, 0x27d4eb4f];
const [P3H, P3L] = [0x165667b1, 0x9e3779f9];
const [P4H, P4L] = [0x85ebca77, 0xc2b2ae63];
const [P5H, P5L] = [0x27d4eb2f, 0x165667c5];

/** A new sum, with the seed zstd uses: 0. */
export function xxh64(): Xxh64 {
  return new Sum();
}

class Sum implements Xxh64 {
  /** Four lanes of two halves. */
  readonly #lanes = new Int32Array(8);
  readonly #stripe = new Uint8Array(STRIPE_BYTES);
  readonly #stripeView = new DataView(this.#stripe.buffer);
  #waiting = 0;
  #bytes = 0;
  /** The number that is being worked on. */
  #high = 0;
  #low = 0;

  constructor() {
    this.#set(P1H, P1L);
    this.#add(P2H, P2L);
    this.#store(0);
    this.#set(P2H, P2L);
    this.#store(1);
    this.#set(0, 0);
    this.#store(2);
    // 0 - P1.
    this.#set(~P1H, ~P1L);
    this.#add(0, 1);
    this.#store(3);
  }

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    let at = 0;
    if (this.#waiting > 0) {
      at = Math.min(STRIPE_BYTES - this.#waiting, bytes.length);
      this.#stripe.set(bytes.subarray(0, at), this.#waiting);
      this.#waiting += at;
      if (this.#waiting < STRIPE_BYTES) return;
      this.#readStripe(this.#stripeView, 0);
      this.#waiting = 0;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (; at + STRIPE_BYTES <= bytes.length; at += STRIPE_BYTES) this.#readStripe(view, at);
    this.#stripe.set(bytes.subarray(at));
    this.#waiting = bytes.length - at;
  }

  low32(): number {
    this.#converge();
    this.#add(Math.floor(this.#bytes / 2 ** 32), this.#bytes);
    this.#readRest();
    this.#xorShift(33);
    this.#multiply(P2H, P2L);
    this.#xorShift(29);
    this.#multiply(P3H, P3L);
    // An exclusive or with what is 32 bits higher.
    return (this.#low ^ this.#high) >>> 0;
  }

  #readStripe(view: DataView, at: number): void {
    for (let lane = 0; lane < 4; lane++) {
      this.#load(lane);
      this.#round(view.getInt32(at + 8 * lane + 4, true), view.getInt32(at + 8 * lane, true));
      this.#store(lane);
    }
  }

  /** The lanes into one number. */
  #converge(): void {
    if (this.#bytes < STRIPE_BYTES) {
      this.#set(P5H, P5L);
      return;
    }
    let [high, low] = [0, 0];
    for (const [lane, bits] of [1, 7, 12, 18].entries()) {
      this.#load(lane);
      this.#rotate(bits);
      this.#add(high, low);
      [high, low] = [this.#high, this.#low];
    }
    for (let lane = 0; lane < 4; lane++) {
      [high, low] = [this.#high, this.#low];
      this.#set(0, 0);
      this.#round(this.#lanes[2 * lane]!, this.#lanes[2 * lane + 1]!);
      this.#set(high ^ this.#high, low ^ this.#low);
      this.#multiply(P1H, P1L);
      this.#add(P4H, P4L);
    }
  }

  /** What is left of less than a stripe: in eights, a four, and single bytes. */
  #readRest(): void {
    let at = 0;
    for (; at + 8 <= this.#waiting; at += 8) {
      const [high, low] = [this.#high, this.#low];
      this.#set(0, 0);
      this.#round(this.#stripeView.getInt32(at + 4, true), this.#stripeView.getInt32(at, true));
      this.#set(high ^ this.#high, low ^ this.#low);
      this.#rotate(27);
      this.#multiply(P1H, P1L);
      this.#add(P4H, P4L);
    }
    if (at + 4 <= this.#waiting) {
      const [high, low] = [this.#high, this.#low];
      this.#set(0, this.#stripeView.getInt32(at, true));
      this.#multiply(P1H, P1L);
      this.#set(high ^ this.#high, low ^ this.#low);
      this.#rotate(23);
      this.#multiply(P2H, P2L);
      this.#add(P3H, P3L);
      at += 4;
    }
    for (; at < this.#waiting; at++) {
      const [high, low] = [this.#high, this.#low];
      this.#set(0, this.#stripe[at]!);
      this.#multiply(P5H, P5L);
      this.#set(high ^ this.#high, low ^ this.#low);
      this.#rotate(11);
      this.#multiply(P1H, P1L);
    }
  }

  /** `rotate(number + input * P2, 31) * P1`. */
  #round(inputHigh: number, inputLow: number): void {
    const [high, low] = [this.#high, this.#low];
    this.#set(inputHigh, inputLow);
    this.#multiply(P2H, P2L);
    this.#add(high, low);
    this.#rotate(31);
    this.#multiply(P1H, P1L);
  }

  #set(high: number, low: number): void {
    this.#high = high | 0;
    this.#low = low | 0;
  }

  #load(lane: number): void {
    this.#set(this.#lanes[2 * lane]!, this.#lanes[2 * lane + 1]!);
  }

  #store(lane: number): void {
    this.#lanes[2 * lane] = this.#high;
    this.#lanes[2 * lane + 1] = this.#low;
  }

  #add(high: number, low: number): void {
    const sum = (this.#low >>> 0) + (low >>> 0);
    this.#high = (this.#high + high + (sum > 0xffffffff ? 1 : 0)) | 0;
    this.#low = sum | 0;
  }

  #multiply(high: number, low: number): void {
    const mixed = Math.imul(this.#high, low) + Math.imul(this.#low, high);
    this.#high = (upperProduct(this.#low, low) + mixed) | 0;
    this.#low = Math.imul(this.#low, low);
  }

  /** To the left, by 1 to 31 bits. */
  #rotate(bits: number): void {
    const [high, low] = [this.#high, this.#low];
    this.#high = (high << bits) | (low >>> (32 - bits));
    this.#low = (low << bits) | (high >>> (32 - bits));
  }

  /** Exclusive or with itself, so many bits to the right. */
  #xorShift(bits: number): void {
    const [high, low] = [this.#high, this.#low];
    if (bits >= 32) {
      this.#low = low ^ (high >>> (bits - 32));
      return;
    }
    this.#high = high ^ (high >>> bits);
    this.#low = low ^ ((low >>> bits) | (high << (32 - bits)));
  }
}

/** The upper 32 of the 64 bits of a product. */
function upperProduct(a: number, b: number): number {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  return (a1 * b1 + Math.floor(middle / 65536) + Math.floor(other / 65536)) | 0;
}
