/** How much of WebSocket connections is believed and kept. Reaching one is told in a diagnostic; what was read stays. */
export type WebSocketLimits = {
  /** Bytes of one message, as sent and inflated: of a longer one its beginning is read. */
  readonly messageBytes: number;
  /** Bytes of the head of a request or response before the upgrade. */
  readonly headBytes: number;
  /** Bytes that are looked through for the next frame, where it is not known where one begins. */
  readonly searchBytes: number;
  /** Inflated bytes for each compressed byte, of all connections together … */
  readonly inflationRatio: number;
  /** … once this many have come out: messages that repeat each other compress well. */
  readonly inflationGraceBytes: number;
};

const KIB = 1024;
const MIB = 1024 * KIB;

export const defaultWebSocketLimits: WebSocketLimits = {
  messageBytes: 4 * MIB,
  headBytes: 64 * KIB,
  searchBytes: MIB,
  inflationRatio: 200,
  inflationGraceBytes: 64 * MIB,
};
