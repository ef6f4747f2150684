import { type CaptureSource, SourcePackets, type SourceOptions } from './capture/source-packets.ts';
import type { Datagram } from './network/datagram.ts';
import { IpReader } from './network/ip-reader.ts';
import type { NetworkLimits } from './network/network-limits.ts';
import { addressText } from './transport/address-text.ts';

/** What IP carried, out of tags, tunnels and fragments. What it holds may be kept. */
export type ReadDatagram = {
  /** The packet that completes it … */
  readonly frame: number;
  /** … and all that carried it, where more than one. */
  readonly frames?: readonly number[];
  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  readonly epochNs: bigint;
  /** `PDU`: a message that somebody else took from its transport, such as HEP carries. */
  readonly protocol: 'UDP' | 'TCP' | 'SCTP' | 'PDU';
  readonly srcIp: string;
  readonly srcPort: number;
  readonly dstIp: string;
  readonly dstPort: number;
  readonly payload: Uint8Array;
  /** Bytes of the payload that were sent and not captured. */
  readonly slicedBytes: number;
  /** Of TCP: of the first byte of the payload (of a SYN, its own), and FIN 1, SYN 2, RST 4, PSH 8, ACK 16. */
  readonly tcp?: { readonly sequence: number; readonly acknowledgement: number; readonly flags: number };
};

export type ReadDatagramsOptions = SourceOptions & { readonly network?: Partial<NetworkLimits> };

/** UDP datagrams, TCP segments and SCTP packets, from what `readPackets` reads. */
export async function* readDatagrams(
  source: CaptureSource,
  options: ReadDatagramsOptions = {},
): AsyncGenerator<ReadDatagram, void, undefined> {
  const packets = new SourcePackets(source, options);
  const network = new IpReader(packets.diagnostics, options.network);
  for await (const batch of packets.batches()) {
    const kept: ReadDatagram[] = [];
    for (const packet of batch) {
      for (let datagram = network.receive(packet); datagram !== undefined; datagram = network.next())
        kept.push(keptDatagram(datagram, packets.epochNs));
    }
    yield* kept;
  }
  if (options.signal?.aborted === true) return;
  for (let datagram = network.end(); datagram !== undefined; datagram = network.next())
    yield keptDatagram(datagram, packets.epochNs);
}

function keptDatagram(datagram: Datagram, captureNs: bigint): ReadDatagram {
  const { packet, protocol, addressLength, bytes, start, end, frames, sequence, acknowledgement, flags } = datagram;
  return {
    frame: packet.frame,
    ...(frames === undefined ? {} : { frames }),
    epochNs: captureNs + BigInt(Math.round(packet.timeNs)),
    protocol,
    srcIp: addressText(bytes, datagram.sourceAt, addressLength),
    srcPort: datagram.sourcePort,
    dstIp: addressText(bytes, datagram.destinationAt, addressLength),
    dstPort: datagram.destinationPort,
    payload: bytes.slice(start, end),
    slicedBytes: datagram.slicedBytes,
    ...(protocol === 'TCP' ? { tcp: { sequence, acknowledgement, flags } } : {}),
  };
}
