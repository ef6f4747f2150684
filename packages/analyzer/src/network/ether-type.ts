import type { LayerName } from './layer.ts';

/** What follows an ether type, in Ethernet, VLAN tags and Linux cooked captures. IEEE 802 numbers. */
export const layerByEtherType: ReadonlyMap<number, LayerName> = new Map<number, LayerName>([
  [0x0800, 'ipv4'],
  [0x86dd, 'ipv6'],
  [0x8100, 'vlan'],
  [0x88a8, 'vlan'],
  [0x9100, 'vlan'],
  [0x8847, 'mpls'],
  [0x8848, 'mpls'],
  [0x8864, 'pppoe'],
]);
