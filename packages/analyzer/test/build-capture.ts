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
  /** What stands between each record's 16 bytes and its data; of Kuznetzov's magic 8 bytes unless told otherwise. */
  readonly behindHeader?: Uint8Array;
  /** What stands behind the file header. */
  readonly behindFileHeader?: Uint8Array;
  readonly magic?: number;
  readonly linkType?: number;
  readonly version?: readonly [major: number, minor: number];
  readonly snaplen?: number;
};

export const MICROSECONDS = 0xa1b2c3d4;
export const NANOSECONDS = 0xa1b23c4d;
export const KUZNETZOV = 0xa1b2cd34;

const NOTHING: Uint8Array = new Uint8Array(0);

export function bytesOf(...parts: readonly (number | readonly number[] | Uint8Array)[]): Uint8Array {
  const bytes = new Uint8Array(
    parts.reduce<number>((sum, part) => sum + (typeof part === 'number' ? 1 : part.length), 0),
  );
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'number') bytes[at++] = part;
    else {
      bytes.set(part, at);
      at += part.length;
    }
  }
  return bytes;
}

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

export function uint16(value: number, order: ByteOrder = 'big'): Uint8Array {
  const bytes = new Uint8Array(2);
  const isLittle = order === 'little';
  bytes[isLittle ? 1 : 0] = value >> 8;
  bytes[isLittle ? 0 : 1] = value;
  return bytes;
}

export function uint32(value: number, order: ByteOrder = 'big'): Uint8Array {
  const bytes = new Uint8Array(4);
  for (let i = 0; i < 4; i++) bytes[i] = value >>> (8 * (order === 'little' ? i : 3 - i));
  return bytes;
}

export function int64(value: bigint, order: ByteOrder = 'big'): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value, order === 'little');
  return bytes;
}

/** A classic pcap; see `pcap-reader.ts` for its layout. */
export function pcap(records: readonly TestRecord[], options: PcapOptions = {}): Uint8Array {
  const { order = 'little', magic = MICROSECONDS, linkType = 1, version = [2, 4], snaplen = 65_535 } = options;
  const { behindFileHeader = NOTHING, behindHeader = magic === KUZNETZOV ? patchedHeader(order) : NOTHING } = options;
  const [major, minor] = version;
  const header = bytesOf(uint32(magic, order), uint16(major, order), uint16(minor, order), new Uint8Array(8));
  const fileHeader = bytesOf(header, uint32(snaplen, order), uint32(linkType, order), behindFileHeader);
  return bytesOf(fileHeader, ...records.map((record) => pcapRecord(record, order, behindHeader)));
}

/** Interface 2, IPv4, to this host. */
export function patchedHeader(order: ByteOrder = 'little'): Uint8Array {
  return bytesOf(uint32(2, order), uint16(0x0800, order), 0, 0);
}

export function pcapRecord(record: TestRecord, order: ByteOrder = 'little', behindHeader = NOTHING): Uint8Array {
  const { seconds = 1_700_000_000, fraction = 0, data } = record;
  const captured = record.captured ?? data.length;
  const original = record.original ?? captured;
  const numbers = [seconds, fraction, captured, original].map((value) => uint32(value, order));
  return bytesOf(...numbers, behindHeader, data);
}

/** A pcapng block of this type around this body, padded to 4 bytes. */
export function block(type: number, body: Uint8Array, order: ByteOrder = 'little'): Uint8Array {
  const padded = bytesOf(body, new Uint8Array(-body.length & 3));
  const length = uint32(padded.length + 12, order);
  return bytesOf(uint32(type, order), length, padded, length);
}

export function sectionHeader(order: ByteOrder = 'little', major = 1, options: Uint8Array = NOTHING): Uint8Array {
  const version = bytesOf(uint32(0x1a2b3c4d, order), uint16(major, order), uint16(0, order));
  return block(0x0a0d0d0a, bytesOf(version, int64(-1n, order), options), order);
}

export type TestInterface = {
  readonly linkType?: number;
  readonly snaplen?: number;
  readonly tsresol?: number;
  readonly tsoffset?: bigint;
  /** Others, behind those. */
  readonly options?: Uint8Array;
};

export function interfaceDescription(options: TestInterface = {}, order: ByteOrder = 'little'): Uint8Array {
  const { linkType = 1, snaplen = 0, tsresol, tsoffset, options: others = NOTHING } = options;
  const known = [
    ...(tsresol === undefined ? [] : [option(9, bytesOf(tsresol), order)]),
    ...(tsoffset === undefined ? [] : [option(14, int64(tsoffset, order), order)]),
  ];
  const fixed = bytesOf(uint16(linkType, order), uint16(0, order), uint32(snaplen, order));
  return block(1, bytesOf(fixed, ...known, others), order);
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
  /** Packets lost before it; only the obsolete block has a field for it. */
  readonly drops?: number;
  readonly data: Uint8Array;
};

export function enhancedPacket(packet: TestPacket, order: ByteOrder = 'little'): Uint8Array {
  return block(6, bytesOf(uint32(packet.interfaceId ?? 0, order), packetBody(packet, order)), order);
}

/** The obsolete Packet Block. */
export function packetBlock(packet: TestPacket, order: ByteOrder = 'little'): Uint8Array {
  const head = bytesOf(uint16(packet.interfaceId ?? 0, order), uint16(packet.drops ?? 0, order));
  return block(2, bytesOf(head, packetBody(packet, order)), order);
}

export function simplePacket(
  data: Uint8Array,
  original: number = data.length,
  order: ByteOrder = 'little',
): Uint8Array {
  return block(3, bytesOf(uint32(original, order), data), order);
}

/** An Interface Statistics Block. */
export function interfaceStatistics(interfaceId: number, options: Uint8Array, order: ByteOrder = 'little'): Uint8Array {
  return block(5, bytesOf(uint32(interfaceId, order), new Uint8Array(8), options), order);
}

/** A Name Resolution Block of these records: type and value. */
export function nameResolution(
  records: readonly (readonly [number, Uint8Array])[],
  order: ByteOrder = 'little',
): Uint8Array {
  // Records are made like options, and end like them.
  return block(4, bytesOf(...records.map(([type, value]) => option(type, value, order)), new Uint8Array(4)), order);
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

export type SnoopRecord = {
  readonly seconds?: number;
  readonly microseconds?: number;
  readonly captured?: number;
  readonly original?: number;
  /** Bytes behind the data; to a multiple of 4 where absent. */
  readonly padding?: number;
  /** What the header claims; what the record takes where absent. */
  readonly length?: number;
  readonly drops?: number;
  readonly data: Uint8Array;
};

/** A capture of Solaris' snoop. */
export function snoop(records: readonly SnoopRecord[], { version = 2, datalink = 4 } = {}): Uint8Array {
  return bytesOf(text('snoop'), 0, 0, 0, uint32(version), uint32(datalink), ...records.map(snoopRecord));
}

export function snoopRecord(record: SnoopRecord): Uint8Array {
  const { seconds = 1_700_000_000, microseconds = 0, drops = 0, data } = record;
  const { captured = data.length, padding = -data.length & 3 } = record;
  const { original = captured, length = 24 + captured + padding } = record;
  const numbers = [original, captured, length, drops, seconds, microseconds];
  return bytesOf(...numbers.map((value) => uint32(value)), data, new Uint8Array(padding));
}

export type ErfRecord = {
  readonly type?: number;
  readonly seconds?: number;
  /** Of the second, in 2^-32 s. */
  readonly fraction?: number;
  readonly flags?: number;
  /** Record length; what it takes, filled up to 8 bytes, where absent. */
  readonly length?: number;
  readonly lost?: number;
  /** Wire length; that of the data where absent. */
  readonly wire?: number;
  /** 8 bytes each, and for each whether another follows is set here. */
  readonly extensions?: readonly Uint8Array[];
  readonly data: Uint8Array;
};

/** A file of Endace's Extensible Record Format. */
export function erf(records: readonly ErfRecord[]): Uint8Array {
  return bytesOf(...records.map(erfRecord));
}

const ethernetErfTypes = new Set([2, 11, 16, 20]);

export function erfRecord(record: ErfRecord): Uint8Array {
  const { type = 2, seconds = 1_700_000_000, fraction = 0, flags = 4, lost = 0, extensions = [], data } = record;
  const headers = extensions.map((extension, i) => {
    return bytesOf((extension[0] ?? 0) | (i + 1 < extensions.length ? 0x80 : 0), extension.subarray(1));
  });
  const body = bytesOf(...headers, new Uint8Array(ethernetErfTypes.has(type) ? 2 : 0), data);
  const padding = new Uint8Array(-body.length & 7);
  const length = record.length ?? 16 + body.length + padding.length;
  const time = bytesOf(uint32(fraction, 'little'), uint32(seconds, 'little'));
  const kind = type | (extensions.length > 0 ? 0x80 : 0);
  const lengths = bytesOf(uint16(length), uint16(lost), uint16(record.wire ?? data.length));
  return bytesOf(time, kind, flags, lengths, body, padding);
}
