/** How much of what hostile packets claim is believed and kept. Reaching one is told in a diagnostic; what was read stays. */
export type NetworkLimits = {
  /** Headers, tags and tunnels of one packet. */
  readonly layers: number;
  /** IP datagrams whose fragments are waited for at the same time. */
  readonly pendingDatagrams: number;
  /** Memory for the fragments of all of them. */
  readonly pendingBytes: number;
  /** Capture time after its first fragment until a datagram is given up. */
  readonly pendingSeconds: number;
  /** Bytes that the compressed payload of a HEP packet may inflate to, also over TCP. */
  readonly hepPayloadBytes: number;
  /** Channels of TURN of which it is kept who their peer is. */
  readonly turnChannels: number;
};

export const defaultNetworkLimits: NetworkLimits = {
  layers: 16, // honest networks stay under 10
  pendingDatagrams: 8192,
  pendingBytes: 64 * 1024 * 1024,
  pendingSeconds: 60, // RFC 8200 §4.5; RFC 1122 §3.3.2 says 60 to 120
  hepPayloadBytes: 4 * 1024 * 1024,
  turnChannels: 65_536,
};
