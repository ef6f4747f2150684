/** How much of TLS is believed and kept. Reaching one is told in a diagnostic. */
export type TlsLimits = {
  /** Bytes of key log text that are read. */
  readonly keyLogBytes: number;
  /** Bytes of one line of it. */
  readonly keyLogLineBytes: number;
  /** Secrets kept of it. */
  readonly keyLogEntries: number;
  /** Bytes of one handshake message. */
  readonly handshakeBytes: number;
  /** Bytes of one connection that wait for a key. */
  readonly waitingBytes: number;
  /** Bytes of all connections that wait for a key, for the rest of a record or of a handshake message. */
  readonly heldBytes: number;
  /** Sequence numbers tried after records were lost. */
  readonly sequencesTried: number;
  /** Bytes decrypted in vain, in all, where sequence numbers were tried; each try counts 2 KiB more than it has. */
  readonly triedBytes: number;
  /** Sessions remembered, so that one that is resumed finds its key. */
  readonly sessions: number;
  /** Server names listed. */
  readonly serverNames: number;
};

const KIB = 1024;
const MIB = 1024 * KIB;

export const defaultTlsLimits: TlsLimits = {
  keyLogBytes: 64 * MIB,
  keyLogLineBytes: 4 * KIB,
  keyLogEntries: 1_000_000,
  handshakeBytes: 256 * KIB,
  waitingBytes: MIB,
  heldBytes: 64 * MIB,
  sequencesTried: 1024,
  triedBytes: 256 * MIB,
  sessions: 10_000,
  serverNames: 100,
};
