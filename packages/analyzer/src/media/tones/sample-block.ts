import { blockSamples } from './tone-block.ts';

/** A block of sound: its samples, its energy, and how each sample goes with the one before (their products). Sums are made four at a time, because each waits for the one before. */
export class SampleBlock {
  readonly samples: Float32Array = new Float32Array(blockSamples);
  energy = 0;
  product = 0;

  /** Told once it is full. */
  weigh(): void {
    const block = this.samples;
    let e0 = 0;
    let e1 = 0;
    let e2 = 0;
    let e3 = 0;
    let p0 = 0;
    let p1 = 0;
    let p2 = 0;
    let p3 = 0;
    let before = 0;
    for (let at = 0; at < blockSamples; at += 4) {
      const a = block[at]!;
      const b = block[at + 1]!;
      const c = block[at + 2]!;
      const d = block[at + 3]!;
      e0 += a * a;
      e1 += b * b;
      e2 += c * c;
      e3 += d * d;
      p0 += before * a;
      p1 += a * b;
      p2 += b * c;
      p3 += c * d;
      before = d;
    }
    this.energy = e0 + e1 + (e2 + e3);
    this.product = p0 + p1 + (p2 + p3);
  }

  /** Takes as many bytes, whose samples `values` tells, and weighs them on the way. */
  fill(bytes: Uint8Array, start: number, values: Float32Array): void {
    const block = this.samples;
    let e0 = 0;
    let e1 = 0;
    let e2 = 0;
    let e3 = 0;
    let p0 = 0;
    let p1 = 0;
    let p2 = 0;
    let p3 = 0;
    let before = 0;
    for (let at = 0; at < blockSamples; at += 4) {
      const a = values[bytes[start + at]!]!;
      const b = values[bytes[start + at + 1]!]!;
      const c = values[bytes[start + at + 2]!]!;
      const d = values[bytes[start + at + 3]!]!;
      block[at] = a;
      block[at + 1] = b;
      block[at + 2] = c;
      block[at + 3] = d;
      e0 += a * a;
      e1 += b * b;
      e2 += c * c;
      e3 += d * d;
      p0 += before * a;
      p1 += a * b;
      p2 += b * c;
      p3 += c * d;
      before = d;
    }
    this.energy = e0 + e1 + (e2 + e3);
    this.product = p0 + p1 + (p2 + p3);
  }
}
