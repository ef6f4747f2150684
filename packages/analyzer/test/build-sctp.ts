/** SCTP packets made byte by byte, for tests that say what stands in them; see `sctp-chunks.ts` for the layout of chunks. */

import type { Datagram } from '../src/network/datagram.ts';
import { bytesOf, text, uint16, uint32 } from './build-capture.ts';

export function sctpChunk(
  type: number,
  flags: number,
  value: Uint8Array,
  length: number = value.length + 4,
): Uint8Array {
  return bytesOf(type, flags, uint16(length), value, new Uint8Array(-value.length & 3));
}

export type DataOptions = {
  readonly tsn: number;
  readonly stream?: number;
  /** Sequence number in the stream; of I-DATA the message. */
  readonly sequence?: number;
  readonly payloadProtocol?: number;
  readonly begin?: boolean;
  readonly end?: boolean;
  readonly unordered?: boolean;
  /** Of I-DATA: which fragment. */
  readonly fragment?: number;
};

function dataFlags({ begin = true, end = true, unordered = false }: DataOptions): number {
  return (unordered ? 4 : 0) | (begin ? 2 : 0) | (end ? 1 : 0);
}

export function data(payload: Uint8Array | string, options: DataOptions): Uint8Array {
  const { tsn, stream = 0, sequence = 0, payloadProtocol = 0 } = options;
  const head = bytesOf(uint32(tsn), uint16(stream), uint16(sequence), uint32(payloadProtocol));
  return sctpChunk(0, dataFlags(options), bytesOf(head, typeof payload === 'string' ? text(payload) : payload));
}

export function iData(payload: Uint8Array | string, options: DataOptions): Uint8Array {
  const { tsn, stream = 0, sequence = 0, payloadProtocol = 0, begin = true, fragment = 0 } = options;
  const head = bytesOf(uint32(tsn), uint16(stream), uint16(0), uint32(sequence));
  const last = uint32(begin ? payloadProtocol : fragment);
  return sctpChunk(64, dataFlags(options), bytesOf(head, last, typeof payload === 'string' ? text(payload) : payload));
}

export const sack: Uint8Array = sctpChunk(3, 0, bytesOf(uint32(1), uint32(65_535), uint16(0), uint16(0)));

export function init(tag: number): Uint8Array {
  return sctpChunk(1, 0, bytesOf(uint32(tag), uint32(65_535), uint16(10), uint16(10), uint32(1)));
}

export type SctpBytesOptions = {
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly verificationTag?: number;
};

/** An SCTP packet of these chunks as IP carries it. */
export function sctpBytes(chunks: readonly Uint8Array[], options: SctpBytesOptions = {}): Uint8Array {
  const { sourcePort = 5060, destinationPort = 5060, verificationTag = 77 } = options;
  return bytesOf(uint16(sourcePort), uint16(destinationPort), uint32(verificationTag), uint32(0), ...chunks);
}

export type SctpPacketOptions = {
  readonly frame?: number;
  readonly timeNs?: number;
  readonly source?: readonly number[];
  readonly destination?: readonly number[];
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly verificationTag?: number;
  readonly ipId?: number;
  readonly slicedBytes?: number;
};

/** An SCTP packet of these chunks, from 192.0.2.1:5060 to 192.0.2.2:5060. */
export function sctpPacket(chunks: readonly Uint8Array[], options: SctpPacketOptions = {}): Datagram {
  const { frame = 1, timeNs = 1e6 * frame, source = [192, 0, 2, 1], destination = [192, 0, 2, 2] } = options;
  const bytes = bytesOf(source, destination, ...chunks);
  const { length } = bytes;
  const packet = {
    frame,
    timeNs,
    linkType: 101,
    bytes,
    start: 0,
    end: length,
    offset: 1000 * frame,
    originalLength: length,
  };
  return {
    packet,
    protocol: 'SCTP',
    addressLength: 4,
    sourceAt: 0,
    destinationAt: 4,
    sourcePort: options.sourcePort ?? 5060,
    destinationPort: options.destinationPort ?? 5060,
    ipId: options.ipId ?? frame,
    bytes,
    start: 8,
    end: length,
    slicedBytes: options.slicedBytes ?? 0,
    source: undefined,
    frames: undefined,
    sequence: 0,
    acknowledgement: 0,
    flags: 0,
    verificationTag: options.verificationTag ?? 77,
    transport: 'UDP',
  };
}
