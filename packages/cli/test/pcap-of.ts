import { pcap } from '../../analyzer/test/build-capture.ts';
import { ipv4, udp } from '../../analyzer/test/build-packet.ts';

/** A classic pcap file (microseconds, raw IPv4) that carries these messages in UDP, a millisecond apart. */
export function pcapOf(messages: readonly string[]): Uint8Array {
  const records = messages.map((message, index) => ({
    seconds: 1_795_000_000,
    fraction: index * 1000,
    data: ipv4(udp(message, { destinationPort: 5060 }), { id: index }),
  }));
  return pcap(records, { linkType: 101, snaplen: 262_144 });
}

/** An INVITE; what is given takes the place of what stands there otherwise. */
export function invite(part: { callId?: string; from?: string; userAgent?: string } = {}): string {
  return [
    'INVITE sip:bob@example.org SIP/2.0',
    'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
    `From: ${part.from ?? '<sip:alice@example.org>;tag=1'}`,
    'To: <sip:bob@example.org>',
    `Call-ID: ${part.callId ?? 'a@192.0.2.1'}`,
    'CSeq: 1 INVITE',
    'Max-Forwards: 70',
    `User-Agent: ${part.userAgent ?? 'phone'}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
