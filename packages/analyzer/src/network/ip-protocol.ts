import type { LayerName } from './layer.ts';

/** What IP carries, by its protocol number: IANA "Assigned Internet Protocol Numbers". */
export const layerByIpProtocol: ReadonlyMap<number, LayerName> = new Map<number, LayerName>([
  [4, 'ipv4'],
  [17, 'udp'],
  [41, 'ipv6'],
]);
