/** The same four packets as captures of all formats, in parts: what stands before the first record or block, and each of these. */

import {
  decryptionSecrets,
  enhancedPacket,
  erfRecord,
  interfaceDescription,
  interfaceStatistics,
  KUZNETZOV,
  NANOSECONDS,
  nameResolution,
  option,
  packetBlock,
  patchedHeader,
  pcap,
  pcapRecord,
  sectionHeader,
  simplePacket,
  snoop,
  snoopRecord,
  text,
  type ByteOrder,
  bytesOf,
  int64,
} from './build-capture.ts';
import { ethernet, ipv4, ipv6, udp } from './build-packet.ts';

export const OPTIONS = 'OPTIONS sip:bob@example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n';
/** The first and the third carry SIP. */
export const packets: readonly Uint8Array[] = [
  ethernet(ipv4(udp(OPTIONS))),
  ethernet(ipv4(udp('\r\n'))),
  ethernet(ipv6(udp(OPTIONS)), 0x86dd),
  ethernet(ipv4(udp('\r\n\r\n'))),
];
const seconds = (i: number): number => 1_700_000_000 + i;
const [first = new Uint8Array(0)] = packets;

function classic(order: ByteOrder, magic?: number): readonly Uint8Array[] {
  const behind = magic === KUZNETZOV ? patchedHeader(order) : new Uint8Array(0);
  const records = packets.map((data, i) => pcapRecord({ seconds: seconds(i), fraction: i, data }, order, behind));
  return [pcap([], magic === undefined ? { order } : { order, magic }), ...records];
}

/** Blocks of every kind, in two sections of different byte order. */
const blocks: readonly Uint8Array[] = [
  sectionHeader('big', 1, option(4, text('Dumpcap'), 'big')),
  decryptionSecrets(text('CLIENT_RANDOM 00 11\n'), 'big'),
  interfaceDescription({ tsresol: 9, options: option(2, text('eth0'), 'big') }, 'big'),
  ...packets.map((data, i) => {
    const options = bytesOf(option(1, text('a comment'), 'big'), option(4, int64(1n, 'big'), 'big'));
    return enhancedPacket({ ticks: 1_700_000_000_000_000_000n + BigInt(i), data, options }, 'big');
  }),
  nameResolution([[1, bytesOf([192, 0, 2, 1], text('alice'), 0)]], 'big'),
  interfaceStatistics(0, option(5, int64(7n, 'big'), 'big'), 'big'),
  sectionHeader('little'),
  interfaceDescription({ tsresol: 0x80 | 20 }, 'little'),
  packetBlock({ ticks: 1_700_000_001n << 20n, data: first }),
  simplePacket(first),
];

export const captureParts: Readonly<Record<string, readonly Uint8Array[]>> = {
  'pcap, little-endian': classic('little'),
  'pcap, big-endian': classic('big'),
  'pcap of nanoseconds': classic('big', NANOSECONDS),
  "pcap of Kuznetzov's magic": classic('little', KUZNETZOV),
  "pcap of Kuznetzov's magic, big-endian": classic('big', KUZNETZOV),
  pcapng: blocks,
  snoop: [
    snoop([]),
    ...packets.map((data, i) => snoopRecord({ seconds: seconds(i), microseconds: i, drops: i, data })),
  ],
  erf: [
    new Uint8Array(0),
    ...packets.map((data, i) => {
      const extensions = i === 1 ? [bytesOf(16, new Uint8Array(7)), bytesOf(17, new Uint8Array(7))] : [];
      return erfRecord({ seconds: seconds(i), fraction: i << 20, lost: i, extensions, data });
    }),
  ],
};
