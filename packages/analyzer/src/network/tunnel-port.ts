/** Tunnels inside UDP by their ports: IANA "Service Name and Transport Protocol Port Number Registry", and 8472, where VXLAN was before it had a number. */
export const TUNNEL_PORT = {
  l2tp: 1701,
  gtp: 2152,
  teredo: 3544,
  lisp: 4341,
  esp: 4500,
  gre: 4754,
  vxlan: 4789,
  vxlanGpe: 4790,
  geneve: 6081,
  mpls: 6635,
  vxlanBefore: 8472,
  sctp: 9899,
  tzsp: 37_008,
} as const;

/** 1 for each of those ports: asked of every datagram. */
export const isTunnelPort: Uint8Array = new Uint8Array(0x1_0000);
for (const port of Object.values(TUNNEL_PORT)) isTunnelPort[port] = 1;
