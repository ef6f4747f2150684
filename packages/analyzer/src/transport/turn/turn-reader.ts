import type { Datagram } from '../../network/datagram.ts';
import type { Address } from '../flow-table.ts';
import { StunAttributes, stunType, uint16 } from './stun-attributes.ts';
import type { TurnChannels } from './turn-channels.ts';

/** RFC 8656 §17; the class of a STUN message is in its type: RFC 8489 §5. */
const TYPE = { channelBindRequest: 0x0009, sendIndication: 0x0016, dataIndication: 0x0017 } as const;
/** RFC 8656 §18. */
const ATTRIBUTE = { channelNumber: 0x000c, xorPeerAddress: 0x0012, data: 0x0013 } as const;
/** Channel (2) length (2). RFC 8656 §12.4. */
const CHANNEL_HEADER_BYTES = 4;
const FIRST_STUN_BYTE_AT_MOST = 0x3f;
const CHANNEL_FIRST_NIBBLE = 4;

/**
 * Whether it is ChannelData for sure, also where the channel is one or two letters and SIP follows: a length of less than 8192 begins with a control character, which stands in no start line.
 */
export function startsLikeChannelData(bytes: Uint8Array, start: number, end: number): boolean {
  return bytes[start]! >> 4 === CHANNEL_FIRST_NIBBLE && start + CHANNEL_HEADER_BYTES < end && bytes[start + 2]! < 0x20;
}

/** What a TURN client has its server send to a peer, or gets from one. */
export type RelayedData = {
  /** The data is `bytes[start, end)` of the datagram … */
  readonly start: number;
  readonly end: number;
  /** … as far as it was captured. */
  readonly isCut: boolean;
  /** Who is behind the server; undefined where nothing tells it. */
  readonly peer: Address | undefined;
  /** Whether it goes from the client to the peer. */
  readonly isToPeer: boolean;
};

/**
 * Takes out of UDP what a client and its TURN server wrap: Send and Data indications, which name the peer, and ChannelData, whose peer is known where the request
 * that bound the channel was captured. RFC 8656 §11, §12.
 */
export class TurnReader {
  readonly #channels: TurnChannels;

  constructor(channels: TurnChannels) {
    this.#channels = channels;
  }

  /** The data that `datagram` relays, if any. */
  receive(datagram: Datagram): RelayedData | undefined {
    const { bytes, start, end } = datagram;
    if (end - start < CHANNEL_HEADER_BYTES) return undefined;
    // Before `end`.
    const first = bytes[start]!;
    if (first <= FIRST_STUN_BYTE_AT_MOST) return this.#receiveStun(datagram);
    return first >> 4 === CHANNEL_FIRST_NIBBLE ? this.#receiveChannelData(datagram) : undefined;
  }

  #receiveStun(datagram: Datagram): RelayedData | undefined {
    const { bytes, start, end } = datagram;
    switch (stunType(bytes, start, end)) {
      case TYPE.channelBindRequest:
        this.#bind(datagram);
        return undefined;
      case TYPE.sendIndication:
        return readIndication(datagram, true);
      case TYPE.dataIndication:
        return readIndication(datagram, false);
      default:
        return undefined;
    }
  }

  #bind(datagram: Datagram): void {
    const { bytes, start, end } = datagram;
    const attributes = new StunAttributes(bytes, start, end);
    let channel: number | undefined;
    let peer: Address | undefined;
    while (attributes.next()) {
      const isChannel = attributes.type === ATTRIBUTE.channelNumber && attributes.end - attributes.start >= 2;
      if (isChannel) channel ??= uint16(bytes, attributes.start);
      else if (attributes.type === ATTRIBUTE.xorPeerAddress) peer ??= attributes.xorAddress();
    }
    if (channel !== undefined && peer !== undefined) this.#channels.bind(datagram, channel, peer);
  }

  /** Over UDP it need not be padded, but may be. */
  #receiveChannelData(datagram: Datagram): RelayedData | undefined {
    const { bytes, start, end, slicedBytes } = datagram;
    const dataStart = start + CHANNEL_HEADER_BYTES;
    const length = uint16(bytes, start + 2);
    const spare = end + slicedBytes - dataStart - length;
    if (spare < 0 || spare > 3) return undefined;
    const channel = uint16(bytes, start);
    const asked = this.#channels.peer(datagram, channel, true);
    const peer = asked ?? this.#channels.peer(datagram, channel, false);
    const dataEnd = Math.min(dataStart + length, end);
    return { start: dataStart, end: dataEnd, isCut: dataStart + length > end, peer, isToPeer: asked !== undefined };
  }
}

function readIndication({ bytes, start, end }: Datagram, isToPeer: boolean): RelayedData | undefined {
  const attributes = new StunAttributes(bytes, start, end);
  let data: { readonly start: number; readonly end: number; readonly isCut: boolean } | undefined;
  let peer: Address | undefined;
  while (attributes.next()) {
    if (attributes.type === ATTRIBUTE.data)
      data ??= { start: attributes.start, end: attributes.end, isCut: attributes.isCut };
    else if (attributes.type === ATTRIBUTE.xorPeerAddress) peer ??= attributes.xorAddress();
  }
  return data === undefined ? undefined : { ...data, peer, isToPeer };
}
