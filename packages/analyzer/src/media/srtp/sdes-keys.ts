import type { Crypto, CryptoKey, Media } from '@sipscope/parser';
import { keptText } from '../../message/kept-text.ts';
import { mixNumber } from './session-keys.ts';
import type { SrtpKeyRing } from './srtp-key-ring.ts';
import type { SrtpMasterKey } from './srtp-key.ts';
import { type SrtpSuite, suiteOfName } from './srtp-suite.ts';

/** `a=crypto` lines of one media section that are read, and keys of one line. */
const LINES_AT_MOST = 16;
const KEYS_AT_MOST = 16;
const LONGEST_NAME = 64;
/** RFC 4568 §6.3.1. */
const HIGHEST_RATE_EXPONENT = 24;
/** RFC 6904 §4. */
const ENCRYPTED_EXTENSION = 'urn:ietf:params:rtp-hdrext:encrypt';

/** The keys of a media section: those its sender sends with (RFC 4568 §6.1), the preferred first (§5.1.1). They stay in memory: nothing prints them. */
export type SdesKeys = {
  readonly keys: readonly SrtpMasterKey[];
  /** Names of suites that cannot be opened. */
  readonly unsupported: readonly string[];
};

const noSdesKeys: SdesKeys = { keys: [], unsupported: [] };

/** Lines that RFC 4568 §6 calls invalid have no key. */
export function sdesKeys(media: Media): SdesKeys {
  const lines = media.crypto.slice(0, LINES_AT_MOST);
  if (lines.length === 0) return noSdesKeys;
  const keys: SrtpMasterKey[] = [];
  const unsupported: string[] = [];
  for (const crypto of lines) {
    const suite = suiteOfName(crypto.suite);
    if (suite === undefined) unsupported.push(keptText(crypto.suite.slice(0, LONGEST_NAME)));
    else keys.push(...keysOf(crypto, suite));
  }
  return { keys, unsupported };
}

/** `frame`: of the message that has the description. */
export function addSdesKeys({ keys, unsupported }: SdesKeys, ring: SrtpKeyRing, frame?: number): void {
  // The latest that is added is tried first.
  for (const key of keys.toReversed()) ring.add(key, frame);
  for (const suite of unsupported) ring.addUnsupported(suite);
}

/** Whether header extensions are encrypted as well: by the URIs of `a=extmap`. RFC 6904 §4. */
export function encryptsExtensions(uris: Iterable<string>): boolean {
  for (const uri of uris) if (uri === ENCRYPTED_EXTENSION) return true;
  return false;
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
