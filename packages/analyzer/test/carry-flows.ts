/** Flows as captures: by any transport, in any order within the reordering window, in any packets, on any link, in any file. */

import fc from 'fast-check';
import { LINK_TYPE } from '../src/capture/link-type.ts';
import { bytesOf, enhancedPacket, interfaceDescription, NANOSECONDS, pcap, sectionHeader } from './build-capture.ts';
import { udp } from './build-packet.ts';
import { type CarriedPacket, type Carriage, carriage, type Carrier, OPENED_MS } from './carriage.ts';
import { carrierOf } from './carry-messages.ts';
import { encapsulated, hop, type Hop, type Identifications, type Way, way } from './encapsulate.ts';
import { type FlowMessage, PARTIES } from './generate-calls.ts';
import type { TestPacketData } from './read-datagrams.ts';

/** How a flow is captured. Numbers are taken in turn. */
export type Crossing = {
  readonly version: 4 | 6;
  /** By pair of parties. */
  readonly carriages: readonly Carriage[];
  readonly ways: readonly Way[];
  /** How many packets pass another, of transports and then of links. */
  readonly delays: readonly number[];
  readonly linkDelays: readonly number[];
  readonly file: 'pcap' | 'pcap of nanoseconds' | 'pcap of the other order' | 'pcapng';
  readonly chunkBytes: readonly number[];
  /** Tunnels around what a second tap sees, and by how many packets it is later. */
  readonly secondTap?: { readonly hops: readonly Hop[]; readonly lag: number };
};

/**
 * Missing bytes of TCP that were acknowledged are waited for during 32 packets of their connection and 1 s of capture time (`tcp-limits.ts`): no more
 * packets pass another, and none that is so much later.
 */
const WINDOW_PACKETS = 16;
const WINDOW_LINK_PACKETS = 8;
const WINDOW_MS = 900;

const delays = (max: number): fc.Arbitrary<number[]> =>
  fc.oneof(fc.constant<number[]>([0]), fc.array(fc.nat({ max }), { minLength: 1, maxLength: 30 }));

export const crossing: fc.Arbitrary<Crossing> = fc.record({
  version: fc.constantFrom<4 | 6>(4, 6),
  carriages: fc.array(carriage, { minLength: PARTIES, maxLength: PARTIES }),
  ways: fc.array(way, { minLength: 1, maxLength: 3 }),
  delays: delays(WINDOW_PACKETS),
  linkDelays: delays(WINDOW_LINK_PACKETS),
  file: fc.constantFrom('pcap', 'pcap of nanoseconds', 'pcap of the other order', 'pcapng'),
  chunkBytes: fc.array(fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 70_000 })), {
    minLength: 1,
    maxLength: 5,
  }),
});

/** The same with a second tap, and the packets of each in order of time. */
export const seenTwice: fc.Arbitrary<Crossing> = fc
  .tuple(crossing, fc.array(hop, { maxLength: 2 }), fc.nat({ max: 8 }))
  .map(([given, hops, lag]) => ({ ...given, delays: [0], linkDelays: [0], secondTap: { hops, lag } }));

export type CarriedFlow = {
  readonly chunks: readonly Uint8Array[];
  readonly keyLog: Uint8Array;
  /** The messages in the order in which the capture completes them. */
  readonly messages: readonly FlowMessage[];
};

type CapturedPacket = TestPacketData & { readonly atMs: number };
type LinkedPacket = CapturedPacket & { readonly of: CarriedPacket };

/** The flow as UDP over Ethernet, a packet each, in a pcap whose times have as many decimals. */
export function plainFlow(messages: readonly FlowMessage[], { version, file }: Crossing): Uint8Array {
  const packets = messages.map(({ atMs, from, to, text }): CarriedPacket => {
    return { atMs, from, to, protocol: 17, payload: udp(text, { sourcePort: 5060, destinationPort: 5060 }) };
  });
  const captured = packets.flatMap((packet, i) => captureOf(packet, version, plainWay, { id: i + 1 }));
  const all = [...noSip(OPENED_MS), ...captured, ...noSip(lastMs(messages))];
  return fileOf(file === 'pcap of nanoseconds' ? file : 'pcap', all);
}

const plainWay: Way = { fragmentBytes: 0, hops: [], link: 0 };

export function carriedFlow(messages: readonly FlowMessage[], given: Crossing): CarriedFlow {
  const { carriers, keyLog } = carriersOf(messages, given);
  const opening = [...carriers.values()].flatMap((carrier) => carrier.open());
  const bursts = burstsOf(messages).map((burst) => carriers.get(pairOf(burst.from, burst.to))!.carry(burst));
  const packets = reordered(
    bursts.flatMap((burst) => burst.packets),
    given.delays,
  );
  const links = new LinkLayers(given);
  const before = opening.flatMap((packet) => links.first(packet));
  const firsts = packets.map((packet) => links.first(packet));
  const captured = reordered(firsts.flat(), given.linkDelays);
  const places = new Map(captured.map(({ of }, place) => [of, place]));
  const completed = bursts
    .flatMap((burst) => burst.messages)
    .map(({ message, needs }) => {
      const place = needs.reduce((last, { packet }) => Math.max(last, places.get(packet) ?? -1), -1);
      const inPlace = needs.filter(({ packet }) => (places.get(packet) ?? -1) === place);
      return { message, place, ordinal: Math.max(...inPlace.map(({ ordinal }) => ordinal)) };
    })
    .toSorted((one, other) => one.place - other.place || one.ordinal - other.ordinal);
  const noise = (atMs: number): CapturedPacket[] => noSip(atMs, given.ways[0]!.link);
  const seen =
    given.secondTap === undefined
      ? captured
      : twice(
          firsts,
          packets.map((packet) => links.second(packet)),
          given.secondTap.lag,
        );
  const all = [...noise(OPENED_MS), ...before, ...seen, ...noise(lastMs(messages))];
  return {
    chunks: cut(fileOf(given.file, all), given.chunkBytes),
    keyLog: new TextEncoder().encode(keyLog),
    messages: completed.map(({ message }) => message),
  };
}

function carriersOf(
  messages: readonly FlowMessage[],
  { carriages }: Crossing,
): { readonly carriers: ReadonlyMap<number, Carrier>; readonly keyLog: string } {
  const carriers = new Map<number, Carrier>();
  let keyLog = '';
  for (const { from, to } of messages) {
    const number = pairOf(from, to);
    if (carriers.has(number)) continue;
    const carrier = carrierOf(carriages[number]!, { first: from, second: to, number });
    carriers.set(number, carrier);
    keyLog += carrier.keyLog;
  }
  return { carriers, keyLog };
}

/** Of three parties there are three pairs: 0 and 1, 0 and 2, 1 and 2. */
function pairOf(one: number, other: number): number {
  return one + other - 1;
}

/** Messages of one party to another, sent at one time, one behind the other. */
function burstsOf(
  messages: readonly FlowMessage[],
): { atMs: number; from: number; to: number; messages: FlowMessage[] }[] {
  const bursts: { atMs: number; from: number; to: number; messages: FlowMessage[] }[] = [];
  for (const message of messages) {
    const last = bursts.at(-1);
    const isNext =
      last !== undefined && last.atMs === message.atMs && last.from === message.from && last.to === message.to;
    if (isNext) last.messages.push(message);
    else bursts.push({ atMs: message.atMs, from: message.from, to: message.to, messages: [message] });
  }
  return bursts;
}

/** Packets of a capture: beyond, nothing is put around what comes. */
const PACKETS_AT_MOST = 200;

/** Puts packets into those of links. */
class LinkLayers {
  readonly #given: Crossing;
  readonly #ids: Identifications = { next: 100 };
  /** Of each packet its identification, by which a copy of it is known, and its way. */
  readonly #known = new Map<CarriedPacket, { readonly id: number; readonly by: Way }>();
  #packets = 0;

  constructor(given: Crossing) {
    this.#given = given;
  }

  first(packet: CarriedPacket): readonly LinkedPacket[] {
    const id = this.#known.size + 1;
    const by = this.#wayOf(id);
    this.#known.set(packet, { id, by });
    return this.#linked(packet, id, by);
  }

  /** The same packet as a second tap sees it: in other tunnels. */
  second(packet: CarriedPacket): readonly LinkedPacket[] {
    const { id, by } = this.#known.get(packet)!;
    return this.#linked(packet, id, { ...by, hops: this.#given.secondTap?.hops ?? [] });
  }

  #wayOf(id: number): Way {
    const { ways, file } = this.#given;
    const own = ways[id % ways.length]!;
    // A pcap has one link type.
    const { link } = file === 'pcapng' ? own : ways[0]!;
    return this.#packets > PACKETS_AT_MOST ? { ...plainWay, link } : { ...own, link };
  }

  #linked(packet: CarriedPacket, id: number, by: Way): readonly LinkedPacket[] {
    const captured = captureOf(packet, this.#given.version, by, { id, ids: this.#ids });
    this.#packets += captured.length;
    return captured.map((one) => ({ ...one, of: packet }));
  }
}

/** `id`: of the packet itself, by which a copy of it would be known; `ids`: of those around it. */
function captureOf(
  packet: CarriedPacket,
  version: 4 | 6,
  by: Way,
  { id, ids }: { readonly id: number; readonly ids?: Identifications },
): CapturedPacket[] {
  const addresses = { source: addressOf(packet.from, version), destination: addressOf(packet.to, version) };
  const { protocol, payload, atMs } = packet;
  return encapsulated({ version, protocol, payload, addresses, id }, by, ids).map((one) => ({ ...one, atMs }));
}

function addressOf(party: number, version: 4 | 6): Uint8Array {
  if (version === 4) return bytesOf(10, 0, 0, party + 1);
  return bytesOf(0x20, 0x01, 0x0d, 0xb8, new Uint8Array(11), 0x10 + party);
}

/** A packet that is no SIP: the capture begins and ends with one. */
function noSip(atMs: number, link = plainWay.link): CapturedPacket[] {
  const packet = {
    atMs,
    from: 0,
    to: 1,
    protocol: 17,
    payload: udp('nothing to see', { sourcePort: 9, destinationPort: 9 }),
  };
  return captureOf(packet, 4, { ...plainWay, link }, { id: 0xffff });
}

function lastMs(messages: readonly FlowMessage[]): number {
  return Math.max(...messages.map(({ atMs }) => atMs)) + 5000;
}

/** Each late by as many packets, among those of its time. */
function reordered<Item extends { readonly atMs: number }>(items: readonly Item[], late: readonly number[]): Item[] {
  return items
    .map((item, i) => ({ item, span: Math.floor(item.atMs / WINDOW_MS), at: i + (late[i % late.length] ?? 0) }))
    .toSorted((one, other) => one.span - other.span || one.at - other.at)
    .map(({ item }) => item);
}

/** What two taps have seen of each packet, the second so many packets later, but before any that was sent later. */
function twice(
  firsts: readonly (readonly LinkedPacket[])[],
  seconds: readonly (readonly LinkedPacket[])[],
  lag: number,
): LinkedPacket[] {
  const atMs = (i: number): number => firsts[i]?.[0]?.atMs ?? Infinity;
  const copies = seconds.map((packets, i) => {
    let before = i;
    while (before - i < lag && atMs(before + 1) <= atMs(i)) before++;
    return { packets, at: before + 0.5 };
  });
  return [...firsts.map((packets, at) => ({ packets, at })), ...copies]
    .toSorted((one, other) => one.at - other.at)
    .flatMap(({ packets }) => packets);
}

const startSeconds = 1_700_000_000;

function fileOf(file: Crossing['file'], packets: readonly CapturedPacket[]): Uint8Array {
  if (file === 'pcapng') return pcapngOf(packets);
  const isNano = file === 'pcap of nanoseconds';
  const records = packets.map(({ atMs, data }) => {
    const ms = atMs - 1000 * Math.floor(atMs / 1000);
    return { seconds: startSeconds + Math.floor(atMs / 1000), fraction: ms * (isNano ? 1e6 : 1000), data };
  });
  return pcap(records, {
    linkType: packets[0]?.linkType ?? LINK_TYPE.ethernet,
    ...(isNano ? { magic: NANOSECONDS } : {}),
    ...(file === 'pcap of the other order' ? { order: 'big' as const } : {}),
  });
}

/** An interface of each link type. */
function pcapngOf(packets: readonly CapturedPacket[]): Uint8Array {
  const linkTypes = [...new Set(packets.map(({ linkType = LINK_TYPE.ethernet }) => linkType))];
  const blocks = packets.map(({ atMs, data, linkType = LINK_TYPE.ethernet }) =>
    enhancedPacket({
      interfaceId: linkTypes.indexOf(linkType),
      ticks: BigInt(startSeconds) * 1_000_000n + BigInt(atMs) * 1000n,
      data,
    }),
  );
  return bytesOf(sectionHeader(), ...linkTypes.map((linkType) => interfaceDescription({ linkType })), ...blocks);
}

/** Chunks of a file; beyond, the rest is one. */
const CHUNKS_AT_MOST = 1000;

function cut(bytes: Uint8Array, turns: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && chunks.length < CHUNKS_AT_MOST) {
    const length = turns[chunks.length % turns.length]!;
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return [...chunks, bytes.subarray(at)];
}
