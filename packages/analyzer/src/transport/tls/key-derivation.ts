import { expand } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';
import type { CHash } from '@noble/hashes/utils.js';
import { AES_BLOCK, type CipherSuite } from './cipher-suite.ts';

export type HashName = 'md5' | 'sha1' | 'sha256' | 'sha384';
export const hashes: Readonly<Record<HashName, CHash>> = { md5, sha1, sha256, sha384 };

/** 0x0301 to 0x0304: TLS 1.0 to 1.3. */
export type TlsVersion = 0x0301 | 0x0302 | 0x0303 | 0x0304;

/** What protects the records of one direction. */
export type RecordKeys = {
  readonly macKey: Uint8Array;
  readonly key: Uint8Array;
  /** Of TLS 1.2 AEAD suites the implicit part of the nonce, of TLS 1.3 what the sequence number is mixed with, of TLS 1.0 the first IV. */
  readonly iv: Uint8Array;
};

const encoder = new TextEncoder();

/**
 *     key_block = PRF(master_secret, "key expansion", server_random + client_random)
 *
 * and is cut into the MAC keys, the keys and the IVs, the client's first. RFC 5246 §6.3; RFC 4346 §6.3.
 */
export function recordKeys(
  suite: CipherSuite,
  version: TlsVersion,
  { master, clientRandom, serverRandom }: { master: Uint8Array; clientRandom: Uint8Array; serverRandom: Uint8Array },
  role: 'client' | 'server',
): RecordKeys {
  const macBytes = suite.mac === undefined ? 0 : hashes[suite.mac].outputLen;
  const ivBytes = implicitIvBytes(suite, version);
  const seed = joined([encoder.encode('key expansion'), serverRandom, clientRandom]);
  const length = 2 * (macBytes + suite.keyBytes + ivBytes);
  const block = version === 0x0303 ? pHash(suite.hash, master, seed, length) : oldPrf(master, seed, length);
  const second = role === 'client' ? 0 : 1;
  const macAt = second * macBytes;
  const keyAt = 2 * macBytes + second * suite.keyBytes;
  const ivAt = 2 * (macBytes + suite.keyBytes) + second * ivBytes;
  return {
    macKey: block.slice(macAt, macAt + macBytes),
    key: block.slice(keyAt, keyAt + suite.keyBytes),
    iv: block.slice(ivAt, ivAt + ivBytes),
  };
}

function implicitIvBytes({ cipher }: CipherSuite, version: TlsVersion): number {
  switch (cipher) {
    case 'null':
      return 0;
    case 'cbc':
      return version === 0x0301 ? AES_BLOCK : 0;
    case 'gcm':
    case 'ccm':
      return 4;
    case 'chacha20':
      return 12;
  }
}

/** P_hash of RFC 5246 §5. */
function pHash(hash: HashName, secret: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let a = seed;
  for (let at = 0; at < length;) {
    a = hmac(hashes[hash], secret, a);
    const part = hmac(hashes[hash], secret, joined([a, seed]));
    out.set(part.subarray(0, length - at), at);
    at += part.length;
  }
  return out;
}

/** MD5 on one half of the secret, SHA-1 on the other, the results mixed. RFC 4346 §5. */
function oldPrf(secret: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const half = Math.ceil(secret.length / 2);
  const out = pHash('md5', secret.subarray(0, half), seed, length);
  const other = pHash('sha1', secret.subarray(secret.length - half), seed, length);
  for (let at = 0; at < length; at++) out[at] = out[at]! ^ other[at]!;
  return out;
}

/** RFC 8446 §7.3. */
export function trafficKeys(suite: CipherSuite, secret: Uint8Array): RecordKeys {
  return {
    macKey: new Uint8Array(0),
    key: expandLabel(suite.hash, secret, 'key', suite.keyBytes),
    iv: expandLabel(suite.hash, secret, 'iv', 12),
  };
}

/** The secret after a KeyUpdate. RFC 8446 §7.2. */
export function nextTrafficSecret({ hash }: CipherSuite, secret: Uint8Array): Uint8Array {
  return expandLabel(hash, secret, 'traffic upd', hashes[hash].outputLen);
}

/**
 * Keying material for others than the records: PRF(master_secret, label, client_random + server_random). RFC 5705 §4, without a context.
 */
export function exportedKeys(
  hash: CipherSuite['hash'],
  version: TlsVersion,
  { master, clientRandom, serverRandom }: { master: Uint8Array; clientRandom: Uint8Array; serverRandom: Uint8Array },
  label: string,
  length: number,
): Uint8Array {
  const seed = joined([encoder.encode(label), clientRandom, serverRandom]);
  return version === 0x0303 ? pHash(hash, master, seed, length) : oldPrf(master, seed, length);
}

/** The same of DTLS 1.3, whose labels begin otherwise. RFC 8446 §7.5, RFC 9147 §5.9. */
export function exportedKeysOfDtls13(
  hash: CipherSuite['hash'],
  exporterSecret: Uint8Array,
  label: string,
  length: number,
): Uint8Array {
  const nothing = hashes[hash](new Uint8Array(0));
  const derived = expandPrefixed(hash, exporterSecret, `dtls13${label}`, nothing, nothing.length);
  return expandPrefixed(hash, derived, 'dtls13exporter', nothing, length);
}

/** HKDF-Expand-Label with an empty context. RFC 8446 §7.1. */
function expandLabel(hash: HashName, secret: Uint8Array, label: string, length: number): Uint8Array {
  return expandPrefixed(hash, secret, `tls13 ${label}`, new Uint8Array(0), length);
}

function expandPrefixed(
  hash: HashName,
  secret: Uint8Array,
  label: string,
  context: Uint8Array,
  length: number,
): Uint8Array {
  const name = encoder.encode(label);
  const info = joined([
    Uint8Array.of(length >> 8, length & 0xff, name.length),
    name,
    Uint8Array.of(context.length),
    context,
  ]);
  return expand(hashes[hash], secret, info, length);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
