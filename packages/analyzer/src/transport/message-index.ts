import type { Delivery } from './delivery.ts';

/** Packets whose messages are remembered, for those of them that are complete only later. */
const maxPackets = 65_536;

/** Numbers the messages that one packet completes. What a stream carried may be known to be complete only when later packets have come. */
export class MessageIndex {
  /** How many messages each of the latest packets has completed. */
  readonly #counts = new Map<number, number>();

  /** The same deliveries, each with its index. */
  number(deliveries: readonly Delivery[]): readonly Delivery[] {
    return deliveries.map((delivery) => {
      const index = this.#next(delivery.frame);
      return index === delivery.index ? delivery : { ...delivery, index };
    });
  }

  #next(frame: number): number {
    const index = this.#counts.get(frame) ?? 0;
    this.#counts.set(frame, index + 1);
    if (index === 0 && this.#counts.size > maxPackets) {
      for (const oldest of this.#counts.keys()) {
        this.#counts.delete(oldest);
        break;
      }
    }
    return index;
  }
}
