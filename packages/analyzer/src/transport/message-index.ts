import type { Delivery } from './delivery.ts';

/** Packets whose messages are remembered, for those of them that are known to be complete only later. */
const maxPackets = 65_536;

/** Numbers the messages that one packet completes. Of a stream it may be later packets that show that a message was complete. */
export class MessageIndex {
  #latest = -1;
  #latestCount = 0;
  #isOfStream = false;
  /** How many messages the packets before it completed; only of streams. */
  readonly #counts = new Map<number, number>();

  /** The same deliveries, each with its index. */
  number(deliveries: readonly Delivery[], isOfStream: boolean): readonly Delivery[] {
    return deliveries.map((delivery) => {
      const index = this.#next(delivery.frame, isOfStream);
      return index === delivery.index ? delivery : { ...delivery, index };
    });
  }

  /** For what is one message at most. */
  numberOne(deliveries: readonly Delivery[]): readonly Delivery[] {
    const [delivery] = deliveries;
    if (delivery === undefined) return deliveries;
    const index = this.#next(delivery.frame, false);
    return index === 0 ? deliveries : [{ ...delivery, index }];
  }

  #next(frame: number, isOfStream: boolean): number {
    if (frame === this.#latest) return this.#latestCount++;
    if (frame < this.#latest) return this.#nextLate(frame);
    if (this.#isOfStream) this.#remember(this.#latest, this.#latestCount);
    this.#latest = frame;
    this.#latestCount = 1;
    this.#isOfStream = isOfStream;
    return 0;
  }

  #nextLate(frame: number): number {
    const index = this.#counts.get(frame) ?? 0;
    this.#remember(frame, index + 1);
    return index;
  }

  #remember(frame: number, count: number): void {
    this.#counts.set(frame, count);
    if (this.#counts.size <= maxPackets) return;
    for (const oldest of this.#counts.keys()) {
      this.#counts.delete(oldest);
      return;
    }
  }
}
