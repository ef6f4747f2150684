/** What packets carry that is no SIP, as far as it is told apart; the index is its number in `ProtocolCounts`. */
const names = [
  'RTP',
  'RTCP',
  'keep-alive',
  'STUN',
  'TURN ChannelData',
  'DTLS',
  'ZRTP',
  'DNS',
  'mDNS',
  'SSDP',
  'MGCP',
  'H.248',
  'H.225 RAS',
  'IAX2',
  'DHCP',
  'NTP',
  'SNMP',
  'GTP-C',
  'PFCP',
  'other UDP',
  'M3UA',
  'M2UA',
  'M2PA',
  'SUA',
  'IUA',
  'Diameter',
  'S1AP',
  'NGAP',
  'X2AP',
  'other SCTP',
  'HEP: RTP',
  'HEP: RTCP',
  'HEP: XMPP',
  'HEP: MGCP',
  'HEP: H.248',
  'HEP: SIGTRAN',
  'HEP: IAX2',
  'HEP: DNS',
  'HEP: Diameter',
  'HEP: report',
  'HEP: log',
  'HEP: other',
  'WebSocket: MSRP',
  'WebSocket: JSON',
  'WebSocket: other',
] as const;

export type ProtocolName = (typeof names)[number];

export type ProtocolRow = { readonly protocol: string; readonly packets: number };

/** The number of a protocol, for `ProtocolCounts.add`: made once, not for each packet. */
export function protocolNumber(name: ProtocolName): number {
  return names.indexOf(name);
}

/** Counts the packets that carry no SIP, by what they carry instead. */
export class ProtocolCounts {
  readonly #packets = new Float64Array(names.length);

  add(protocol: number): void {
    this.#packets[protocol]!++;
  }

  /** Most frequent first. */
  rows(): ProtocolRow[] {
    const rows: ProtocolRow[] = names.map((protocol, i) => ({ protocol, packets: this.#packets[i]! }));
    return rows.filter(({ packets }) => packets > 0).sort((a, b) => b.packets - a.packets);
  }
}
