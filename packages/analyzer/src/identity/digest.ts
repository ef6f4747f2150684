import { md5 } from '@noble/hashes/legacy.js';
import { sha256, sha512_256 } from '@noble/hashes/sha2.js';
import type { CHash } from '@noble/hashes/utils.js';

/** An algorithm of digest authentication whose answers follow from a password. RFC 7616 §3.3, RFC 8760 §2.1. */
export type PasswordAlgorithm = {
  readonly hash: CHash;
  /** Whether the key is made anew of nonce and cnonce (`-sess`). RFC 7616 §3.4.2. */
  readonly isSession: boolean;
};

const algorithms: ReadonlyMap<string, PasswordAlgorithm> = new Map([
  ['md5', { hash: md5, isSession: false }],
  ['md5-sess', { hash: md5, isSession: true }],
  ['sha-256', { hash: sha256, isSession: false }],
  ['sha-256-sess', { hash: sha256, isSession: true }],
  ['sha-512-256', { hash: sha512_256, isSession: false }],
  ['sha-512-256-sess', { hash: sha512_256, isSession: true }],
]);

/** By its name in any case, MD5 where none is said (RFC 7616 §3.3). `undefined` of AKA (RFC 3310, RFC 4169), whose secrets are in the SIM, and of unknown ones. */
export function passwordAlgorithm(name: string | undefined): PasswordAlgorithm | undefined {
  return algorithms.get((name ?? 'md5').toLowerCase());
}

/** Whether the algorithm is one of AKA: the answer is made of what the SIM card computes, not of a password. RFC 3310 §3.1, RFC 4169 §2. */
export function isAka(name: string | undefined): boolean {
  return name !== undefined && /^akav\d{1,2}-/i.test(name);
}

/** What goes into a digest besides the secret. */
export type DigestParts = {
  readonly algorithm: PasswordAlgorithm;
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  /** The method of a request; empty in a response (RFC 7616 §3.5). */
  readonly method: string;
  /** As the `uri` parameter says it. */
  readonly uri: string;
  /** Without one the digest is that of RFC 2069. RFC 2617 §3.2.2.1. */
  readonly qop: string | undefined;
  /** The eight digits as written. */
  readonly nc: string | undefined;
  readonly cnonce: string | undefined;
  /** The cnonce the key of a session (`-sess`) is made with: that of its first request. RFC 7616 §3.4.2. */
  readonly sessionCnonce: string | undefined;
  /** Of `auth-int`. */
  readonly body: Uint8Array;
};

/**
 * The digest that who knows the password gives, in small hexadecimal digits.
 *
 *     response = KD(H(A1), nonce ":" nc ":" cnonce ":" qop ":" H(A2))
 *     A1       = username ":" realm ":" password, for -sess H(that) ":" nonce ":" cnonce
 *     A2       = Method ":" uri, for auth-int Method ":" uri ":" H(body)
 *
 * RFC 7616 §3.4.1 to §3.4.3; RFC 2617 §3.2.2.1 without qop.
 */
export function digestOf(password: string, parts: DigestParts): string {
  const { algorithm, username, realm, nonce, qop, nc = '', cnonce = '', sessionCnonce = '' } = parts;
  const { hash, isSession } = algorithm;
  const secret = hashText(hash, `${username}:${realm}:${password}`);
  const key = isSession ? hashText(hash, `${secret}:${nonce}:${sessionCnonce}`) : secret;
  const asked = hashText(hash, askedText(parts));
  const isOld = qop === undefined || qop === '';
  return hashText(hash, isOld ? `${key}:${nonce}:${asked}` : `${key}:${nonce}:${nc}:${cnonce}:${qop}:${asked}`);
}

/** A2 */
function askedText({ algorithm, method, uri, qop, body }: DigestParts): string {
  const text = `${method}:${uri}`;
  return qop?.toLowerCase() === 'auth-int' ? `${text}:${hexOf(algorithm.hash(body))}` : text;
}

/** The user's name as it is sent where it is to be hidden (`userhash=true`). RFC 7616 §3.4.4. */
export function userhashOf({ hash }: PasswordAlgorithm, username: string, realm: string): string {
  return hashText(hash, `${username}:${realm}`);
}

const encoder = new TextEncoder();

function hashText(hash: CHash, text: string): string {
  return hexOf(hash(encoder.encode(text)));
}

function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
