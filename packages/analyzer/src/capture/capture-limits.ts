/** How much of a capture is believed and kept. Reaching one is told in a diagnostic; what was read stays. */
export type CaptureLimits = {
  /** Captured bytes of one packet; a record that claims more is damaged. */
  readonly recordBytes: number;
  /** Bytes of one pcapng block. */
  readonly blockBytes: number;
  /** Options of one pcapng block. */
  readonly blockOptions: number;
  /** Interfaces of one pcapng section. */
  readonly interfaces: number;
  /** Bytes of key logs that a pcapng carries; what comes behind them is not handed on. */
  readonly secretsBytes: number;
  /** Comments of a capture that are kept … */
  readonly comments: number;
  /** … and characters of each; as many of any other text that describes a capture. */
  readonly commentCharacters: number;
  /** Sections of which it is told what wrote them. */
  readonly describedSections: number;
  /** Interfaces of all sections that are described; more are read. */
  readonly describedInterfaces: number;
  /** Addresses whose names are kept … */
  readonly describedNames: number;
  /** … and characters of all these names. */
  readonly nameCharacters: number;
  readonly packets: number;
  /** Of one message in a text. */
  readonly messageBytes: number;
  /** Files of one capture that are read at once, because their times overlap. */
  readonly filesAtOnce: number;
  /** Bytes that a compressed capture may inflate to. */
  readonly inflatedBytes: number;
  /** Inflated bytes for each compressed byte … */
  readonly inflationRatio: number;
  /** … once this many have come out: a small capture of equal packets compresses well and is harmless. */
  readonly inflationGraceBytes: number;
};

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

export const defaultCaptureLimits: CaptureLimits = {
  recordBytes: 256 * KIB, // libpcap's and Wireshark's largest packet
  blockBytes: 16 * MIB,
  blockOptions: 10_000,
  interfaces: 65_536,
  secretsBytes: MIB,
  comments: 100,
  commentCharacters: 1000,
  describedSections: 100,
  describedInterfaces: 1000,
  describedNames: 1000,
  nameCharacters: MIB,
  packets: 100_000_000,
  messageBytes: 4 * MIB,
  filesAtOnce: 64,
  inflatedBytes: 20 * GIB,
  inflationRatio: 200,
  inflationGraceBytes: 64 * MIB,
};
