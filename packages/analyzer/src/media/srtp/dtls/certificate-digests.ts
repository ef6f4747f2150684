import type { Fingerprint } from '@sipscope/parser';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { CHash } from '@noble/hashes/utils.js';

/** The hash functions of fingerprints. RFC 8122 §5. */
const functions: ReadonlyMap<string, CHash> = new Map<string, CHash>([
  ['sha-1', sha1],
  ['sha-224', sha224],
  ['sha-256', sha256],
  ['sha-384', sha384],
  ['sha-512', sha512],
  ['md5', md5],
]);

/** A certificate, as fingerprints of session descriptions name it. */
export class CertificateDigests {
  readonly #byFunction: ReadonlyMap<string, string>;

  /** `certificate`: in DER. It is not kept. */
  constructor(certificate: Uint8Array) {
    this.#byFunction = new Map([...functions].map(([name, hash]) => [name, fingerprintText(hash(certificate))]));
  }

  /** As in SDP: bytes in hexadecimal, parted by colons. */
  get sha256(): string {
    return this.#byFunction.get('sha-256') ?? '';
  }

  /**
   * Whether the certificate is one of those that the session description names; undefined where it names none that we could compare. All of one hash function
   * that it names are alternatives (RFC 8122 §5, §6.2).
   */
  isAmong(fingerprints: readonly Fingerprint[]): boolean | undefined {
    let isKnown = false;
    for (const { hash, fingerprint } of fingerprints) {
      const digest = this.#byFunction.get(hash.toLowerCase());
      if (digest === undefined) continue;
      if (digest === fingerprint.toUpperCase()) return true;
      isKnown = true;
    }
    return isKnown ? false : undefined;
  }
}

function fingerprintText(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}
