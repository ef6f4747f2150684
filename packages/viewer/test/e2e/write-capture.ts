import { pcap } from '../../../analyzer/test/build-capture.ts';
import { ipv4, udp } from '../../../analyzer/test/build-packet.ts';

const [one, other] = [
  [192, 0, 2, 1],
  [192, 0, 2, 2],
];

/** A classic pcap (LINKTYPE_RAW) with these texts as UDP payloads between two endpoints, there and back in turn, a second apart. */
export function writeCapture(messages: readonly string[]): Buffer {
  const records = messages.map((message, at) => {
    const [source, destination] = at % 2 === 0 ? [one, other] : [other, one];
    return {
      seconds: 1_795_000_000 + at,
      data: ipv4(udp(message, { destinationPort: 5060 }), { source, destination }),
    };
  });
  return Buffer.from(pcap(records, { linkType: 101, snaplen: 262_144 }));
}
