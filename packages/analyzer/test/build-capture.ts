/** Captures made byte by byte, for tests that say what stands in them. */

export type ByteOrder = 'big' | 'little';

export type TestRecord = {
  readonly seconds?: number;
  readonly fraction?: number;
  /** What the header claims; the data's length where absent. */
  readonly captured?: number;
  readonly original?: number;
  readonly data: Uint8Array;
};

export type PcapOptions = {
  readonly order?: ByteOrder;
  readonly magic?: number;
  readonly linkType?: number;
  readonly version?: readonly [major: number, minor: number];
  readonly snaplen?: number;
};

export const MICROSECONDS = 0xa1b2c3d4;
export const NANOSECONDS = 0xa1b23c4d;
export const KUZNETZOV = 0xa1b2cd34;

export function bytesOf(...parts: readonly (number | readonly number[] | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])));
}

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

export function uint16(value: number, order: ByteOrder = 'big'): Uint8Array {
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, value, order === 'little');
  return bytes;
}

export function uint32(value: number, order: ByteOrder = 'big'): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, order === 'little');
  return bytes;
}

function int64(value: bigint, order: ByteOrder = 'big'): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value, order === 'little');
  return bytes;
}

/** A classic pcap; see `pcap-reader.ts` for its layout. */
export function pcap(records: readonly TestRecord[], options: PcapOptions = {}): Uint8Array {
  const { order = 'little', magic = MICROSECONDS, linkType = 1, version = [2, 4], snaplen = 65_535 } = options;
  const [major, minor] = version;
  const header = bytesOf(uint32(magic, order), uint16(major, order), uint16(minor, order), new Uint8Array(8));
  const fileHeader = bytesOf(header, uint32(snaplen, order), uint32(linkType, order));
  return bytesOf(fileHeader, ...records.map((record) => pcapRecord(record, order, magic === KUZNETZOV ? 8 : 0)));
}

export function pcapRecord(record: TestRecord, order: ByteOrder = 'little', extraHeaderBytes = 0): Uint8Array {
  const { seconds = 1_700_000_000, fraction = 0, data } = record;
  const captured = record.captured ?? data.length;
  const original = record.original ?? captured;
  const numbers = [seconds, fraction, captured, original].map((value) => uint32(value, order));
  return bytesOf(...numbers, new Uint8Array(extraHeaderBytes), data);
}

/** A pcapng block of this type around this body, padded to 4 bytes. */
export function block(type: number, body: Uint8Array, order: ByteOrder = 'little'): Uint8Array {
  const padded = bytesOf(body, new Uint8Array(-body.length & 3));
  const length = uint32(padded.length + 12, order);
  return bytesOf(uint32(type, order), length, padded, length);
}

export function sectionHeader(order: ByteOrder = 'little', major = 1): Uint8Array {
  const version = bytesOf(uint32(0x1a2b3c4d, order), uint16(major, order), uint16(0, order));
  return block(0x0a0d0d0a, bytesOf(version, int64(-1n, order)), order);
}

export type TestInterface = {
  readonly linkType?: number;
  readonly snaplen?: number;
  readonly tsresol?: number;
  readonly tsoffset?: bigint;
};

export function interfaceDescription(options: TestInterface = {}, order: ByteOrder = 'little'): Uint8Array {
  const { linkType = 1, snaplen = 0, tsresol, tsoffset } = options;
  const known = [
    ...(tsresol === undefined ? [] : [option(9, bytesOf(tsresol), order)]),
    ...(tsoffset === undefined ? [] : [option(14, int64(tsoffset, order), order)]),
  ];
  const fixed = bytesOf(uint16(linkType, order), uint16(0, order), uint32(snaplen, order));
  return block(1, bytesOf(fixed, ...known), order);
}

export function option(code: number, value: Uint8Array, order: ByteOrder = 'little'): Uint8Array {
  return bytesOf(uint16(code, order), uint16(value.length, order), value, new Uint8Array(-value.length & 3));
}

export type TestPacket = {
  readonly interfaceId?: number;
  readonly ticks?: bigint;
  readonly captured?: number;
  readonly original?: number;
  readonly options?: Uint8Array;
  readonly data: Uint8Array;
};

export function enhancedPacket(packet: TestPacket, order: ByteOrder = 'little'): Uint8Array {
  return block(6, bytesOf(uint32(packet.interfaceId ?? 0, order), packetBody(packet, order)), order);
}

/** The obsolete Packet Block. */
export function packetBlock(packet: TestPacket, order: ByteOrder = 'little'): Uint8Array {
  const head = bytesOf(uint16(packet.interfaceId ?? 0, order), uint16(0, order));
  return block(2, bytesOf(head, packetBody(packet, order)), order);
}

export function simplePacket(
  data: Uint8Array,
  original: number = data.length,
  order: ByteOrder = 'little',
): Uint8Array {
  return block(3, bytesOf(uint32(original, order), data), order);
}

/** A Decryption Secrets Block; its type is that of a TLS key log unless told otherwise. */
export function decryptionSecrets(secrets: Uint8Array, order: ByteOrder = 'little', type = 0x544c534b): Uint8Array {
  return block(10, bytesOf(uint32(type, order), uint32(secrets.length, order), secrets), order);
}

function packetBody(packet: TestPacket, order: ByteOrder): Uint8Array {
  const { ticks = 1_700_000_000_000_000n, data, options = new Uint8Array(0) } = packet;
  const captured = packet.captured ?? data.length;
  const numbers = [Number(ticks >> 32n), Number(ticks & 0xffff_ffffn), captured, packet.original ?? captured];
  const padding = new Uint8Array(-data.length & 3);
  return bytesOf(...numbers.map((value) => uint32(value, order)), data, padding, options);
}
