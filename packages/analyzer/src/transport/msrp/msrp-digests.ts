import { sha1 } from '@noble/hashes/legacy.js';
import type { MsrpHead } from './msrp-head.ts';

/** Messages of one direction whose chunks are digested at a time; beyond, the oldest has no digest. */
const maxMessages = 32;

type Hash = ReturnType<typeof sha1.create>;

/** What came of a message so far, without a hole. */
type Digest = { readonly hash: Hash; readonly key: string; bytes: number };

/** Digests of messages whose chunks come in order, one behind the other or between those of others; none is kept. RFC 4975 §5.1. */
export class MsrpDigests {
  readonly #open = new Map<string, Digest>();

  /** The digest that this chunk goes on with, or begins; undefined where bytes before it are missing. */
  chunk({ messageId, fromPath, byteRange }: MsrpHead): Digest | undefined {
    if (messageId === undefined) return undefined;
    const key = `${fromPath.at(-1) ?? ''} ${messageId}`;
    const start = byteRange?.start ?? 1;
    if (start === 1) return this.#begin(key);
    const known = this.#open.get(key);
    if (known?.bytes === start - 1) return known;
    this.#open.delete(key);
    return undefined;
  }

  #begin(key: string): Digest {
    this.#open.delete(key);
    const digest = { hash: sha1.create(), key, bytes: 0 };
    this.#open.set(key, digest);
    if (this.#open.size > maxMessages) {
      for (const oldest of this.#open.keys()) {
        this.#open.delete(oldest);
        break;
      }
    }
    return digest;
  }

  add(digest: Digest, bytes: Uint8Array): void {
    digest.hash.update(bytes);
    digest.bytes += bytes.length;
  }

  /** The chunk was the last: in hexadecimal, where it ends where the message does. */
  finish(digest: Digest, total: number | undefined): string | undefined {
    this.#open.delete(digest.key);
    if (total !== undefined && total !== digest.bytes) return undefined;
    let text = '';
    for (const byte of digest.hash.digest()) text += byte.toString(16).padStart(2, '0');
    return text;
  }

  /** Of a message that does not go on, or misses bytes. */
  drop(digest: Digest): void {
    this.#open.delete(digest.key);
  }
}

export type { Digest as MsrpDigest };
