/** How much of TCP is kept while it is put in order. Reaching one is told in a diagnostic. */
export type TcpLimits = {
  /** Of one direction, bytes that came before others that are still missing; each segment counts for some more than its bytes. */
  readonly outOfOrderBytes: number;
  /** Of all connections, those bytes and the ones of messages that are not complete. */
  readonly waitingBytes: number;
  /** Connections that are followed; beyond, the one that was silent longest is given up. */
  readonly connections: number;
  /** Missing bytes that the other side has acknowledged, or that are from before the capture, are given up after so many further packets of the connection … */
  readonly acknowledgedPackets: number;
  /** … or so much time of the capture; */
  readonly acknowledgedNs: number;
  /** those that nobody has acknowledged after so much. */
  readonly missingNs: number;
};

const MIB = 1024 * 1024;
const SECOND_NS = 1e9;

export const defaultTcpLimits: TcpLimits = {
  outOfOrderBytes: MIB,
  waitingBytes: 256 * MIB,
  connections: 200_000,
  acknowledgedPackets: 32,
  acknowledgedNs: SECOND_NS,
  missingNs: 60 * SECOND_NS,
};
