import { ip, ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import type { Layer, LayerName } from './layer.ts';
import { mpls, ppp, pppoe, vlan } from './tag.ts';
import { sctp } from './sctp.ts';
import { tcp } from './tcp.ts';
import { udp } from './udp.ts';

/** How each layer is read that another can carry. */
export const layers: Readonly<Record<LayerName, Layer>> = { mpls, ppp, pppoe, vlan, ip, ipv4, ipv6, udp, tcp, sctp };
