import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import { LINK_TYPE } from '../src/capture/link-type.ts';
import { type Datagram, placeOf } from '../src/network/datagram.ts';
import { IpReader } from '../src/network/ip-reader.ts';
import type { NetworkLimits } from '../src/network/network-limits.ts';
import { bytesOf, text } from './build-capture.ts';

export type TestPacketData = {
  readonly data: Uint8Array;
  readonly linkType?: number;
  readonly originalLength?: number;
  readonly timeNs?: number;
};

/** A datagram as it can be kept and compared. */
type ReadDatagram = {
  readonly frame: number;
  readonly frames: readonly number[] | undefined;
  readonly protocol: string;
  readonly payload: string;
  /** What stands at its place in the capture. */
  readonly payloadAtPlace: string;
  /** Hexadecimal. */
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly ipId: number;
  readonly slicedBytes: number;
};

export type ReadDatagrams = {
  readonly datagrams: readonly ReadDatagram[];
  readonly codes: Record<string, number>;
  readonly damaged: boolean;
  readonly skipped: readonly { readonly what: string; readonly packets: number }[];
  readonly reader: IpReader;
};

/** Reads packets that stand one after another in a larger buffer, as those of a capture do, to the end. */
export function readDatagrams(
  packets: readonly (Uint8Array | TestPacketData)[],
  limits: Partial<NetworkLimits> = {},
): ReadDatagrams {
  const diagnostics = new CaptureDiagnostics();
  const reader = new IpReader(diagnostics, limits);
  const given = packets.map((packet) => (packet instanceof Uint8Array ? { data: packet } : packet));
  const capture = bytesOf(text('before'), ...given.map(({ data }) => data), text('after'));
  const datagrams: ReadDatagram[] = [];
  const keep = (first: Datagram | undefined): void => {
    for (let datagram = first; datagram !== undefined; datagram = reader.next())
      datagrams.push(kept(datagram, capture));
  };
  let start = 6;
  given.forEach(({ data, linkType = LINK_TYPE.ethernet, originalLength = data.length, timeNs }, i) => {
    const end = start + data.length;
    // A buffer of its own, as of a chunk: places count from the capture's beginning, offsets from the chunk's.
    const bytes = bytesOf(text('chunk'), data, text('rest'));
    const packet = { frame: i + 1, timeNs: timeNs ?? i * 1e6, linkType, bytes, start: 5, end: 5 + data.length };
    keep(reader.receive({ ...packet, offset: start, originalLength }));
    // Packets are valid until the next chunk is read.
    bytes.fill(0xee);
    start = end;
  });
  const skipped = reader.skipped();
  keep(reader.end());
  const codes = Object.fromEntries(diagnostics.counts().map(({ code, count }) => [code, count]));
  return { datagrams, codes, damaged: diagnostics.damaged, skipped, reader };
}

function kept(datagram: Datagram, capture: Uint8Array): ReadDatagram {
  const { bytes, start, end, addressLength, sourceAt, destinationAt } = datagram;
  const hex = (at: number): string => Buffer.from(bytes.subarray(at, at + addressLength)).toString('hex');
  const pieces = placeOf(datagram, start, end).map((piece) =>
    piece.bytes === undefined ? capture.subarray(piece.offset, piece.offset + piece.length) : piece.bytes,
  );
  return {
    frame: datagram.packet.frame,
    frames: datagram.frames,
    protocol: datagram.protocol,
    payload: Buffer.from(bytes.subarray(start, end)).toString('latin1'),
    payloadAtPlace: Buffer.from(bytesOf(...pieces)).toString('latin1'),
    source: hex(sourceAt),
    destination: hex(destinationAt),
    sourcePort: datagram.sourcePort,
    destinationPort: datagram.destinationPort,
    ipId: datagram.ipId,
    slicedBytes: datagram.slicedBytes,
  };
}

/** What came of one packet: its datagram, if any, beside what was said of it. */
export type OneDatagram = Omit<Partial<ReadDatagram>, 'payload'> &
  Pick<ReadDatagrams, 'codes' | 'damaged' | 'skipped'> & { readonly payload: string | undefined };

export function readOne(linkType: number, data: Uint8Array, originalLength: number = data.length): OneDatagram {
  const { datagrams, codes, damaged, skipped } = readDatagrams([{ data, linkType, originalLength }]);
  return { payload: undefined, ...datagrams[0], codes, damaged, skipped };
}
