import { authentication } from './authentication.ts';
import { erspan2, erspan3 } from './erspan.ts';
import { esp } from './esp.ts';
import { backbone, etherIp, ethernet, eTag, llc, vlan } from './ethernet.ts';
import { gre } from './gre.ts';
import { hep } from './hep.ts';
import { icmp, icmpv6 } from './icmp.ts';
import { ip } from './ip.ts';
import { ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { l2tpOverIp } from './l2tp.ts';
import type { Layer, LayerName } from './layer.ts';
import { mpls } from './mpls.ts';
import { nsh } from './nsh.ts';
import { ppp, pppoe } from './ppp.ts';
import { sctp } from './sctp.ts';
import { tcp } from './tcp.ts';
import { udp } from './udp.ts';
import { avs, prism, radiotap } from './wlan-capture-header.ts';
import { aMsdu, wlan } from './wlan.ts';

/** How each layer is read that another can carry. */
export const layers: Readonly<Record<LayerName, Layer>> = {
  ethernet,
  llc,
  vlan,
  backbone,
  eTag,
  mpls,
  ppp,
  pppoe,
  wlan,
  aMsdu,
  radiotap,
  prism,
  avs,
  ip,
  ipv4,
  ipv6,
  icmp,
  icmpv6,
  authentication,
  esp,
  etherIp,
  gre,
  erspan2,
  erspan3,
  l2tpOverIp,
  nsh,
  udp,
  tcp,
  sctp,
  hep,
};
