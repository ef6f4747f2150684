import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type RtcpPacketTypeRow = Citation & {
  readonly name: string;
  readonly packetType: number;
};

const rows = [
  { name: 'SR', packetType: 200, rfc: 3550, section: '12.1' },
  { name: 'RR', packetType: 201, rfc: 3550, section: '12.1' },
  { name: 'SDES', packetType: 202, rfc: 3550, section: '12.1' },
  { name: 'BYE', packetType: 203, rfc: 3550, section: '12.1' },
  { name: 'APP', packetType: 204, rfc: 3550, section: '12.1' },
  { name: 'RTPFB', packetType: 205, rfc: 4585, section: '6.1' },
  { name: 'PSFB', packetType: 206, rfc: 4585, section: '6.1' },
  { name: 'XR', packetType: 207, rfc: 3611, section: '2' },
] as const;

/** A name of the table. */
export type RtcpPacketType = (typeof rows)[number]['name'];

/** Packet types of RTCP. RFC 3550 §12.1. */
export const rtcpPacketTypeTable: readonly (RtcpPacketTypeRow & { readonly name: RtcpPacketType })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function rtcpPacketTypeRow(name: string): (typeof rtcpPacketTypeTable)[number] | undefined {
  return findRow(rtcpPacketTypeTable, 'name', name);
}
