/*
 * pcapng (draft-ietf-opsawg-pcapng): blocks of
 *
 *     type (4)  length (4)  body, padded to 4  length (4)
 *
 * Section header, one interface description for each link type, one enhanced packet block for each packet. Options are
 *
 *     code (2)  length (2)  value, padded to 4
 */

export type SavedPacket = {
  /** LINKTYPE_ number. */
  readonly linkType: number;
  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  readonly timeNs: bigint;
  readonly originalLength: number;
  readonly bytes: Uint8Array;
  /** What somebody says of it. */
  readonly comment?: string | undefined;
};

export type PcapngFacts = {
  /** What the file is, for people. */
  readonly comment?: string;
};

const sectionHeader = 0x0a0d0d0a;
const interfaceDescription = 1;
const enhancedPacket = 6;
const byteOrderMagic = 0x1a2b3c4d;
const optionEnd = 0;
const optionComment = 1;
const optionApplication = 4;
const optionTimestampResolution = 9;
const nanoseconds = 9;
const lengthUnknown = 0xffff_ffff_ffff_ffffn;

/** Writes a capture file packet by packet, with times in nanoseconds. */
export class PcapngWriter {
  readonly #interfaces = new Map<number, number>();

  /** What the file begins with. */
  begin({ comment }: PcapngFacts = {}): Uint8Array {
    const fixed = new DataView(new ArrayBuffer(16));
    fixed.setUint32(0, byteOrderMagic, true);
    fixed.setUint16(4, 1, true);
    fixed.setBigUint64(8, lengthUnknown, true);
    const texts =
      comment === undefined
        ? []
        : [option(optionComment, text(comment)), option(optionApplication, text('Sipscope')), option(optionEnd)];
    return block(sectionHeader, join([new Uint8Array(fixed.buffer), ...texts]));
  }

  /** The packet, behind the description of its interface where it is the first of it. */
  packet(packet: SavedPacket): Uint8Array {
    const known = this.#interfaces.get(packet.linkType);
    if (known !== undefined) return block(enhancedPacket, packetBody(packet, known));
    const added = this.#interfaces.size;
    this.#interfaces.set(packet.linkType, added);
    return join([
      block(interfaceDescription, interfaceBody(packet.linkType)),
      block(enhancedPacket, packetBody(packet, added)),
    ]);
  }
}

function block(type: number, body: Uint8Array): Uint8Array {
  const length = 12 + paddedLength(body.length);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  bytes.set(body, 8);
  view.setUint32(length - 4, length, true);
  return bytes;
}

function option(code: number, value: Uint8Array = new Uint8Array(0)): Uint8Array {
  const bytes = new Uint8Array(4 + paddedLength(value.length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, code, true);
  view.setUint16(2, value.length, true);
  bytes.set(value, 4);
  return bytes;
}

/** Link type, no limit of length, and one option: the resolution of its times. */
function interfaceBody(linkType: number): Uint8Array {
  const fixed = new DataView(new ArrayBuffer(8));
  fixed.setUint16(0, linkType, true);
  const resolution = option(optionTimestampResolution, Uint8Array.of(nanoseconds));
  return join([new Uint8Array(fixed.buffer), resolution, option(optionEnd)]);
}

function packetBody({ timeNs, originalLength, bytes, comment }: SavedPacket, interfaceId: number): Uint8Array {
  const body = new Uint8Array(20 + (comment === undefined ? bytes.length : paddedLength(bytes.length)));
  const view = new DataView(body.buffer);
  const time = BigInt.asUintN(64, timeNs);
  view.setUint32(0, interfaceId, true);
  view.setUint32(4, Number(time >> 32n), true);
  view.setUint32(8, Number(time & 0xffff_ffffn), true);
  view.setUint32(12, bytes.length, true);
  view.setUint32(16, originalLength, true);
  body.set(bytes, 20);
  return comment === undefined ? body : join([body, option(optionComment, text(comment)), option(optionEnd)]);
}

/** At most so much is said of a file or a packet: options have lengths of 16 bits. */
const longestText = 10_000;

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value.slice(0, longestText));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function paddedLength(length: number): number {
  return Math.ceil(length / 4) * 4;
}
