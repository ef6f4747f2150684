import { createCipheriv, createHmac } from 'node:crypto';

/** Records of TLS 1.3 with AES-128-GCM and SHA-256, made by Node's own ciphers. RFC 8446 §5.2, §7.1. */
export function sealTls13(
  secret: Buffer,
  sequence: number,
  type: number,
  content: Uint8Array,
  padding = 0,
): Uint8Array {
  const nonce = expandLabel(secret, 'iv', 12);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ sequence) >>> 0, 8);
  const inner = Buffer.concat([content, Buffer.of(type), Buffer.alloc(padding)]);
  const header = Buffer.of(23, 3, 3, (inner.length + 16) >> 8, (inner.length + 16) & 0xff);
  const cipher = createCipheriv('aes-128-gcm', expandLabel(secret, 'key', 16), nonce);
  cipher.setAAD(header);
  const sealed = Buffer.concat([cipher.update(inner), cipher.final()]);
  return new Uint8Array(Buffer.concat([header, sealed, cipher.getAuthTag()]));
}

export function updatedSecret(secret: Buffer): Buffer {
  return expandLabel(secret, 'traffic upd', 32);
}

export function secretOf(keyLog: string, label: string): Buffer {
  const line = keyLog.split('\n').find((one) => one.startsWith(`${label} `));
  return Buffer.from(line?.split(' ')[2] ?? '', 'hex');
}

/** One block of HKDF-Expand is enough for 32 bytes. RFC 5869 §2.3. */
function expandLabel(secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([Buffer.of(0, length, name.length), name, Buffer.of(0)]);
  return createHmac('sha256', secret).update(info).update(Buffer.of(1)).digest().subarray(0, length);
}
