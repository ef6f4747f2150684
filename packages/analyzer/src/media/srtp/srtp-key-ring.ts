import { defaultSrtpLimits, type SrtpLimits, TRY_BYTES } from './srtp-limits.ts';
import { SrtpKey, type SrtpMasterKey } from './srtp-key.ts';

/** What may be tried in vain with a set of keys, and how much more for every packet that was opened. */
const VAIN_BYTES = 4096 * TRY_BYTES;
const VAIN_BYTES_A_PACKET = 2 * TRY_BYTES;

/**
 * The master keys one sender may use: those of its own session descriptions (the key that a side gives is the one it sends with, RFC 4568 §6.1),
 * and those of DTLS. New ones come with every offer and answer, and the older ones stay, for packets on their way (RFC 4568 §7.1.4).
 */
export class SrtpKeyRing {
  readonly #most: number;
  readonly #keys: SrtpKey[] = [];
  /** What may be tried in vain with these keys, of all streams that have them. */
  #vainBytes = VAIN_BYTES;
  #unsupported: string | undefined;

  constructor({ masterKeys }: Pick<SrtpLimits, 'masterKeys'> = defaultSrtpLimits) {
    this.#most = masterKeys;
  }

  /** The latest first. */
  get keys(): readonly SrtpKey[] {
    return this.#keys;
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
    this.#vainBytes = VAIN_BYTES;
  }

  get mayTry(): boolean {
    return this.#vainBytes > 0;
  }

  /** So much was tried in vain. */
  spend(bytes: number): void {
    this.#vainBytes -= bytes;
  }

  /** A packet was opened: others may be lost meanwhile. */
  earn(): void {
    this.#vainBytes = Math.min(this.#vainBytes + VAIN_BYTES_A_PACKET, VAIN_BYTES);
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
