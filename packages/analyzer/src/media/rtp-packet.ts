/** One RTP packet (RFC 3550 §5.1). One object is used for all of them: what is to be kept of it must be copied. */
export type RtpPacket = {
  frame: number;
  /** Of the capture, since its first packet. */
  timeNs: number;
  /** Of `FlowTable`. */
  flow: number;
  ssrc: number;
  /** 16 bits, as it stands there. */
  sequence: number;
  /** 32 bits, unsigned. */
  timestamp: number;
  payloadType: number;
  marker: boolean;
  /** The whole RTP packet is `bytes[start, end)`: as much of it as was captured. Valid only while it is received. */
  bytes: Uint8Array;
  start: number;
  end: number;
  /** Its payload without padding is `bytes[payloadStart, payloadEnd)`. Of SRTP it is encrypted, and the authentication tag is part of it. */
  payloadStart: number;
  payloadEnd: number;
  /** Of the extension's data, header left out (RFC 3550 §5.3.1), and its 16-bit profile; `extensionStart` is -1 where there is none. */
  extensionStart: number;
  extensionEnd: number;
  extensionProfile: number;
  csrcCount: number;
  /** Bytes that were sent and not captured. */
  slicedBytes: number;
  /** Differentiated services code point (RFC 2474); -1 where the tap does not tell it. */
  dscp: number;
};
