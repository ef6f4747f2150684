import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A handshake of OpenSSL with itself, with the keying material that it says it exported. */
export type DtlsRecording = {
  readonly wire: readonly { readonly from: 'client' | 'server'; readonly bytes: string }[];
  readonly keyLog: string;
  /** RFC 5764 §4.2, in hexadecimal. */
  readonly material: string;
  /** SHA-256, as SDP has it. */
  readonly fingerprints: { readonly client: string; readonly server: string };
};

/** `cookie`: DTLS 1.2 with a HelloVerifyRequest, AES-CM; `aead`: DTLS 1.2, AES-256-GCM; `dtls10`: DTLS 1.0, short tags. All in fragments. */
export function recordedDtls(name: 'cookie' | 'aead' | 'dtls10'): DtlsRecording {
  const file = join(import.meta.dirname, '../../../fixtures/captures/srtp/dtls-handshakes.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, DtlsRecording>>)[name]!;
}
