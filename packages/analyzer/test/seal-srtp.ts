import { createCipheriv, createHmac } from 'node:crypto';

/** SRTP and SRTCP as a sender makes them, by Node's own ciphers. RFC 3711, RFC 6188, RFC 7714. */
export type SrtpSender = {
  readonly cipher: 'cm' | 'gcm' | 'null';
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
  /** Of RTP; 0: not authenticated. */
  readonly tagBytes: number;
  readonly mki?: Uint8Array;
  /** Packets after which the session keys change; 0: never. */
  readonly derivationRate?: number;
  readonly unencrypted?: boolean;
};

export type RtpFields = {
  readonly ssrc: number;
  /** How often 65,536 packets were sent before. */
  readonly rollover?: number;
  readonly sequence: number;
  readonly timestamp?: number;
  readonly payloadType?: number;
  readonly payload: Uint8Array;
  /** How many bytes of padding follow the payload. */
  readonly padding?: number;
};

/** RFC 3550 §5.1. */
export function rtpOf({ ssrc, sequence, timestamp = 0, payloadType = 0, payload, padding = 0 }: RtpFields): Buffer {
  const header = Buffer.alloc(12);
  header[0] = padding > 0 ? 0xa0 : 0x80;
  header[1] = payloadType;
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(timestamp >>> 0, 4);
  header.writeUInt32BE(ssrc >>> 0, 8);
  const pad = Buffer.alloc(padding, 0);
  if (padding > 0) pad[padding - 1] = padding;
  return Buffer.concat([header, payload, pad]);
}

/** The packet as it goes over the wire. */
export function sealRtp(sender: SrtpSender, fields: RtpFields): Uint8Array {
  const packet = rtpOf(fields);
  const { ssrc, sequence, rollover = 0 } = fields;
  const index = rollover * 0x1_0000 + sequence;
  const keys = keysOf(sender, 0, index);
  const header = packet.subarray(0, 12);
  const content = packet.subarray(12);
  const mki = sender.mki ?? new Uint8Array(0);
  if (sender.cipher === 'gcm') {
    const nonce = mixed(Buffer.concat([keys.salt, Buffer.alloc(4)]).subarray(0, 12), [ssrc, 2, 4], [index, 6, 6]);
    const sealed = sender.unencrypted
      ? [content, sealAead(keys.key, nonce, packet, Buffer.alloc(0))]
      : [sealAead(keys.key, nonce, header, content)];
    return new Uint8Array(Buffer.concat([header, ...sealed, mki]));
  }
  const isClear = sender.unencrypted === true || sender.cipher === 'null';
  const encrypted = isClear ? content : counter(keys.key, keys.salt, ssrc, index, content);
  const rolloverBytes = mixed(Buffer.alloc(4), [rollover, 0, 4]);
  const mac = createHmac('sha1', keys.mac).update(header).update(encrypted).update(rolloverBytes).digest();
  return new Uint8Array(Buffer.concat([header, encrypted, mki, mac.subarray(0, sender.tagBytes)]));
}

/** `packet`: compound RTCP; `index`: of SRTCP. */
export function sealRtcp(sender: SrtpSender, packet: Uint8Array, index: number): Uint8Array {
  const keys = keysOf(sender, 3, index);
  const header = packet.subarray(0, 8);
  const content = packet.subarray(8);
  const ssrc = Buffer.from(packet).readUInt32BE(4);
  const mki = sender.mki ?? new Uint8Array(0);
  const isClear = sender.unencrypted === true;
  const word = Buffer.alloc(4);
  word.writeUInt32BE((index | (isClear ? 0 : 0x8000_0000)) >>> 0);
  if (sender.cipher === 'gcm') {
    const nonce = mixed(Buffer.concat([keys.salt, Buffer.alloc(4)]).subarray(0, 12), [ssrc, 2, 4], [index, 8, 4]);
    const sealed = isClear
      ? [content, sealAead(keys.key, nonce, Buffer.concat([packet, word]), Buffer.alloc(0))]
      : [sealAead(keys.key, nonce, Buffer.concat([header, word]), content)];
    return new Uint8Array(Buffer.concat([header, ...sealed, word, mki]));
  }
  const encrypted = isClear || sender.cipher === 'null' ? content : counter(keys.key, keys.salt, ssrc, index, content);
  const mac = createHmac('sha1', keys.mac).update(header).update(encrypted).update(word).digest();
  return new Uint8Array(Buffer.concat([header, encrypted, word, mki, mac.subarray(0, 10)]));
}

type Keys = { readonly key: Buffer; readonly mac: Buffer; readonly salt: Buffer };

/** RFC 3711 §4.3. */
function keysOf({ key, salt, derivationRate = 0 }: SrtpSender, label: number, index: number): Keys {
  const period = derivationRate === 0 ? 0 : Math.floor(index / derivationRate);
  const derive = (which: number, bytes: number): Buffer => {
    const iv = Buffer.alloc(16);
    iv.set(salt);
    iv[7]! ^= which;
    return aesCounter(key, mixed(iv, [period, 8, 6]), Buffer.alloc(bytes));
  };
  return { key: derive(label, key.length), mac: derive(label + 1, 20), salt: derive(label + 2, salt.length) };
}

function counter(key: Buffer, salt: Buffer, ssrc: number, index: number, content: Uint8Array): Buffer {
  const iv = Buffer.concat([salt, Buffer.alloc(2)]);
  return aesCounter(key, mixed(iv, [ssrc, 4, 4], [index, 8, 6]), content);
}

function aesCounter(key: Uint8Array, iv: Uint8Array, content: Uint8Array): Buffer {
  const cipher = createCipheriv(`aes-${key.length * 8}-ctr`, key, iv);
  return Buffer.concat([cipher.update(content), cipher.final()]);
}

function sealAead(key: Buffer, nonce: Buffer, header: Uint8Array, content: Uint8Array): Buffer {
  const cipher = createCipheriv(key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm', key, nonce);
  cipher.setAAD(header);
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** XORs numbers into bytes: value, place, length. */
function mixed(bytes: Buffer, ...numbers: readonly (readonly [number, number, number])[]): Buffer {
  for (const [value, at, length] of numbers) {
    const big = Buffer.alloc(8);
    big.writeBigUInt64BE(BigInt(value));
    for (let byte = 0; byte < length; byte++) bytes[at + byte]! ^= big[8 - length + byte]!;
  }
  return bytes;
}
