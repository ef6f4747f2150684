/*
 * pcapng (draft-ietf-opsawg-pcapng): blocks of
 *
 *     type (4)  length (4)  body, padded to 4  length (4)
 *
 * Section header, one interface description for each link type, one enhanced packet block for each packet.
 */

export type SavedPacket = {
  /** LINKTYPE_ number. */
  readonly linkType: number;
  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  readonly timeNs: bigint;
  readonly originalLength: number;
  readonly bytes: Uint8Array;
};

const sectionHeader = 0x0a0d0d0a;
const interfaceDescription = 1;
const enhancedPacket = 6;
const byteOrderMagic = 0x1a2b3c4d;
const optionTimestampResolution = 9;
const nanoseconds = 9;
const lengthUnknown = 0xffff_ffff_ffff_ffffn;

/** A capture file that holds these packets, with times in nanoseconds. */
export function writePcapng(packets: Iterable<SavedPacket>): Uint8Array {
  const blocks: Uint8Array[] = [block(sectionHeader, sectionBody())];
  const interfaces = new Map<number, number>();
  for (const packet of packets) {
    let interfaceId = interfaces.get(packet.linkType);
    if (interfaceId === undefined) {
      interfaceId = interfaces.size;
      interfaces.set(packet.linkType, interfaceId);
      blocks.push(block(interfaceDescription, interfaceBody(packet.linkType)));
    }
    blocks.push(block(enhancedPacket, packetBody(packet, interfaceId)));
  }
  return Buffer.concat(blocks);
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

function sectionBody(): Uint8Array {
  const body = new DataView(new ArrayBuffer(16));
  body.setUint32(0, byteOrderMagic, true);
  body.setUint16(4, 1, true);
  body.setBigUint64(8, lengthUnknown, true);
  return new Uint8Array(body.buffer);
}

/** Link type, no limit of length, and one option: the resolution of its times, then the end of options. */
function interfaceBody(linkType: number): Uint8Array {
  const body = new DataView(new ArrayBuffer(20));
  body.setUint16(0, linkType, true);
  body.setUint16(8, optionTimestampResolution, true);
  body.setUint16(10, 1, true);
  body.setUint8(12, nanoseconds);
  return new Uint8Array(body.buffer);
}

function packetBody({ timeNs, originalLength, bytes }: SavedPacket, interfaceId: number): Uint8Array {
  const body = new Uint8Array(20 + bytes.length);
  const view = new DataView(body.buffer);
  const time = BigInt.asUintN(64, timeNs);
  view.setUint32(0, interfaceId, true);
  view.setUint32(4, Number(time >> 32n), true);
  view.setUint32(8, Number(time & 0xffff_ffffn), true);
  view.setUint32(12, bytes.length, true);
  view.setUint32(16, originalLength, true);
  body.set(bytes, 20);
  return body;
}

function paddedLength(length: number): number {
  return Math.ceil(length / 4) * 4;
}
