/** Numbers of packets: a bit for each packet there is, however many are in it. */
export class FrameSet {
  /** The highest; 0 of none. */
  last = 0;
  #bits = new Uint8Array(1024);

  constructor(frames: Iterable<number> = []) {
    for (const frame of frames) this.add(frame);
  }

  add(frame: number): void {
    const at = Math.floor(frame / 8);
    if (at >= this.#bits.length) {
      const bits = new Uint8Array(Math.max(at + 1, 2 * this.#bits.length));
      bits.set(this.#bits);
      this.#bits = bits;
    }
    this.#bits[at]! |= 1 << (frame % 8);
    if (frame > this.last) this.last = frame;
  }

  has(frame: number): boolean {
    return ((this.#bits[Math.floor(frame / 8)] ?? 0) & (1 << (frame % 8))) !== 0;
  }
}
