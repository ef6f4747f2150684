import { frameAll, readAll } from './read-all.ts';

/** What went wrong with some bytes, and how many were read. */
export type ByteReport = { readonly read: number; readonly faults: readonly string[]; readonly slowestMs: number };

/** As long as one message of a torture suite may take. */
const allowedMs = 100;

/** Reads every prefix of a message: of one of `step` the bytes are read, beginning with the one at `from`. */
export function readPrefixes(bytes: Uint8Array, step = 1, from = 0): ByteReport {
  const report = new Report();
  for (let end = from; end <= bytes.length; end += step) report.take(bytes.slice(0, end), `prefix of ${end} bytes`);
  return report;
}

/** Reads a message with each of its bytes changed to each of the 255 others: one of `step` of these changes, beginning with the one at `from`. */
export function readChanges(bytes: Uint8Array, step = 1, from = 0): ByteReport {
  const report = new Report();
  for (let change = from; change < bytes.length * 255; change += step) {
    const at = Math.floor(change / 255);
    const before = bytes[at]!;
    bytes[at] = (before + 1 + (change % 255)) & 0xff;
    report.take(bytes, `byte ${at} made 0x${bytes[at]!.toString(16)}`);
    bytes[at] = before;
  }
  return report;
}

class Report implements ByteReport {
  read = 0;
  slowestMs = 0;
  readonly faults: string[] = [];

  take(bytes: Uint8Array, what: string): void {
    this.read++;
    try {
      let tookMs = timeOf(bytes);
      // Where the machine did something else meanwhile, not again.
      for (let again = 0; tookMs > allowedMs && again < 4; again++) tookMs = timeOf(bytes);
      this.slowestMs = Math.max(this.slowestMs, tookMs);
      if (tookMs > allowedMs) this.faults.push(`${what}: took ${tookMs.toFixed(0)} ms`);
    } catch (error) {
      this.faults.push(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
}

function timeOf(bytes: Uint8Array): number {
  const before = performance.now();
  readAll(bytes);
  frameAll(bytes);
  return performance.now() - before;
}
