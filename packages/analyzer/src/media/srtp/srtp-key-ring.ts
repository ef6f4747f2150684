import { defaultSrtpLimits, type SrtpLimits } from './srtp-limits.ts';
import { SrtpKey, type SrtpMasterKey } from './srtp-key.ts';

/**
 * The master keys one sender may use: those of its own session descriptions (the key that a side gives is the one it sends with, RFC 4568 §6.1),
 * and those of DTLS. New ones come with every offer and answer, and the older ones stay, for packets on their way (RFC 4568 §7.1.4).
 */
export class SrtpKeyRing {
  readonly #most: number;
  readonly #keys: SrtpKey[] = [];
  /** Grows with every key that was added. */
  #version = 0;
  #unsupported: string | undefined;

  constructor({ masterKeys }: Pick<SrtpLimits, 'masterKeys'> = defaultSrtpLimits) {
    this.#most = masterKeys;
  }

  /** The latest first. */
  get keys(): readonly SrtpKey[] {
    return this.#keys;
  }

  get version(): number {
    return this.#version;
  }

  /** The last suite that was named and cannot be opened. */
  get unsupported(): string | undefined {
    return this.#unsupported;
  }

  /** A key that is there already stays where it is. `frame`: of the message that gave it. */
  add(master: SrtpMasterKey, frame?: number): void {
    if (this.#keys.some((one) => isSame(one.master, master))) return;
    this.#keys.unshift(new SrtpKey(master, frame));
    if (this.#keys.length > this.#most) this.#keys.pop();
    this.#version++;
  }

  addUnsupported(suite: string): void {
    this.#unsupported = suite;
  }
}

function isSame(one: SrtpMasterKey, other: SrtpMasterKey): boolean {
  const isSamePolicy =
    one.suite === other.suite &&
    one.derivationRate === other.derivationRate &&
    one.rtp.authenticated === other.rtp.authenticated &&
    one.rtp.encrypted === other.rtp.encrypted;
  return isSamePolicy && isEqual(one.key, other.key) && isEqual(one.salt, other.salt) && isEqual(one.mki, other.mki);
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
