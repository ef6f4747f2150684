import type { Packet, CaptureClock } from './packet.ts';
import type { CaptureRecord } from './packet-records.ts';
import { type TsharkPacket, readTsharkPacket } from './tshark-packet.ts';

/** A packet of whoever has read or captured it already. */
export type PlainPacket = {
  /** When it was captured: a `Date`, milliseconds since 1970 (with a fraction), or nanoseconds since 1970 as a bigint. */
  readonly time: Date | number | bigint;
  readonly data: Uint8Array;
  /** LINKTYPE_ number; that of the options where missing. */
  readonly linkType?: number;
  /** Bytes on the wire, where more than were captured. */
  readonly originalLength?: number;
};

/** The shapes of packets that other readers give: ours, those of the npm package `pcap-parser`, and of `tshark -T ek -x`. */
export type ForeignPacket = PlainPacket | CaptureRecord | TsharkPacket;

export type ForeignPacketOptions = {
  /** LINKTYPE_ number of packets that do not tell theirs: what pcap's file header says. 1, Ethernet, where missing. */
  readonly linkType?: number | undefined;
  /** What `timestampMicroseconds` of records counts. */
  readonly fraction?: 'microseconds' | 'nanoseconds' | undefined;
};

const ETHERNET = 1;

/** Packets of other readers as the stages take them. Throws a `TypeError` or `RangeError` where one is none. */
export class ForeignPackets {
  packets = 0;
  bytes = 0;
  readonly #options: ForeignPacketOptions;
  #epochNs = 0n;

  constructor(options: ForeignPacketOptions) {
    this.#options = options;
  }

  get clock(): CaptureClock {
    return { epochNs: this.#epochNs, decimals: 9 };
  }

  /** `undefined` of a line of `tshark -T ek` that holds no packet. */
  receive(foreign: ForeignPacket): Packet | undefined {
    const plain = this.#plainOf(foreign);
    if (plain === undefined) return undefined;
    const timeNs = nanoseconds(plain.time);
    if (this.packets === 0) this.#epochNs = timeNs;
    const { data } = plain;
    if (!(data instanceof Uint8Array)) throw new TypeError('A packet’s data is no Uint8Array.');
    const offset = this.bytes;
    this.bytes += data.length;
    return {
      frame: ++this.packets,
      timeNs: Number(timeNs - this.#epochNs),
      linkType: plain.linkType ?? this.#options.linkType ?? ETHERNET,
      bytes: data,
      start: 0,
      end: data.length,
      offset,
      originalLength: Math.max(data.length, plain.originalLength ?? 0),
    };
  }

  #plainOf(foreign: ForeignPacket): PlainPacket | undefined {
    if ('header' in foreign) return this.#recordOf(foreign);
    return 'data' in foreign ? foreign : readTsharkPacket(foreign);
  }

  #recordOf({ header, data }: CaptureRecord): PlainPacket {
    const fractionNs = this.#options.fraction === 'nanoseconds' ? 1n : 1000n;
    const time = BigInt(header.timestampSeconds) * 1_000_000_000n + BigInt(header.timestampMicroseconds) * fractionNs;
    return { time, data: data.subarray(0, header.capturedLength), originalLength: header.originalLength };
  }
}

function nanoseconds(time: PlainPacket['time']): bigint {
  if (typeof time === 'bigint') return time;
  const ms = typeof time === 'number' ? time : time.getTime();
  if (!Number.isFinite(ms)) throw new RangeError(`A packet's time is ${ms}.`);
  const whole = Math.floor(ms);
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((ms - whole) * 1e6));
}
