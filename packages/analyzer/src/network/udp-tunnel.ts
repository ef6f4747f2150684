import type { Datagram } from './datagram.ts';
import { espOverUdp } from './esp.ts';
import { geneve } from './geneve.ts';
import { gtp } from './gtp.ts';
import { l2tp } from './l2tp.ts';
import type { Layer, LayerCursor, LayerName } from './layer.ts';
import { lisp } from './lisp.ts';
import { sctpOverUdp } from './sctp.ts';
import { teredo } from './teredo.ts';
import { TUNNEL_PORT } from './tunnel-port.ts';
import { tzsp } from './tzsp.ts';
import { vxlan, vxlanGpe } from './vxlan.ts';

const tunnelByPort = new Map<number, Layer>([
  [TUNNEL_PORT.l2tp, l2tp],
  [TUNNEL_PORT.gtp, gtp],
  [TUNNEL_PORT.teredo, teredo],
  [TUNNEL_PORT.lisp, lisp],
  [TUNNEL_PORT.esp, espOverUdp],
  [TUNNEL_PORT.gre, () => 'gre'],
  [TUNNEL_PORT.vxlan, vxlan],
  [TUNNEL_PORT.vxlanGpe, vxlanGpe],
  [TUNNEL_PORT.geneve, geneve],
  [TUNNEL_PORT.mpls, () => 'mpls'],
  [TUNNEL_PORT.vxlanBefore, vxlan],
  [TUNNEL_PORT.sctp, sctpOverUdp],
  [TUNNEL_PORT.tzsp, tzsp],
]);

/**
 * What a UDP datagram carries that has a tunnel's port. Ports promise nothing: where no inner IP header comes of it, the
 * datagram is handed on as what it is (`LayerCursor.outer`).
 */
export function udpTunnel(cursor: LayerCursor, datagram: Datagram): LayerName | undefined {
  const tunnel = tunnelByPort.get(datagram.destinationPort) ?? tunnelByPort.get(datagram.sourcePort);
  cursor.outer = datagram;
  cursor.at = datagram.start;
  return tunnel?.(cursor);
}
