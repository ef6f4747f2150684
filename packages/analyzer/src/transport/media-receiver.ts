import type { Datagram } from '../network/datagram.ts';

/** Takes the datagrams that carry no message, each while its bytes are at hand: `bytes[start, end)` of the datagram, which may be less than all of it where a server relays. */
export type MediaReceiver = {
  /** RTP or RTCP by its shape: see `rtpOrRtcp`. `slicedBytes`: of it, sent and not captured. */
  receive(datagram: Datagram, flow: number, start: number, end: number, slicedBytes: number): void;
  /** DTLS, which may agree upon keys of SRTP. */
  receiveDtls(datagram: Datagram, flow: number, start: number, end: number): void;
  /** Anything else over UDP that is no SIP: UDPTL, BFCP … */
  receiveOther(datagram: Datagram, start: number, end: number, slicedBytes: number): void;
  /** RTCP, or what was read of it, that somebody else took from where it passed: the datagram is what HEP carried. */
  receiveReport(datagram: Datagram, flow: number): void;
};
