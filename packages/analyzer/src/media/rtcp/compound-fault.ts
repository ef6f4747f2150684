import type { RtcpReading } from './rtcp-packet.ts';
import { RTCP, rtcpTypeName } from './rtcp-type.ts';

/** What a datagram of RTCP lacks to be a compound packet (RFC 3550 §6.1, A.2): a report first, then the sender's name, and lengths that fit. */
export function compoundFault({ packets, type, faults }: RtcpReading): string | undefined {
  const [fault] = faults;
  if (fault !== undefined) return `byte ${fault.at}: ${fault.detail}`;
  if (type !== RTCP.senderReport && type !== RTCP.receiverReport)
    return `it begins with ${rtcpTypeName(type)}, not with a report`;
  const hasName = packets.some(
    (packet) => packet.kind === 'SDES' && packet.chunks.some(({ items }) => items.some(({ name }) => name === 'cname')),
  );
  return hasName ? undefined : 'it has no SDES with a CNAME';
}
