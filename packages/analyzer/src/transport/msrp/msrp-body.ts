import type { MsrpDigest, MsrpDigests } from './msrp-digests.ts';
import type { MsrpHead } from './msrp-head.ts';
import { keptBodyBytes } from './msrp-record.ts';

/** The body of a chunk while it comes: its beginning is kept, the rest is counted and digested. */
export class MsrpBody {
  bytes = 0;
  readonly #digests: MsrpDigests;
  readonly #digest: MsrpDigest | undefined;
  readonly #total: number | undefined;
  #kept: Uint8Array = new Uint8Array(0);
  /** How many bytes of this chunk stand among those of its message that are kept. */
  readonly #mostKept: number;

  constructor(head: MsrpHead, digests: MsrpDigests) {
    const { byteRange, method } = head;
    this.#digests = digests;
    this.#digest = method === 'SEND' ? digests.chunk(head) : undefined;
    this.#total = byteRange?.total;
    this.#mostKept = Math.max(0, keptBodyBytes - ((byteRange?.start ?? 1) - 1));
  }

  get kept(): Uint8Array {
    return this.#kept;
  }

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const room = this.#mostKept - this.#kept.length;
    if (room > 0) this.#keep(bytes.subarray(0, room));
    this.bytes += bytes.length;
    if (this.#digest !== undefined) this.#digests.add(this.#digest, bytes);
  }

  /** With `$` and all bytes of the message, its digest. */
  end(flag: '$' | '+' | '#' | undefined): string | undefined {
    if (this.#digest === undefined || flag === '+') return undefined;
    if (flag === '$') return this.#digests.finish(this.#digest, this.#total);
    this.#digests.drop(this.#digest);
    return undefined;
  }

  #keep(bytes: Uint8Array): void {
    const kept = new Uint8Array(this.#kept.length + bytes.length);
    kept.set(this.#kept);
    kept.set(bytes, this.#kept.length);
    this.#kept = kept;
  }
}
