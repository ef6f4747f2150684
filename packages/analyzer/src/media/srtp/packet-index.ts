const HALF = 0x8000;

/** The rollover counter of the packet with that sequence number, by the highest index received. RFC 3711 §3.3.1, Appendix A. */
export function estimateRollover(highestIndex: number, sequence: number): number {
  const rollover = Math.floor(highestIndex / 0x1_0000);
  const highest = highestIndex % 0x1_0000;
  if (highest < HALF) return sequence - highest > HALF && rollover > 0 ? rollover - 1 : rollover;
  return highest - HALF > sequence ? (rollover + 1) % 0x1_0000_0000 : rollover;
}
