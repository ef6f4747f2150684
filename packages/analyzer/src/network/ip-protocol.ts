import type { LayerName } from './layer.ts';

/** What IP carries, by its protocol number: IANA "Assigned Internet Protocol Numbers". */
export const layerByIpProtocol: ReadonlyMap<number, LayerName> = new Map<number, LayerName>([
  [4, 'ipv4'],
  [6, 'tcp'],
  [17, 'udp'],
  [41, 'ipv6'],
  [132, 'sctp'],
]);
