import { pcap, pcapRecord, type TestRecord } from './build-capture.ts';
import { ipv4, tcp } from './build-packet.ts';
import type { WireChunk } from './record-tls.ts';

const SYN = 2;
const ACK = 16;
const PUSH = 8;
const segmentBytes = 1460;
const ends = [
  { address: [192, 0, 2, 1], port: 40_000 },
  { address: [192, 0, 2, 2], port: 5061 },
] as const;

/** What went over the wire, as records of a pcap (LINKTYPE_RAW): segments of TCP from its first on, a millisecond apart. */
export class TlsPcap {
  /** What stands before the records. */
  readonly fileHeader: Uint8Array = pcap([], { linkType: 101, snaplen: 262_144 });
  /** A packet each. */
  readonly records: readonly Uint8Array[];

  constructor(wire: readonly WireChunk[]) {
    const records: TestRecord[] = [];
    const next = [1, 1];
    const add = (from: 0 | 1, flags: number, sequence: number, payload: Uint8Array): void => {
      const [source, destination] = [ends[from], ends[1 - from]!];
      const acknowledgement = flags === SYN ? 0 : next[1 - from]!;
      const ports = { sourcePort: source.port, destinationPort: destination.port };
      const segment = tcp(payload, { ...ports, flags, sequence, acknowledgement });
      const addresses = { source: source.address, destination: destination.address, protocol: 6 };
      const data = ipv4(segment, { ...addresses, id: records.length });
      records.push({ seconds: 1_795_000_000, fraction: records.length * 1000, data });
    };
    add(0, SYN, 0, new Uint8Array(0));
    add(1, SYN | ACK, 0, new Uint8Array(0));
    for (const { direction, bytes } of wire) {
      for (let at = 0; at < bytes.length; at += segmentBytes) {
        const payload = bytes.subarray(at, at + segmentBytes);
        add(direction, PUSH | ACK, next[direction]!, payload);
        next[direction]! += payload.length;
      }
    }
    this.records = records.map((record) => pcapRecord(record));
  }

  get bytes(): Uint8Array {
    return Buffer.concat([this.fileHeader, ...this.records]);
  }
}
