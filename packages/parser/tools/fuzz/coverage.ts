import { edges } from './edges.ts';

/** The bucket of a count: how often a block was entered tells two runs apart only where it differs by much. As AFL has it. */
const bucketOf: Uint8Array = Uint8Array.from({ length: 256 }, (_, count) => {
  if (count < 4) return count === 0 ? 0 : 1 << (count - 1);
  if (count < 8) return 8;
  if (count < 16) return 16;
  if (count < 32) return 32;
  return count < 128 ? 64 : 128;
});

/** What has been reached so far, block by block and bucket by bucket. */
export class Coverage {
  readonly #seen: Uint8Array = new Uint8Array(edges.length);
  readonly #words: Uint32Array = new Uint32Array(edges.buffer, edges.byteOffset, edges.length >> 2);
  readonly #used: number;

  /** Of that many blocks. */
  constructor(edgeCount: number) {
    this.#used = (edgeCount + 3) >> 2;
  }

  /** Counts anew. */
  begin(): void {
    edges.fill(0, 0, this.#used << 2);
  }

  /** Whether the run since `begin` reached what none before it did. */
  learn(): boolean {
    let isNew = false;
    for (let word = 0; word < this.#used; word++) {
      if (this.#words[word] === 0) continue;
      for (let edge = word << 2; edge < (word + 1) << 2; edge++) {
        const bucket = bucketOf[edges[edge]!]!;
        if ((bucket & ~this.#seen[edge]!) === 0) continue;
        this.#seen[edge]! |= bucket;
        isNew = true;
      }
    }
    return isNew;
  }

  /** How many blocks were reached. */
  get reached(): number {
    return this.#seen.reduce((sum, buckets) => sum + (buckets === 0 ? 0 : 1), 0);
  }
}
