import type { Crypto, CryptoKey, Media } from '@sipscope/parser';
import { mixNumber } from './session-keys.ts';
import type { SrtpKeyRing } from './srtp-key-ring.ts';
import type { SrtpMasterKey } from './srtp-key.ts';
import { type SrtpSuite, suiteOfName } from './srtp-suite.ts';

/** `a=crypto` lines of one media section that are read, and keys of one line. */
const LINES_AT_MOST = 16;
const KEYS_AT_MOST = 16;
/** RFC 4568 §6.3.1. */
const HIGHEST_RATE_EXPONENT = 24;
/** RFC 6904 §4. */
const ENCRYPTED_EXTENSION = 'urn:ietf:params:rtp-hdrext:encrypt';

/** Adds the keys that a media section has: those its sender sends with (RFC 4568 §6.1). Lines that RFC 4568 §6 calls invalid have none. */
export function addSdesKeys(media: Media, ring: SrtpKeyRing): void {
  // The last first, so that the preferred one is the latest (RFC 4568 §5.1.1).
  for (const crypto of media.crypto.slice(0, LINES_AT_MOST).toReversed()) {
    const suite = suiteOfName(crypto.suite);
    if (suite === undefined) ring.addUnsupported(crypto.suite);
    else for (const key of keysOf(crypto, suite)) ring.add(key);
  }
}

/** Whether header extensions are encrypted as well. RFC 6904 §4. */
export function encryptsExtensions(media: Media): boolean {
  return media.extmaps.some(({ uri }) => uri === ENCRYPTED_EXTENSION);
}

function keysOf({ keys, sessionParams }: Crypto, suite: SrtpSuite): readonly SrtpMasterKey[] {
  const rtp = {
    encrypted: !sessionParams.some(({ name }) => name === 'UNENCRYPTED_SRTP'),
    authenticated: !sessionParams.some(({ name }) => name === 'UNAUTHENTICATED_SRTP'),
  };
  const derivationRate = rateOf(sessionParams.find(({ name }) => name === 'KDR')?.value);
  return keys.slice(0, KEYS_AT_MOST).flatMap((one) => {
    const bytes = one.method === 'inline' ? bytesOfBase64(one.keySalt) : undefined;
    if (bytes?.length !== suite.keyBytes + suite.saltBytes) return [];
    const [key, salt] = [bytes.subarray(0, suite.keyBytes), bytes.subarray(suite.keyBytes)];
    return [{ source: 'sdes', suite, key, salt, mki: mkiOf(one), derivationRate, rtp }];
  });
}

/** KDR=n: 2 to the n, from 1 to 24. RFC 4568 §6.3.1; 0, which is not allowed, is what others say for never. */
function rateOf(text: string | undefined): number {
  const exponent = Number(text ?? 0);
  return Number.isInteger(exponent) && exponent > 0 && exponent <= HIGHEST_RATE_EXPONENT ? 2 ** exponent : 0;
}

function mkiOf({ mki = 0, mkiLength = 0 }: CryptoKey): Uint8Array {
  const bytes = new Uint8Array(mkiLength);
  mixNumber(bytes, mki, bytes.length);
  return bytes;
}

/** With or without `=` at the end. RFC 4568 §6.1. */
function bytesOfBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/={1,2}$/, '');
  if (digits.length % 4 === 1 || !/^[A-Za-z\d+/]*$/.test(digits)) return undefined;
  return Uint8Array.from(atob(digits), (char) => char.charCodeAt(0));
}
