import { type ProtocolName, protocolNumber } from '../protocol-counts.ts';

/** IANA "SCTP Payload Protocol Identifiers". */
const byPayloadProtocol = new Map<number, ProtocolName>([
  [1, 'IUA'],
  [2, 'M2UA'],
  [3, 'M3UA'],
  [4, 'SUA'],
  [5, 'M2PA'],
  [7, 'H.248'],
  [18, 'S1AP'],
  [27, 'X2AP'],
  [46, 'Diameter'],
  [47, 'Diameter'],
  [60, 'NGAP'],
  [66, 'NGAP'],
]);

/** For senders that leave the identifier 0: IANA "Service Name and Transport Protocol Port Number Registry". */
const byPort = new Map<number, ProtocolName>([
  [2904, 'M2UA'],
  [2905, 'M3UA'],
  [2944, 'H.248'],
  [2945, 'H.248'],
  [3565, 'M2PA'],
  [3868, 'Diameter'],
  [9900, 'IUA'],
  [14_001, 'SUA'],
  [36_412, 'S1AP'],
  [36_422, 'X2AP'],
  [38_412, 'NGAP'],
]);

const other = protocolNumber('other SCTP');
/** A packet that opens, keeps, acknowledges or ends an association. */
export const sctpWithoutData: number = protocolNumber('SCTP without data');

/** True of an identifier that says the user message is of another protocol than SIP, which has none of its own. */
export function isOtherPayload(payloadProtocol: number): boolean {
  return byPayloadProtocol.has(payloadProtocol);
}

/** What user data that is no SIP is, as a number of `ProtocolCounts`. */
export function sctpProtocol(payloadProtocol: number, sourcePort: number, destinationPort: number): number {
  const name = byPayloadProtocol.get(payloadProtocol) ?? byPort.get(destinationPort) ?? byPort.get(sourcePort);
  return name === undefined ? other : protocolNumber(name);
}
