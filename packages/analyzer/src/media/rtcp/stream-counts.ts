/** What is counted of a stream at the tap, as it stands when it is asked. Copies that the capture has of one packet count once. */
export type StreamCounts = {
  /** Packets that should have come by the sequence numbers. RFC 3550 A.3. */
  readonly expected: number;
  /** Of those, never seen. */
  readonly lost: number;
  /** Packets that came more than once. */
  readonly duplicates: number;
  /** The highest sequence number, 16 bits. */
  readonly highest: number;
  /** Of the latest packet. */
  readonly lastTimestamp: number;
  readonly lastTimeNs: number;
  /** Of RTP timestamps; 0 where it is not known. */
  readonly clockHz: number;
  /** How many of the `latest` numbers up to the highest were not seen; -1 where those are no longer at hand. */
  lostAmong(latest: number): number;
};
