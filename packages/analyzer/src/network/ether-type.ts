import type { LayerCursor, LayerName } from './layer.ts';
import { SKIPPED } from './skipped-packets.ts';

/** Values below are lengths (IEEE 802.3 §3.2.6) and no ether types. */
export const LOWEST_ETHER_TYPE = 0x600;

/** What follows an ether type, in Ethernet, its tags, Linux cooked captures, GRE and Geneve. IEEE 802 numbers. */
export const layerByEtherType: ReadonlyMap<number, LayerName> = new Map<number, LayerName>([
  [0x0800, 'ipv4'],
  [0x86dd, 'ipv6'],
  [0x8100, 'vlan'],
  [0x88a8, 'vlan'],
  [0x9100, 'vlan'],
  [0x9200, 'vlan'],
  [0x9300, 'vlan'],
  [0x88e7, 'backbone'],
  [0x893f, 'eTag'],
  [0x8847, 'mpls'],
  [0x8848, 'mpls'],
  [0x8864, 'pppoe'],
  [0x880b, 'ppp'],
  [0x894f, 'nsh'],
  [0x6558, 'ethernet'],
]);

/** The layer of an ether type; a packet with one that we do not read is counted and ends. */
export function layerOfEtherType(cursor: LayerCursor, type: number): LayerName | undefined {
  return layerByEtherType.get(type) ?? cursor.skip(SKIPPED.etherType, type);
}
