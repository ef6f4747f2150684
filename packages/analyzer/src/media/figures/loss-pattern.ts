/**
 * How losses lie beside each other, told in the order of the sequence: runs of packets that were lost one after the other, and bursts and gaps
 * (RFC 3611 §4.7.2). A burst begins and ends with a packet that was lost or discarded, and fewer than Gmin packets that were received lie between any two of them;
 * all else is gap, and so is a loss that stands alone.
 */

/** RFC 3611 §4.7.6 recommends it. */
export const gmin = 16;

/** Runs of at most so many packets are counted each by its length; longer ones by powers of two. */
const exactLengths = 8;
const longLengths = 14;

export class LossPattern {
  /** Packets told, lost ones among them. */
  told = 0;
  /** Lost or discarded. */
  impaired = 0;
  discarded = 0;
  /** Of packets one after the other that were lost or discarded. */
  impairedRuns = 0;
  /** Bursts that are over. */
  #bursts = 0;
  #burstPackets = 0;
  #burstImpaired = 0;
  #beganWithBurst = false;
  #isFirstLost = false;
  /** Of the losses that may become a burst, or are one: how many, and how many packets from the first to the last of them. */
  #clusterImpaired = 0;
  #clusterPackets = 0;
  /** Received since the last impaired one; -1 where there was none. */
  #sinceImpaired = -1;
  /** Packets that were lost one after the other, until now. */
  #lostRun = 0;
  #runs: Uint32Array | undefined;

  receive(): void {
    this.told++;
    if (this.#lostRun > 0) this.#endRun();
    if (this.#sinceImpaired >= 0) this.#sinceImpaired++;
  }

  discard(): void {
    if (this.#lostRun > 0) this.#endRun();
    this.discarded++;
    this.#impair(1);
  }

  /** Packets that were lost one after the other. */
  lose(packets: number): void {
    this.#lostRun += packets;
    this.#impair(packets);
  }

  /** Of packets that were lost one after the other: how often how many. */
  runs(): { from: number; to: number; count: number }[] {
    const copy = this.copy();
    if (copy.#lostRun > 0) copy.#endRun();
    const found: { from: number; to: number; count: number }[] = [];
    copy.#runs?.forEach((count, bin) => {
      if (count > 0) found.push({ ...lengthsOf(bin), count });
    });
    return found;
  }

  /** Undefined where nothing was lost or discarded. */
  bursts(): Bursts | undefined {
    if (this.impaired === 0) return undefined;
    const copy = this.copy();
    const endsWithBurst = copy.#clusterImpaired > 1 && copy.#sinceImpaired === 0;
    copy.#endCluster();
    const gapPackets = copy.told - copy.#burstPackets;
    const gapImpaired = copy.impaired - copy.#burstImpaired;
    return {
      count: copy.#bursts,
      // One before the first burst, one between any two, one after the last: those that have packets.
      gaps: copy.#bursts + 1 - (copy.#beganWithBurst ? 1 : 0) - (copy.#bursts > 0 && endsWithBurst ? 1 : 0),
      burstPackets: copy.#burstPackets,
      burstDensity: copy.#burstPackets === 0 ? 0 : copy.#burstImpaired / copy.#burstPackets,
      gapPackets,
      gapDensity: gapPackets === 0 ? 0 : gapImpaired / gapPackets,
    };
  }

  copy(): LossPattern {
    const copy = new LossPattern();
    copy.told = this.told;
    copy.impaired = this.impaired;
    copy.discarded = this.discarded;
    copy.impairedRuns = this.impairedRuns;
    copy.#bursts = this.#bursts;
    copy.#burstPackets = this.#burstPackets;
    copy.#burstImpaired = this.#burstImpaired;
    copy.#beganWithBurst = this.#beganWithBurst;
    copy.#isFirstLost = this.#isFirstLost;
    copy.#clusterImpaired = this.#clusterImpaired;
    copy.#clusterPackets = this.#clusterPackets;
    copy.#sinceImpaired = this.#sinceImpaired;
    copy.#lostRun = this.#lostRun;
    copy.#runs = this.#runs?.slice();
    return copy;
  }

  #impair(packets: number): void {
    if (this.told === 0) this.#isFirstLost = true;
    this.told += packets;
    this.impaired += packets;
    if (this.#sinceImpaired !== 0) this.impairedRuns++;
    if (this.#sinceImpaired >= gmin) this.#endCluster();
    const between = this.#clusterImpaired === 0 ? 0 : this.#sinceImpaired;
    this.#clusterImpaired += packets;
    this.#clusterPackets += between + packets;
    this.#sinceImpaired = 0;
  }

  #endCluster(): void {
    if (this.#clusterImpaired > 1) {
      if (this.#bursts === 0) this.#beganWithBurst = this.#isFirstLost;
      this.#bursts++;
      this.#burstPackets += this.#clusterPackets;
      this.#burstImpaired += this.#clusterImpaired;
    }
    this.#isFirstLost = false;
    this.#clusterImpaired = 0;
    this.#clusterPackets = 0;
  }

  #endRun(): void {
    this.#runs ??= new Uint32Array(exactLengths + longLengths);
    const bin = binOf(this.#lostRun);
    this.#runs[bin] = this.#runs[bin]! + 1;
    this.#lostRun = 0;
  }
}

/** Bursts of losses and discards, and what lies between them. Densities are fractions of what was expected there. */
export type Bursts = {
  readonly count: number;
  readonly gaps: number;
  readonly burstPackets: number;
  readonly burstDensity: number;
  readonly gapPackets: number;
  readonly gapDensity: number;
};

/** 1 to 8 each for itself; then 9 to 16, 17 to 32 and so on; the last has all that is longer. */
function binOf(length: number): number {
  if (length <= exactLengths) return length - 1;
  return Math.min(exactLengths + longLengths - 1, exactLengths + Math.ceil(Math.log2(length / exactLengths)) - 1);
}

function lengthsOf(bin: number): { from: number; to: number } {
  if (bin < exactLengths) return { from: bin + 1, to: bin + 1 };
  const power = bin - exactLengths;
  return { from: exactLengths * 2 ** power + 1, to: exactLengths * 2 ** (power + 1) };
}
