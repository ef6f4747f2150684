/** Numbers missing beyond these are not told one by one. */
const mostMissing = 50;

const none: number[] = [];

/** The CSeq numbers of one side's requests within a dialog: they go up by one with each (RFC 3261 §12.2.1.1). */
export class CSeqSpace {
  /** -1 where none was seen. */
  first: number;
  last: number;
  /** Numbers between the first and the last that were not seen: lost before the tap, or sent by another way. */
  missing: number[] = none;
  /** Messages whose number was lower than one before. */
  late: number[] = none;

  /** `first`: of the request that made the dialog, where it was this side's; else -1. */
  constructor(first: number) {
    this.first = first;
    this.last = first;
  }

  /** Takes the number of a request that is no copy. */
  receive(cseq: number, message: number): void {
    if (cseq < 0 || cseq === this.last) return;
    if (this.first < 0) {
      this.first = cseq;
      this.last = cseq;
      return;
    }
    if (cseq > this.last) {
      for (let number = this.last + 1; number < cseq && this.missing.length < mostMissing; number++)
        this.missing = [...this.missing, number];
      this.last = cseq;
      return;
    }
    if (cseq < this.first || !this.missing.includes(cseq)) return;
    this.missing = this.missing.filter((number) => number !== cseq);
    if (this.late.length < mostMissing) this.late = [...this.late, message];
  }
}
