import { hepTarget } from '../../../analyzer/tools/fuzz/hep.ts';
import { msrpTarget } from '../../../analyzer/tools/fuzz/msrp.ts';
import { rtpTarget } from '../../../analyzer/tools/fuzz/media.ts';
import { packetTarget } from '../../../analyzer/tools/fuzz/packet.ts';
import { pcapngTarget, pcapTarget } from '../../../analyzer/tools/fuzz/pcap.ts';
import { rtcpTarget } from '../../../analyzer/tools/fuzz/rtcp.ts';
import { rulesTarget } from '../../../analyzer/tools/fuzz/rules.ts';
import { sctpTarget, tcpTarget, tlsTarget, webSocketTarget } from '../../../analyzer/tools/fuzz/stream.ts';
import { stunTarget } from '../../../analyzer/tools/fuzz/stun.ts';
import { udptlTarget } from '../../../analyzer/tools/fuzz/udptl.ts';
import type { Target, TargetName } from './target.ts';
import { framerTarget } from './targets/framer.ts';
import { headerTarget } from './targets/header.ts';
import { messageTarget } from './targets/message.ts';
import { multipartTarget } from './targets/multipart.ts';
import { sdpTarget } from './targets/sdp.ts';
import { uriTarget } from './targets/uri.ts';
import { xmlTarget } from './targets/xml.ts';

export const targets: Readonly<Record<TargetName, Target>> = {
  message: messageTarget,
  framer: framerTarget,
  header: headerTarget,
  uri: uriTarget,
  sdp: sdpTarget,
  multipart: multipartTarget,
  xml: xmlTarget,
  pcap: pcapTarget,
  pcapng: pcapngTarget,
  packet: packetTarget,
  tcp: tcpTarget,
  sctp: sctpTarget,
  websocket: webSocketTarget,
  tls: tlsTarget,
  hep: hepTarget,
  msrp: msrpTarget,
  rtcp: rtcpTarget,
  rtp: rtpTarget,
  udptl: udptlTarget,
  stun: stunTarget,
  rules: rulesTarget,
};
