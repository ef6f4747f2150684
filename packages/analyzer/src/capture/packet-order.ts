import type { Packet } from './packet.ts';

/** Packets of several interfaces are written a little out of order; a clock that was set goes back by more. */
const windowNs = 1e9;
/** So many packets show whether a capture is out of order. */
const packetsLookedAt = 1000;
/** So much may wait: the earliest goes on first. */
const mostPackets = 10_000;
const mostBytes = 16 * 1024 * 1024;

/**
 * Puts packets in the order of their times where a capture has them a little out of order, as captures of several interfaces do. Equal times keep their order, and what comes more
 * than a second late stays where it is: the clock was set. A capture that begins in order is passed on as it comes, until a packet comes late. What comes out is the same however
 * the packets are split into batches.
 */
export class PacketOrder {
  /** In the order of their times, from `#from` on. */
  #waiting: Packet[] = [];
  #from = 0;
  #bytes = 0;
  #newestNs = -Infinity;
  #packets = 0;
  #isLate = false;
  #waits = true;

  /** The packets that can go on. They are valid as long as those given. */
  receive(packets: readonly Packet[]): readonly Packet[] {
    if (!this.#waits && this.#isInOrder(packets)) return packets;
    const ready: Packet[] = [];
    for (const packet of packets) this.#take(packet, ready);
    this.#keepWaiting(packets);
    return ready;
  }

  /** Those that still wait. */
  end(): readonly Packet[] {
    return this.#waiting.splice(0);
  }

  /** Those of the latest batch lie in a chunk that will be used again. */
  #keepWaiting(latest: readonly Packet[]): void {
    const firstFrame = latest[0]?.frame ?? Infinity;
    const waiting = this.#waiting.slice(this.#from);
    this.#waiting = waiting.map((packet) => (packet.frame >= firstFrame ? owned(packet) : packet));
    this.#from = 0;
  }

  #isInOrder(packets: readonly Packet[]): boolean {
    let newestNs = this.#newestNs;
    for (const { timeNs } of packets) {
      if (timeNs < newestNs) return false;
      newestNs = timeNs;
    }
    this.#newestNs = newestNs;
    return true;
  }

  #take(packet: Packet, ready: Packet[]): void {
    const { timeNs } = packet;
    this.#packets++;
    if (timeNs < this.#newestNs - windowNs) this.#passOn(ready, Infinity);
    else if (timeNs < this.#newestNs) this.#isLate = true;
    this.#newestNs = timeNs < this.#newestNs - windowNs ? timeNs : Math.max(timeNs, this.#newestNs);
    if (!this.#waits) {
      // The first one that is late: what it should have come before is gone, and what follows waits.
      this.#waits = this.#isLate;
      ready.push(packet);
      return;
    }
    this.#insert(packet);
    this.#passOn(ready, this.#newestNs - windowNs);
    if (this.#isLate || this.#packets < packetsLookedAt) return;
    this.#passOn(ready, Infinity);
    this.#waits = false;
  }

  #insert(packet: Packet): void {
    let at = this.#waiting.length;
    while (at > this.#from && this.#waiting[at - 1]!.timeNs > packet.timeNs) at--;
    if (at === this.#waiting.length) this.#waiting.push(packet);
    else this.#waiting.splice(at, 0, packet);
    this.#bytes += packet.end - packet.start;
  }

  /** Those not later than that time, and those for which there is no room. */
  #passOn(ready: Packet[], timeNs: number): void {
    for (;;) {
      const first = this.#waiting[this.#from];
      if (first === undefined) return;
      const isFull = this.#waiting.length - this.#from > mostPackets || this.#bytes > mostBytes;
      if (!isFull && first.timeNs > timeNs) return;
      ready.push(first);
      this.#from++;
      this.#bytes -= first.end - first.start;
    }
  }
}

/** With bytes of its own, which outlive the chunk it came in. */
function owned(packet: Packet): Packet {
  const { bytes, start, end } = packet;
  return { ...packet, bytes: bytes.slice(start, end), start: 0, end: end - start };
}
