/** Two packets that are equal, closer than this and with one IPv4 identification, are one packet captured twice. */
const COPY_WINDOW_NS = 50e6;
/** The same where the identification says nothing (0, or IPv6): sooner than any retransmission. */
const BLIND_COPY_WINDOW_NS = 5e6;

/** Whether an equal packet is the same one, captured once more, and was not sent once more. RFC 6864 §4.1: who never fragments may write 0. */
export function isCapturedAgain(earlierIpId: number, ipId: number, gapNs: number): boolean {
  const gap = Math.abs(gapNs);
  return ipId > 0 ? ipId === earlierIpId && gap < COPY_WINDOW_NS : gap < BLIND_COPY_WINDOW_NS;
}
