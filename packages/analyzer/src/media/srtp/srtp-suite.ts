/** How SRTP and SRTCP are protected: all that opening them needs to know of it. */
export type SrtpSuite = {
  /** As `a=crypto` names it (RFC 4568 §6.2); DTLS-SRTP has numbers for the same. */
  readonly name: string;
  /** `cm` and `f8`: AES in counter mode and in f8-mode, with HMAC-SHA1 (RFC 3711 §4.1, §4.2); `null`: HMAC-SHA1 alone; `gcm`: RFC 7714. */
  readonly cipher: 'cm' | 'f8' | 'gcm' | 'null';
  readonly keyBytes: number;
  readonly saltBytes: number;
  /** Of the authentication tag of RTP and of RTCP. */
  readonly rtpTagBytes: number;
  readonly rtcpTagBytes: number;
};

const COUNTER_SALT_BYTES = 14;
const AEAD_SALT_BYTES = 12;
const AEAD_TAG_BYTES = 16;
/** RTCP has the long tag with either suite. RFC 4568 §6.2, RFC 5764 §4.1.2. */
const LONG_TAG_BYTES = 10;
const SHORT_TAG_BYTES = 4;

function withHmac(name: string, cipher: 'cm' | 'f8' | 'null', keyBytes: number, tagBytes = LONG_TAG_BYTES): SrtpSuite {
  return { name, cipher, keyBytes, saltBytes: COUNTER_SALT_BYTES, rtpTagBytes: tagBytes, rtcpTagBytes: LONG_TAG_BYTES };
}

function aead(name: string, keyBytes: number): SrtpSuite {
  return {
    name,
    cipher: 'gcm',
    keyBytes,
    saltBytes: AEAD_SALT_BYTES,
    rtpTagBytes: AEAD_TAG_BYTES,
    rtcpTagBytes: AEAD_TAG_BYTES,
  };
}

const aesCm80 = withHmac('AES_CM_128_HMAC_SHA1_80', 'cm', 16);
const aesCm32 = withHmac('AES_CM_128_HMAC_SHA1_32', 'cm', 16, SHORT_TAG_BYTES);
const aesCm192Long = withHmac('AES_192_CM_HMAC_SHA1_80', 'cm', 24);
const aesCm192Short = withHmac('AES_192_CM_HMAC_SHA1_32', 'cm', 24, SHORT_TAG_BYTES);
const aesCm256Long = withHmac('AES_256_CM_HMAC_SHA1_80', 'cm', 32);
const aesCm256Short = withHmac('AES_256_CM_HMAC_SHA1_32', 'cm', 32, SHORT_TAG_BYTES);
// Keys of NULL derive only what authenticates; master keys are as long as those of AES-128. RFC 5764 §4.1.2.
const null80 = withHmac('NULL_HMAC_SHA1_80', 'null', 16);
const null32 = withHmac('NULL_HMAC_SHA1_32', 'null', 16, SHORT_TAG_BYTES);
const gcm128 = aead('AEAD_AES_128_GCM', 16);
const gcm256 = aead('AEAD_AES_256_GCM', 32);

const suites: readonly SrtpSuite[] = [
  aesCm80,
  aesCm32,
  withHmac('F8_128_HMAC_SHA1_80', 'f8', 16),
  aesCm192Long,
  aesCm192Short,
  aesCm256Long,
  aesCm256Short,
  gcm128,
  gcm256,
  null80,
  null32,
];

/** Names of drafts, which implementations still send. */
const otherNames: readonly (readonly [string, SrtpSuite])[] = [
  ['AES_CM_192_HMAC_SHA1_80', aesCm192Long],
  ['AES_CM_192_HMAC_SHA1_32', aesCm192Short],
  ['AES_CM_256_HMAC_SHA1_80', aesCm256Long],
  ['AES_CM_256_HMAC_SHA1_32', aesCm256Short],
];

const byName: ReadonlyMap<string, SrtpSuite> = new Map([
  ...suites.map((suite) => [suite.name, suite] as const),
  ...otherNames,
]);

/** IANA "DTLS-SRTP Protection Profiles". RFC 5764 §4.1.2, RFC 7714 §14.2. */
const byProfile: ReadonlyMap<number, SrtpSuite> = new Map([
  [0x0001, aesCm80],
  [0x0002, aesCm32],
  [0x0005, null80],
  [0x0006, null32],
  [0x0007, gcm128],
  [0x0008, gcm256],
]);

/** The suite that `a=crypto` names; undefined for one that cannot be opened. Upper and lower case are alike. */
export function suiteOfName(name: string): SrtpSuite | undefined {
  return byName.get(name.toUpperCase());
}

/** The suite of a protection profile of DTLS-SRTP; undefined for one that cannot be opened. */
export function suiteOfProfile(profile: number): SrtpSuite | undefined {
  return byProfile.get(profile);
}
