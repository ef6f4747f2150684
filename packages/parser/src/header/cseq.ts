/** Orders the requests of a dialog, and ties a response to its request. RFC 3261 §20.16. */
export type CSeq = {
  /** Undefined where the number is above 2^32 - 1. */
  readonly number: number | undefined;
  readonly numberText: string;
  readonly method: string;
};

/** The text of a CSeq. RFC 3261 §20.16. */
export function writeCSeq(cseq: CSeq): string {
  return `${cseq.numberText} ${cseq.method}`;
}

/** Which reliable provisional response a PRACK acknowledges. RFC 3262 §7.2. */
export type RAck = {
  /** Undefined where the number is above 2^32 - 1. */
  readonly responseNumber: number | undefined;
  readonly responseNumberText: string;
  readonly cseq: CSeq;
};

/** The text of a RAck. RFC 3262 §7.2. */
export function writeRAck(rack: RAck): string {
  return `${rack.responseNumberText} ${writeCSeq(rack.cseq)}`;
}
