/** The bytes of captures that load is written to: pcap, microseconds, Ethernet. */
import type { Endpoint } from './load-messages.ts';

export const pcapHeaderBytes = 24;
/** Of a record, then of Ethernet, IPv4 and UDP. */
const recordHeaderBytes = 16;
const packetHeaderBytes = 42;
const startSeconds = 1_795_331_524;

/** From where to where, and the identification of IPv4. */
type Carriage = { readonly source: Endpoint; readonly destination: Endpoint; readonly id?: number };

export function pcapHeader(): Buffer {
  const header = Buffer.alloc(pcapHeaderBytes);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  return header;
}

/** A UDP datagram over IPv4 and Ethernet. Where each has its own identification, as hosts send them, no two are copies of one. */
export function pcapRecord(timeUs: number, payload: Uint8Array, { source, destination, id = 0 }: Carriage): Buffer {
  const frame = Buffer.alloc(recordHeaderBytes + packetHeaderBytes + payload.length);
  const length = packetHeaderBytes + payload.length;
  frame.writeUInt32LE(startSeconds + Math.floor(timeUs / 1e6), 0);
  frame.writeUInt32LE(timeUs % 1e6, 4);
  frame.writeUInt32LE(length, 8);
  frame.writeUInt32LE(length, 12);
  frame.writeUInt16BE(0x0800, 28);
  frame.writeUInt8(0x45, 30);
  frame.writeUInt16BE(28 + payload.length, 32);
  frame.writeUInt16BE(id, 34);
  frame.writeUInt16BE(0x4000, 36);
  frame.writeUInt8(64, 38);
  frame.writeUInt8(17, 39);
  frame.set(source.ip, 42);
  frame.set(destination.ip, 46);
  frame.writeUInt16BE(source.port, 50);
  frame.writeUInt16BE(destination.port, 52);
  frame.writeUInt16BE(8 + payload.length, 54);
  frame.set(payload, 58);
  return frame;
}
