import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type SdpProtocolRow = Citation & {
  readonly name: string;
  /** How its media are encrypted. */
  readonly keying: string;
  readonly note?: string;
};

const rows = [
  { name: 'udp', keying: 'none', rfc: 8866, section: '8.2.3' },
  { name: 'RTP/AVP', keying: 'none', rfc: 8866, section: '8.2.3' },
  { name: 'RTP/SAVP', keying: 'SDES / MIKEY / DTLS', rfc: 8866, section: '5.14' },
  { name: 'RTP/SAVPF', keying: 'SDES / DTLS', rfc: 5124, section: '3' },
  { name: 'RTP/AVPF', keying: 'none', rfc: 4585, section: '9' },
  { name: 'UDP/TLS/RTP/SAVP', keying: 'DTLS-SRTP', rfc: 5764, section: '8' },
  { name: 'UDP/TLS/RTP/SAVPF', keying: 'DTLS-SRTP', rfc: 5764, section: '8' },
  { name: 'DCCP/TLS/RTP/SAVP', keying: 'DTLS-SRTP', rfc: 5764, section: '8' },
  { name: 'TCP/RTP/AVP', keying: 'none', note: 'RTP over TCP framing', rfc: 4571, section: '5' },
  { name: 'TCP/DTLS/RTP/SAVP', keying: 'DTLS-SRTP', rfc: 7850, section: '3.4' },
  { name: 'TCP/DTLS/RTP/SAVPF', keying: 'DTLS-SRTP', rfc: 7850, section: '3.5' },
  { name: 'DCCP/RTP/AVP', keying: 'none', rfc: 5762, section: '5.1' },
  { name: 'udptl', keying: 'none', note: 'T.38 fax', rfc: 7345, section: '1' },
  { name: 'UDP/TLS/UDPTL', keying: 'DTLS', rfc: 7345, section: '4' },
  { name: 'TCP/MSRP', keying: 'none', rfc: 4975, section: '8.1' },
  { name: 'TCP/TLS/MSRP', keying: 'TLS', rfc: 4975, section: '8.1' },
  { name: 'TCP/BFCP', keying: 'none', rfc: 8856, section: '4' },
  { name: 'TCP/TLS/BFCP', keying: 'TLS', rfc: 8856, section: '4' },
  { name: 'UDP/BFCP', keying: 'none', rfc: 8856, section: '4' },
  { name: 'UDP/TLS/BFCP', keying: 'DTLS', rfc: 8856, section: '4' },
  { name: 'UDP/DTLS/SCTP', keying: 'DTLS', note: 'WebRTC data channel', rfc: 8841, section: '4.1' },
  { name: 'TCP/DTLS/SCTP', keying: 'DTLS', rfc: 8841, section: '4.1' },
  { name: 'SCTP', keying: 'none', rfc: 8841, section: '4.1' },
  {
    name: 'DTLS/SCTP',
    keying: 'DTLS',
    note: 'older draft spelling of UDP/DTLS/SCTP in the wild',
    rfc: 8841,
    section: '4.1',
  },
  { name: 'TCP', keying: 'none', rfc: 4145, section: '1' },
  { name: 'TCP/TLS', keying: 'TLS', rfc: 8122, section: '4' },
  { name: 'PSTN', keying: 'none', note: 'circuit switched bearer', rfc: 7195, section: '5.2.2' },
  { name: 'TCP/TLS/MRCPv2', keying: 'TLS', rfc: 6787, section: '4.2' },
  { name: 'TCP/MRCPv2', keying: 'none', rfc: 6787, section: '4.2' },
] as const;

/** A name of the table. */
export type SdpProtocol = (typeof rows)[number]['name'];

/** Protocols of `m=`. RFC 8866 §8.2.3. */
export const sdpProtocolTable: readonly (SdpProtocolRow & { readonly name: SdpProtocol })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function sdpProtocolRow(name: string): (typeof sdpProtocolTable)[number] | undefined {
  return findRow(sdpProtocolTable, 'name', name);
}
