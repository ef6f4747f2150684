/** Gives payloads to the readers of one stream, as the media stage does. */

import { newRtpPacket } from '../../src/media/rtp-header.ts';
import type { RtpPacket } from '../../src/media/rtp-packet.ts';
import type { PayloadFormat } from '../../src/media/payload/payload-reader.ts';
import { StreamReaders } from '../../src/media/payload/stream-readers.ts';
import type { StreamFacts } from '../../src/rows/stream-row.ts';

export type TestPayload = {
  readonly payload: ArrayLike<number>;
  readonly timestamp: number;
  readonly sequence?: number;
  readonly marker?: boolean;
  readonly timeMs?: number;
  readonly payloadType?: number;
};

const header = 12;

export function format(encoding: string, clockHz = 8000, parameters?: string): PayloadFormat {
  return { encoding, clockHz, channels: 1, parameters };
}

/** Readers of a stream whose payload types stand for these formats. */
export class TestStream {
  readonly levels: number[] = [];
  readonly readers: StreamReaders;
  readonly #formats: ReadonlyMap<number, PayloadFormat>;
  readonly #packet: RtpPacket = newRtpPacket();
  #frame = 0;

  constructor(formats: readonly (readonly [number, PayloadFormat])[]) {
    this.#formats = new Map(formats);
    this.readers = new StreamReaders({
      addLevel: (_timeNs, dBov) => void this.levels.push(dBov),
      formatOf: (payloadType) => this.#formats.get(payloadType),
    });
  }

  /** Each is a packet of its own, with the next frame number; sequence numbers count up where they are not stated. */
  receive(...payloads: readonly TestPayload[]): this {
    const packet = this.#packet;
    for (const sent of payloads) {
      const bytes = new Uint8Array(header + sent.payload.length);
      bytes.set(Array.from(sent.payload), header);
      packet.frame = ++this.#frame;
      packet.timeNs = Math.round((sent.timeMs ?? (this.#frame - 1) * 20) * 1e6);
      packet.bytes = bytes;
      packet.start = 0;
      packet.payloadStart = header;
      packet.end = packet.payloadEnd = bytes.length;
      packet.sequence = (sent.sequence ?? this.#frame) & 0xffff;
      packet.timestamp = sent.timestamp >>> 0;
      packet.marker = sent.marker ?? false;
      packet.payloadType = sent.payloadType ?? [...this.#formats.keys()][0] ?? 101;
      this.readers.of(packet.payloadType, this.#formats.get(packet.payloadType))?.receive(packet);
    }
    return this;
  }

  /** Times are milliseconds since the first packet of the capture. */
  facts(): Partial<StreamFacts> {
    return this.readers.facts((timeNs) => `${Math.round(timeNs / 1e6)}`);
  }
}

/** RFC 4733 §2.3. */
export function event(code: number, duration: number, { isEnd = false, volume = 10 } = {}): number[] {
  return [code, (isEnd ? 0x80 : 0) | volume, duration >> 8, duration & 0xff];
}
