import { startsLikeSip } from '@sipscope/parser';
import { type Datagram, placeOf } from '../network/datagram.ts';
import { cutMessageEnd } from './cut-message.ts';
import { type Delivery, noDeliveries } from './delivery.ts';
import type { Address, FlowTable } from './flow-table.ts';
import { HEP_RTCP, HEP_SIP, hepProtocol } from './hep-protocol.ts';
import type { MediaReceiver } from './media-receiver.ts';
import type { ProtocolCounts } from './protocol-counts.ts';
import { skipLineBreaks } from './skip-line-breaks.ts';
import { type RelayedData, startsLikeChannelData, type TurnReader } from './turn/turn-reader.ts';
import { dtls, hasRtpVersion, isDtls, otherUdp, rtpOrRtcp, udpProtocol } from './udp-protocol.ts';

/** Datagrams to the SIP messages they carry. SIP is known by its start line, not by a port; what is none is counted by what it is. */
export class UdpDeliveries {
  readonly #flows: FlowTable;
  readonly #protocols: ProtocolCounts;
  readonly #turn: TurnReader;
  readonly #media: MediaReceiver | undefined;

  /** `media` takes what carries no message, where somebody wants it. */
  constructor(flows: FlowTable, protocols: ProtocolCounts, turn: TurnReader, media?: MediaReceiver) {
    this.#flows = flows;
    this.#protocols = protocols;
    this.#turn = turn;
    this.#media = media;
  }

  /**
   * A datagram holds one message; what follows its Content-Length is noise and stays for the message's reader to see.
   * Empty lines before it are keep-alives or leftovers. RFC 3261 §7.5, §18.3; RFC 5626 §3.5.1.
   */
  receive(datagram: Datagram): readonly Delivery[] {
    const { bytes, start, end, sourcePort, destinationPort } = datagram;
    if (datagram.protocol === 'PDU') return this.#receivePdu(datagram);
    const media = rtpOrRtcp(bytes, start, end, sourcePort, destinationPort);
    if (media >= 0) {
      this.#protocols.add(media);
      this.#media?.receive(datagram, this.#flows.flow(datagram), start, end, datagram.slicedBytes);
      return noDeliveries;
    }
    const messageStart = skipLineBreaks(bytes, start, end);
    const isSip = startsLikeSip(bytes, messageStart, end);
    if (isSip && !startsLikeChannelData(bytes, start, end)) return this.#deliver(datagram, messageStart, end);
    const relayed = this.#turn.receive(datagram);
    const dataStart = relayed === undefined ? end : skipLineBreaks(bytes, relayed.start, relayed.end);
    if (relayed !== undefined && startsLikeSip(bytes, dataStart, relayed.end)) {
      return this.#deliver(datagram, dataStart, relayed.end, relayed);
    }
    if (isSip) return this.#deliver(datagram, messageStart, end);
    const protocol = udpProtocol(bytes, start, end, sourcePort, destinationPort);
    this.#protocols.add(protocol);
    if (this.#media !== undefined) this.#handOver(this.#media, datagram, protocol, relayed);
    return noDeliveries;
  }

  /** What carries no message; where a TURN server relays it, as between the client and its peer. */
  #handOver(media: MediaReceiver, datagram: Datagram, protocol: number, relayed: RelayedData | undefined): void {
    if (relayed?.peer === undefined) {
      const { start, end, slicedBytes } = datagram;
      if (protocol === otherUdp) media.receiveOther(datagram, start, end, slicedBytes);
      else if (protocol === dtls) media.receiveDtls(datagram, this.#flows.flow(datagram), start, end);
      return;
    }
    const { start, end, isCut, peer } = relayed;
    if (isDtls(datagram.bytes, start, end))
      media.receiveDtls(datagram, this.#flowOf(datagram, relayed, peer), start, end);
    if (!hasRtpVersion(datagram.bytes, start, end)) return;
    const slicedBytes = isCut ? Math.max(1, datagram.slicedBytes) : 0;
    media.receive(datagram, this.#flowOf(datagram, relayed, peer), start, end, slicedBytes);
  }

  #receivePdu(datagram: Datagram): readonly Delivery[] {
    const { bytes, end, hep } = datagram;
    const start = skipLineBreaks(bytes, datagram.start, end);
    const isSip = hep === undefined || hep.protocolType === HEP_SIP;
    if (isSip && startsLikeSip(bytes, start, end)) return this.#deliver(datagram, start, end);
    if (hep === undefined) return noDeliveries;
    this.#protocols.add(hepProtocol(hep.protocolType));
    if (hep.protocolType === HEP_RTCP) this.#media?.receiveReport(datagram, this.#flows.flow(datagram));
    return noDeliveries;
  }

  /** Of a message that the snap length cut, as much as there is. `relayed`: how TURN carried it. */
  #deliver(datagram: Datagram, start: number, payloadEnd: number, relayed?: RelayedData): readonly Delivery[] {
    const isCut = relayed?.isCut ?? datagram.slicedBytes > 0;
    const end = isCut ? cutMessageEnd(datagram.bytes, start, payloadEnd) : payloadEnd;
    if (end === undefined) return noDeliveries;
    const { packet, bytes, frames, hep } = datagram;
    const transport = datagram.protocol === 'PDU' ? datagram.transport : 'UDP';
    const delivery: Delivery = {
      transport,
      flow:
        relayed?.peer === undefined
          ? this.#flows.flow(datagram, transport)
          : this.#flowOf(datagram, relayed, relayed.peer),
      frame: packet.frame,
      index: 0,
      timeNs: packet.timeNs,
      ipId: datagram.ipId,
      bytes,
      start,
      end,
      place: placeOf(datagram, start, end),
    };
    // Most have none of these.
    if (frames === undefined && !isCut && hep === undefined) return [delivery];
    return [
      {
        ...delivery,
        ...(frames === undefined ? {} : { frames }),
        ...(isCut ? { cut: true as const } : {}),
        ...(hep === undefined ? {} : { hep }),
      },
    ];
  }

  /** Between the client and its peer: the server in between is none of SIP's hops. */
  #flowOf(datagram: Datagram, { isToPeer }: RelayedData, peer: Address): number {
    const { bytes, addressLength: length, sourceAt, destinationAt, sourcePort, destinationPort } = datagram;
    return isToPeer
      ? this.#flows.flowBetween({ bytes, at: sourceAt, length, port: sourcePort }, peer, 'UDP')
      : this.#flows.flowBetween(peer, { bytes, at: destinationAt, length, port: destinationPort }, 'UDP');
  }
}
