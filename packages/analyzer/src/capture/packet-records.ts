import { linkTypeName } from './link-type.ts';
import type { CaptureClock, Packet } from './packet.ts';

/** A packet as another reader hands it on: the shape of the npm package `pcap-parser`. */
export type CaptureRecord = {
  readonly header: {
    readonly timestampSeconds: number;
    /** Nanoseconds, where the reader's capture counts these: say so in `PacketRecordsOptions`. */
    readonly timestampMicroseconds: number;
    readonly capturedLength: number;
    readonly originalLength: number;
  };
  readonly data: Uint8Array;
};

export type PacketRecordsOptions = {
  /** LINKTYPE_ number, in pcap's file header; 1 is Ethernet. */
  readonly linkType: number;
  /** What the fraction of the time stamp counts. */
  readonly fraction?: 'microseconds' | 'nanoseconds';
};

/**
 * Packets from another reader's records: a stage that takes `CaptureReader`'s place.
 * `offset` counts the bytes of all records' data as if they lay one after the other.
 */
export class PacketRecords {
  readonly format: string = 'records';
  packets = 0;
  /** Of all records' data so far. */
  bytes = 0;
  readonly #linkType: number;
  readonly #fractionNs: number;
  #epochSeconds = 0;
  #epochFraction = 0;

  constructor(options: PacketRecordsOptions) {
    this.#linkType = options.linkType;
    this.#fractionNs = options.fraction === 'nanoseconds' ? 1 : 1000;
  }

  /** Names. */
  get linkTypes(): readonly string[] {
    return [linkTypeName(this.#linkType)];
  }

  get clock(): CaptureClock {
    const epochNs = BigInt(this.#epochSeconds) * 1_000_000_000n + BigInt(this.#epochFraction * this.#fractionNs);
    return { epochNs, decimals: this.#fractionNs === 1 ? 9 : 6 };
  }

  receive({ header, data }: CaptureRecord): Packet {
    const seconds = wholeNumber(header.timestampSeconds);
    const fraction = wholeNumber(header.timestampMicroseconds);
    if (this.packets === 0) {
      this.#epochSeconds = seconds;
      this.#epochFraction = fraction;
    }
    const offset = this.bytes;
    this.bytes += data.length;
    return {
      frame: ++this.packets,
      timeNs: (seconds - this.#epochSeconds) * 1e9 + (fraction - this.#epochFraction) * this.#fractionNs,
      linkType: this.#linkType,
      bytes: data,
      start: 0,
      end: Math.min(data.length, wholeNumber(header.capturedLength)),
      offset,
      originalLength: Math.max(data.length, wholeNumber(header.originalLength)),
    };
  }
}

/** Another reader's number, which a time or length must be. */
function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`A record's header holds ${value}.`);
  return value;
}
