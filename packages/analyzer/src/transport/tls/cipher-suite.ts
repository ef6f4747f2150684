/** How a cipher suite protects records: all that reading them needs to know of it. */
export type CipherSuite = {
  readonly cipher: 'null' | 'cbc' | 'gcm' | 'ccm' | 'chacha20';
  readonly keyBytes: number;
  /** Of an AEAD: its tag. */
  readonly tagBytes: number;
  /** Of the others: the hash of the records' HMAC. */
  readonly mac: 'md5' | 'sha1' | 'sha256' | 'sha384' | undefined;
  /** The hash keys are derived with; in TLS 1.0 and 1.1 it is MD5 with SHA-1 instead. */
  readonly hash: 'sha256' | 'sha384';
};

/** Bytes of a block of AES, with any length of key. */
export const AES_BLOCK = 16;

type Row = readonly [suite: CipherSuite, numbers: readonly number[]];

function cbc(keyBytes: number, mac: CipherSuite['mac']): CipherSuite {
  return { cipher: 'cbc', keyBytes, tagBytes: 0, mac, hash: mac === 'sha384' ? 'sha384' : 'sha256' };
}

function aead(cipher: 'gcm' | 'ccm' | 'chacha20', keyBytes: number, tagBytes = 16): CipherSuite {
  return {
    cipher,
    keyBytes,
    tagBytes,
    mac: undefined,
    hash: cipher === 'gcm' && keyBytes === 32 ? 'sha384' : 'sha256',
  };
}

function nothing(mac: CipherSuite['mac']): CipherSuite {
  return { cipher: 'null', keyBytes: 0, tagBytes: 0, mac, hash: mac === 'sha384' ? 'sha384' : 'sha256' };
}

/** By what they do to records; the key exchange and the signature, which tell them apart, are of no matter here. IANA "TLS Cipher Suites". */
const suiteTable: readonly Row[] = [
  // AES_128_CBC_SHA. RFC 5246, 4279, 4492, 5054, 5489
  [
    cbc(16, 'sha1'),
    [
      0x002f, 0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x008c, 0x0090, 0x0094, 0xc004, 0xc009, 0xc00e, 0xc013, 0xc018,
      0xc01d, 0xc01e, 0xc01f, 0xc035,
    ],
  ],
  // AES_256_CBC_SHA
  [
    cbc(32, 'sha1'),
    [
      0x0035, 0x0036, 0x0037, 0x0038, 0x0039, 0x003a, 0x008d, 0x0091, 0x0095, 0xc005, 0xc00a, 0xc00f, 0xc014, 0xc019,
      0xc020, 0xc021, 0xc022, 0xc036,
    ],
  ],
  // AES_128_CBC_SHA256. RFC 5246, 5289, 5487, 5489
  [
    cbc(16, 'sha256'),
    [0x003c, 0x003e, 0x003f, 0x0040, 0x0067, 0x006c, 0x00ae, 0x00b2, 0x00b6, 0xc023, 0xc025, 0xc027, 0xc029, 0xc037],
  ],
  // AES_256_CBC_SHA256
  [cbc(32, 'sha256'), [0x003d, 0x0068, 0x0069, 0x006a, 0x006b, 0x006d]],
  // AES_256_CBC_SHA384
  [cbc(32, 'sha384'), [0x00af, 0x00b3, 0x00b7, 0xc024, 0xc026, 0xc028, 0xc02a, 0xc038]],
  // AES_128_GCM_SHA256. RFC 5288, 5289, 5487, 8442, 8446
  [
    aead('gcm', 16),
    [
      0x009c, 0x009e, 0x00a0, 0x00a2, 0x00a4, 0x00a6, 0x00a8, 0x00aa, 0x00ac, 0xc02b, 0xc02d, 0xc02f, 0xc031, 0xd001,
      0x1301,
    ],
  ],
  // AES_256_GCM_SHA384
  [
    aead('gcm', 32),
    [
      0x009d, 0x009f, 0x00a1, 0x00a3, 0x00a5, 0x00a7, 0x00a9, 0x00ab, 0x00ad, 0xc02c, 0xc02e, 0xc030, 0xc032, 0xd002,
      0x1302,
    ],
  ],
  // AES_128_CCM. RFC 6655, 7251, 8442, 8446
  [aead('ccm', 16), [0xc09c, 0xc09e, 0xc0a4, 0xc0a6, 0xc0ac, 0xd005, 0x1304]],
  // AES_256_CCM
  [aead('ccm', 32), [0xc09d, 0xc09f, 0xc0a5, 0xc0a7, 0xc0ad]],
  // AES_128_CCM_8
  [aead('ccm', 16, 8), [0xc0a0, 0xc0a2, 0xc0a8, 0xc0aa, 0xc0ae, 0xd003, 0x1305]],
  // AES_256_CCM_8
  [aead('ccm', 32, 8), [0xc0a1, 0xc0a3, 0xc0a9, 0xc0ab, 0xc0af]],
  // CHACHA20_POLY1305_SHA256. RFC 7905, 8446
  [aead('chacha20', 32), [0xcca8, 0xcca9, 0xccaa, 0xccab, 0xccac, 0xccad, 0xccae, 0x1303]],
  // NULL with a MAC: the text stands there as it is. RFC 5246, 4785, 4492, 5487, 5489
  [nothing('md5'), [0x0001]],
  [nothing('sha1'), [0x0002, 0x002c, 0x002d, 0x002e, 0xc001, 0xc006, 0xc00b, 0xc010, 0xc015, 0xc039]],
  [nothing('sha256'), [0x003b, 0x00b0, 0x00b4, 0x00b8, 0xc03a]],
  [nothing('sha384'), [0x00b1, 0x00b5, 0x00b9, 0xc03b]],
];

const suites: ReadonlyMap<number, CipherSuite> = new Map(
  suiteTable.flatMap(([suite, numbers]) => numbers.map((number) => [number, suite] as const)),
);

/** `undefined` for one we cannot decrypt. */
export function cipherSuite(number: number): CipherSuite | undefined {
  return suites.get(number);
}
