import { type ProtocolName, protocolNumber } from './protocol-counts.ts';

/** Protocol type of HEP that is SIP. */
export const HEP_SIP = 1;
/** … and that is RTCP. */
export const HEP_RTCP = 5;

/** The others by their number: "HEP3 Network Protocol Specification" §3, capture protocol types; 100 is what Homer's agents send of logs. */
const nameByType = new Map<number, ProtocolName>([
  [2, 'HEP: XMPP'],
  [4, 'HEP: RTP'],
  [HEP_RTCP, 'HEP: RTCP'],
  [6, 'HEP: MGCP'],
  [7, 'HEP: H.248'],
  [8, 'HEP: SIGTRAN'],
  [9, 'HEP: SIGTRAN'],
  [10, 'HEP: IAX2'],
  [13, 'HEP: SIGTRAN'],
  [32, 'HEP: report'],
  [34, 'HEP: report'],
  [35, 'HEP: report'],
  [53, 'HEP: DNS'],
  [54, 'HEP: SIGTRAN'],
  [56, 'HEP: Diameter'],
  [99, 'HEP: report'],
  [100, 'HEP: log'],
]);

/** What a HEP packet carries that is no SIP, as a number of `ProtocolCounts`. */
export function hepProtocol(protocolType: number): number {
  return protocolNumber(nameByType.get(protocolType) ?? 'HEP: other');
}
