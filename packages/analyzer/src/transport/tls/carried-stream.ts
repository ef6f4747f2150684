import type { Delivery } from '../delivery.ts';
import type { Direction, StreamReader } from '../stream.ts';
import type { TlsRecord } from './tls-record.ts';

/** What the records of application data of a connection carry: it has a reader of its own, made once there is some. */
export class CarriedStream {
  readonly #open: () => StreamReader;
  #reader: StreamReader | undefined;
  #deliveries: Delivery[] = [];

  constructor(open: () => StreamReader) {
    this.#open = open;
  }

  get waitingBytes(): number {
    return this.#reader?.waitingBytes ?? 0;
  }

  /** What was read since this was last asked for. */
  takeDeliveries(): readonly Delivery[] {
    const deliveries = this.#deliveries;
    this.#deliveries = [];
    return deliveries;
  }

  /** `content`: of the record, where it begins at `contentAt`. */
  receive(direction: Direction, record: TlsRecord, contentAt: number, content: Uint8Array): void {
    const reader = (this.#reader ??= this.#open());
    let from = 0;
    for (const [index, { end, ...packet }] of record.parts.entries()) {
      // The last packet completes the record and so all that is in it: at least one byte is its own.
      const isLast = index === record.parts.length - 1;
      const to = isLast ? content.length : Math.min(Math.max(end - contentAt, from), content.length - 1);
      if (to === from) continue;
      const bytes = content.subarray(from, to);
      this.#keep(reader.receive(direction, { ...packet, bytes, place: [{ bytes }] }));
      from = to;
    }
  }

  gap(direction: Direction, lengthBytes: number): void {
    if (this.#reader !== undefined) this.#keep(this.#reader.gap(direction, lengthBytes));
  }

  end(direction: Direction): void {
    if (this.#reader !== undefined) this.#keep(this.#reader.end(direction));
  }

  #keep(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) this.#deliveries.push(delivery);
  }
}
