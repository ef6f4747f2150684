import type { MsrpHead } from './msrp-head.ts';

/** One request or response of MSRP as a connection carried it: what it says, and of its body what is kept. RFC 4975 §7. */
export type MsrpRecord = {
  /** Index in the `FlowTable`: endpoints, direction and transport. */
  readonly flow: number;
  /** The packet that completes it, and its time. */
  readonly frame: number;
  readonly timeNs: number;
  readonly head: MsrpHead;
  /** How its end-line says it goes on: `$` ends the message, `+` another chunk follows, `#` it is given up. Absent where its end was not captured. */
  readonly flag: '$' | '+' | '#' | undefined;
  /** Of the body; absent where it has none. */
  readonly bodyBytes: number | undefined;
  /** The body's first bytes, as far as they stand among the first `keptBodyBytes` of the message. */
  readonly body: Uint8Array;
  /** Of the whole message, in hexadecimal: with its last chunk, where all came in order on this connection. */
  readonly sha1: string | undefined;
};

/** Takes what connections carry of MSRP, in the order of the capture. */
export type MsrpReport = (record: MsrpRecord) => void;

/** Bytes of a message's beginning that are kept, to tell what it says. */
export const keptBodyBytes = 4096;
