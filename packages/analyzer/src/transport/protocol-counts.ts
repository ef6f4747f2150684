/** What a stream may carry that is no SIP, as far as its first bytes tell it for sure: in TCP, or in TLS once decrypted. */
const streamNames = [
  'HTTP',
  'RTSP',
  'MSRP',
  'SSH',
  'SMTP',
  'FTP',
  'Telnet',
  'MySQL',
  'XMPP',
  'STUN over TCP',
  'DNS over TCP',
  'Diameter over TCP',
  'H.225 call signalling',
  'SCCP',
  'BGP',
  'Asterisk manager',
  'FreeSWITCH event socket',
  'CRLF keep-alive',
  'junk between SIP messages',
] as const;

export type StreamName = (typeof streamNames)[number];

/** What is counted packet by packet, or message by message, and what a connection is of which no more is known. */
const otherNames = [
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
  'SCTP without data',
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
  'WebSocket: CRLF keep-alive',
  'other TCP',
  'TCP without data',
  'other TLS',
  'TLS without keys',
  'TLS begun before the capture',
] as const;

export type ProtocolName = (typeof otherNames)[number] | StreamName | `TLS: ${StreamName}`;

/** What packets carry that is no SIP, as far as it is told apart; the index is its number in `ProtocolCounts`. */
const names: readonly ProtocolName[] = [
  ...otherNames,
  ...streamNames,
  ...streamNames.map((name) => `TLS: ${name}` as const),
];

/** `connections`: of what was counted by connection. Its packets are then all of those, also such as carry no data. */
export type ProtocolRow = { readonly protocol: string; readonly packets: number; readonly connections?: number };

/** The number of a protocol, for `ProtocolCounts.add`: made once, not for each packet. */
export function protocolNumber(name: ProtocolName): number {
  return names.indexOf(name);
}

/** The number of what a stream carries, in TLS or not. */
export function streamProtocolNumber(name: StreamName, isSecure: boolean): number {
  return protocolNumber(isSecure ? `TLS: ${name}` : name);
}

/** Counts the packets that carry no SIP, by what they carry instead. */
export class ProtocolCounts {
  readonly #packets = new Float64Array(names.length);
  readonly #connections = new Float64Array(names.length);
  readonly #addOpen: (counts: ProtocolCounts) => void;

  /** `addOpen` adds the connections that are open yet to the counts that are shown. */
  constructor(addOpen: (counts: ProtocolCounts) => void = () => {}) {
    this.#addOpen = addOpen;
  }

  add(protocol: number): void {
    this.#packets[protocol]!++;
  }

  /** A whole connection, and all its packets. */
  addConnection(protocol: number, packets: number): void {
    this.#packets[protocol]! += packets;
    this.#connections[protocol]!++;
  }

  /** Most frequent first. */
  rows(): ProtocolRow[] {
    const shown = new ProtocolCounts();
    shown.#packets.set(this.#packets);
    shown.#connections.set(this.#connections);
    this.#addOpen(shown);
    return names
      .map((protocol, i) => rowOf(protocol, shown.#packets[i]!, shown.#connections[i]!))
      .filter(({ packets }) => packets > 0)
      .sort((a, b) => b.packets - a.packets);
  }
}

function rowOf(protocol: string, packets: number, connections: number): ProtocolRow {
  return connections === 0 ? { protocol, packets } : { protocol, packets, connections };
}
