/** The LINKTYPE_ numbers of the tcpdump registry that we read; `network/link-layer.ts` says how. */
export const LINK_TYPE = {
  null: 0,
  ethernet: 1,
  ppp: 9,
  raw: 101,
  loop: 108,
  linuxSll: 113,
  ipv4: 228,
  ipv6: 229,
  linuxSll2: 276,
  /** Ours, beyond the 16 bits that files have: a packet is a HEP packet. */
  hep: 0x1_0001,
} as const;

const linkTypeNames = new Map<number, string>([
  [LINK_TYPE.null, 'null/loopback'],
  [LINK_TYPE.ethernet, 'Ethernet'],
  [LINK_TYPE.ppp, 'PPP'],
  // What BSD systems wrote into files for raw IP.
  [12, 'raw IP'],
  [14, 'raw IP'],
  [LINK_TYPE.raw, 'raw IP'],
  [LINK_TYPE.loop, 'OpenBSD loopback'],
  [LINK_TYPE.linuxSll, 'Linux cooked v1'],
  [LINK_TYPE.ipv4, 'raw IPv4'],
  [LINK_TYPE.ipv6, 'raw IPv6'],
  [LINK_TYPE.linuxSll2, 'Linux cooked v2'],
  [LINK_TYPE.hep, 'HEP'],
]);

/** For people: `Ethernet`, or `link type 147` where we have no name. */
export function linkTypeName(linkType: number): string {
  return linkTypeNames.get(linkType) ?? `link type ${linkType}`;
}
