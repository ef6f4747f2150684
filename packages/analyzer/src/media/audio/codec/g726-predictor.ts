/** Of a number that is no greater than 15 bits: how many it has. */
function bitLength(value: number): number {
  return 32 - Math.clz32(value);
}

/** A magnitude as the floating-point word of G.726 §4.2.7 (FLOATA, FLOATB): exponent(4) mantissa(6), less 1,024 where negative. */
function floating(magnitude: number, isNegative: boolean): number {
  const exponent = bitLength(magnitude);
  const word = magnitude === 0 ? 0x20 : (exponent << 6) + ((magnitude << 6) >> exponent);
  return isNegative ? word - 0x400 : word;
}

/** FMULT: a coefficient times a floating-point word. */
function multiply(coefficient: number, word: number): number {
  const magnitude = coefficient > 0 ? coefficient : -coefficient & 0x1fff;
  const exponent = bitLength(magnitude) - 6;
  const mantissa = magnitude === 0 ? 32 : exponent >= 0 ? magnitude >> exponent : magnitude << -exponent;
  const shift = exponent + ((word >> 6) & 0xf) - 13;
  const product = (mantissa * (word & 0x3f) + 0x30) >> 4;
  const value = shift >= 0 ? (product << shift) & 0x7fff : product >> -shift;
  return (coefficient ^ word) < 0 ? -value : value;
}

/** The predictor of G.726 §4.2.7: two poles, six zeros. */
export class G726Predictor {
  /** A partial-band signal, such as a modem's tone: TDP. */
  isTone = false;
  readonly #a = new Int32Array(2);
  readonly #b = new Int32Array(6);
  readonly #dq = new Int16Array(6).fill(0x20);
  readonly #sr = new Int16Array(2).fill(0x20);
  readonly #negative = [false, false];

  /** Twice SEZ. */
  zeros(): number {
    let sum = 0;
    for (let at = 0; at < 6; at++) sum += multiply(this.#b[at]! >> 2, this.#dq[at]!);
    return sum;
  }

  poles(): number {
    return multiply(this.#a[1]! >> 2, this.#sr[1]!) + multiply(this.#a[0]! >> 2, this.#sr[0]!);
  }

  /**
   * Learns from a sample. `difference` is the quantized one, less 32,768 where negative; `sample` what was reconstructed; `partial` the difference plus what the zeros
   * predicted; `isTransition` that everything learned is to be forgotten.
   */
  update(bits: number, difference: number, sample: number, partial: number, isTransition: boolean): void {
    const isNegative = partial < 0;
    if (isTransition) {
      this.#a.fill(0);
      this.#b.fill(0);
    } else {
      this.#adaptPoles(partial, isNegative);
      this.#adaptZeros(bits, difference);
    }
    this.isTone = !isTransition && this.#a[1]! < -11_776;
    this.#dq.copyWithin(1, 0, 5);
    this.#dq[0] = floating(difference & 0x7fff, difference < 0);
    this.#sr[1] = this.#sr[0]!;
    this.#sr[0] = sample === -32_768 ? -992 : floating(Math.abs(sample), sample < 0);
    this.#negative[1] = this.#negative[0]!;
    this.#negative[0] = isNegative;
  }

  #adaptPoles(partial: number, isNegative: boolean): void {
    const a = this.#a;
    const isTurned = isNegative !== this.#negative[0];
    let second = a[1]! - (a[1]! >> 7);
    if (partial !== 0) {
      const first = isTurned ? a[0]! : -a[0]!;
      second += first < -8191 ? -0x100 : first > 8191 ? 0xff : first >> 5;
      const step = isNegative === this.#negative[1] ? 0x80 : -0x80;
      const next = second + step;
      second = next <= -12_288 ? -12_288 : next >= 12_288 ? 12_288 : next;
    }
    const bound = 15_360 - second;
    let first = a[0]! - (a[0]! >> 8);
    if (partial !== 0) first += isTurned ? -192 : 192;
    a[1] = second;
    a[0] = first < -bound ? -bound : first > bound ? bound : first;
  }

  #adaptZeros(bits: number, difference: number): void {
    const b = this.#b;
    const isZero = (difference & 0x7fff) === 0;
    for (let at = 0; at < 6; at++) {
      b[at] = b[at]! - (b[at]! >> (bits === 5 ? 9 : 8));
      if (!isZero) b[at] = b[at]! + ((difference ^ this.#dq[at]!) >= 0 ? 128 : -128);
    }
  }
}
