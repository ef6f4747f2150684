import { text } from './build-capture.ts';
import { data, iData, init, sack, sctpBytes } from './build-sctp.ts';
import {
  type Burst,
  type CarriedBurst,
  type CarriedPacket,
  type Carriage,
  type Carrier,
  type Need,
  OPENED_MS,
  type Pair,
  ports,
} from './carriage.ts';
import type { FlowMessage } from './generate-calls.ts';

type Chunk = { readonly bytes: Uint8Array; readonly message: number };

/** SCTP: a message is a user message, which may be cut into chunks; chunks share packets. RFC 4168, RFC 9260 §6.9, RFC 8260. */
export class SctpCarrier implements Carrier {
  readonly keyLog = '';
  readonly #given: Carriage;
  readonly #pair: Pair;
  readonly #tsn: [number, number];
  /** Messages so far, of each direction. */
  readonly #count: [number, number] = [0, 0];
  #turn = 0;

  constructor(given: Carriage, pair: Pair) {
    this.#given = given;
    this.#pair = pair;
    this.#tsn = [given.initial, (given.initial * 3 + 77) >>> 0];
  }

  open(): readonly CarriedPacket[] {
    const tags = [0x1000 + this.#pair.number, 0x2000 + this.#pair.number] as const;
    return this.#given.fillers
      ? [this.#packet(0, [init(tags[0])], OPENED_MS), this.#packet(1, [init(tags[1])], OPENED_MS)]
      : [];
  }

  carry({ atMs, from, messages }: Burst): CarriedBurst {
    const direction = from === this.#pair.first ? 0 : 1;
    const chunks = this.#chunks(direction, messages);
    const needs = messages.map((): Need[] => []);
    const packets: CarriedPacket[] = [];
    for (let at = 0; at < chunks.length;) {
      const count = this.#given.bundles[this.#turn++ % this.#given.bundles.length]!;
      const own = chunks.slice(at, at + count);
      const others = this.#given.fillers && at % 2 === 0 ? [sack] : [];
      const packet = this.#packet(direction, [...others, ...own.map(({ bytes }) => bytes)], atMs);
      for (const [ordinal, { message }] of own.entries()) needs[message]!.push({ packet, ordinal });
      packets.push(packet);
      at += count;
    }
    return { packets, messages: messages.map((message, i) => ({ message, needs: needs[i]! })) };
  }

  #chunks(direction: 0 | 1, messages: readonly FlowMessage[]): readonly Chunk[] {
    const { interleaves, unordered, streams } = this.#given;
    const parts = messages.map(({ text: message }) => this.#cut(text(message)));
    const first = this.#count[direction];
    this.#count[direction] += messages.length;
    const order = parts.flatMap((own, message) => own.map((_, i) => ({ message, i })));
    if (interleaves) order.sort((one, other) => one.i - other.i);
    return order.map(({ message, i }): Chunk => {
      const number = first + message;
      const tsn = this.#tsn[direction];
      this.#tsn[direction] = (tsn + 1) >>> 0;
      const own = parts[message]!;
      const options = {
        tsn,
        stream: number % streams,
        sequence: Math.floor(number / streams),
        unordered,
        begin: i === 0,
        end: i === own.length - 1,
      };
      const bytes = interleaves ? iData(own[i]!, { ...options, fragment: i }) : data(own[i]!, options);
      return { bytes, message };
    });
  }

  #cut(bytes: Uint8Array): Uint8Array[] {
    const { chunks } = this.#given;
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const length = chunks[this.#turn++ % chunks.length]!;
      pieces.push(bytes.subarray(at, at + length));
      at += length;
    }
    return pieces;
  }

  #packet(direction: 0 | 1, chunks: readonly Uint8Array[], atMs: number): CarriedPacket {
    const { first, second, number } = this.#pair;
    const [from, to] = direction === 0 ? [first, second] : [second, first];
    const verificationTag = (direction === 0 ? 0x2000 : 0x1000) + number;
    return { atMs, from, to, protocol: 132, payload: sctpBytes(chunks, { ...ports, verificationTag }) };
  }
}
