import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type CryptoSuiteRow = Citation & {
  readonly name: string;
  /** Master key and salt, as `inline:` holds them in base64. */
  readonly masterKeySaltBytes: number;
};

const rows = [
  { name: 'AES_CM_128_HMAC_SHA1_80', masterKeySaltBytes: 30, rfc: 4568, section: '6.2.1' },
  { name: 'AES_CM_128_HMAC_SHA1_32', masterKeySaltBytes: 30, rfc: 4568, section: '6.2.2' },
  { name: 'F8_128_HMAC_SHA1_80', masterKeySaltBytes: 30, rfc: 4568, section: '6.2.3' },
  { name: 'AES_192_CM_HMAC_SHA1_80', masterKeySaltBytes: 38, rfc: 6188, section: '4' },
  { name: 'AES_192_CM_HMAC_SHA1_32', masterKeySaltBytes: 38, rfc: 6188, section: '4' },
  { name: 'AES_256_CM_HMAC_SHA1_80', masterKeySaltBytes: 46, rfc: 6188, section: '4' },
  { name: 'AES_256_CM_HMAC_SHA1_32', masterKeySaltBytes: 46, rfc: 6188, section: '4' },
  { name: 'AEAD_AES_128_GCM', masterKeySaltBytes: 28, rfc: 7714, section: '14.1' },
  { name: 'AEAD_AES_256_GCM', masterKeySaltBytes: 44, rfc: 7714, section: '14.1' },
  { name: 'SEED_CTR_128_HMAC_SHA1_80', masterKeySaltBytes: 30, rfc: 5669 },
] as const;

/** A name of the table. */
export type CryptoSuite = (typeof rows)[number]['name'];

/** Crypto suites of `a=crypto`. RFC 4568 §6.2. */
export const cryptoSuiteTable: readonly (CryptoSuiteRow & { readonly name: CryptoSuite })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function cryptoSuiteRow(name: string): (typeof cryptoSuiteTable)[number] | undefined {
  return findRow(cryptoSuiteTable, 'name', name);
}
