/** Names of what we pass over, for the count of it. IEEE 802 and IANA numbers. */

const etherTypes = new Map<number, string>([
  [0x0806, 'ARP'],
  [0x0842, 'wake-on-LAN'],
  [0x2000, 'CDP'],
  [0x8035, 'RARP'],
  [0x8137, 'IPX'],
  [0x8808, 'Ethernet flow control'],
  [0x8809, 'LACP and other slow protocols'],
  [0x8863, 'PPPoE discovery'],
  [0x886c, 'HomePNA'],
  [0x888e, 'EAPOL'],
  [0x8892, 'PROFINET'],
  [0x88a2, 'ATA over Ethernet'],
  [0x88cc, 'LLDP'],
  [0x88e1, 'HomePlug'],
  [0x88e5, 'MACsec'],
  [0x88f7, 'PTP'],
  [0x8902, 'CFM'],
  [0x8906, 'FCoE'],
  [0x8915, 'RoCE'],
  [0x9000, 'Ethernet loopback'],
]);

const ipProtocols = new Map<number, string>([
  [1, 'ICMP'],
  [2, 'IGMP'],
  [33, 'DCCP'],
  [46, 'RSVP'],
  [58, 'ICMPv6'],
  [59, 'IPv6 without next header'],
  [88, 'EIGRP'],
  [89, 'OSPF'],
  [103, 'PIM'],
  [108, 'IPComp'],
  [112, 'VRRP'],
  [136, 'UDP-Lite'],
]);

const pppProtocols = new Map<number, string>([
  [0x003d, 'PPP multilink'],
  [0x00fd, 'PPP, compressed or encrypted'],
  [0x8021, 'PPP IPCP'],
  [0x8057, 'PPP IPv6CP'],
  [0xc021, 'PPP LCP'],
  [0xc023, 'PPP PAP'],
  [0xc025, 'PPP link quality'],
  [0xc223, 'PPP CHAP'],
]);

export function etherTypeName(type: number): string {
  return etherTypes.get(type) ?? `ether type 0x${type.toString(16).padStart(4, '0')}`;
}

export function ipProtocolName(protocol: number): string {
  return ipProtocols.get(protocol) ?? `IP protocol ${protocol}`;
}

export function pppProtocolName(protocol: number): string {
  return pppProtocols.get(protocol) ?? `PPP protocol 0x${protocol.toString(16).padStart(4, '0')}`;
}
