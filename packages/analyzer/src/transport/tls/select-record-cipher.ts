import { Aead13Cipher, AeadCipher } from './aead-cipher.ts';
import { CbcCipher } from './cbc-cipher.ts';
import type { CipherSuite } from './cipher-suite.ts';
import type { RecordKeys, TlsVersion } from './key-derivation.ts';
import { NullCipher } from './null-cipher.ts';
import type { RecordCipher } from './record-cipher.ts';

export type CipherOptions = {
  readonly suite: CipherSuite;
  readonly version: TlsVersion;
  /** RFC 7366: the MAC is over what was encrypted. */
  readonly encryptThenMac: boolean;
};

/** How records are protected by what the hellos agreed. */
export function selectRecordCipher({ suite, version, encryptThenMac }: CipherOptions, keys: RecordKeys): RecordCipher {
  if (version === 0x0304) return new Aead13Cipher(suite, keys);
  switch (suite.cipher) {
    case 'gcm':
    case 'ccm':
    case 'chacha20':
      return new AeadCipher(suite, keys);
    case 'cbc':
      return new CbcCipher(suite, keys, version, encryptThenMac);
    case 'null':
      return new NullCipher(suite, keys);
  }
}
