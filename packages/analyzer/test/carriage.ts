/** What the packets of a transport are made of, for tests that carry the messages of a flow. */

import fc from 'fast-check';
import type { Transport } from '../src/rows.ts';
import type { FlowMessage } from './generate-calls.ts';

/** How the messages between two parties travel. Numbers are taken in turn. */
export type Carriage = {
  readonly transport: Transport;
  /** Bytes of a segment of TCP, of a record of TLS, of a frame of WebSocket, of a chunk of SCTP. */
  readonly segments: readonly number[];
  readonly records: readonly number[];
  readonly frames: readonly number[];
  readonly chunks: readonly number[];
  /** Chunks of SCTP in a packet. */
  readonly bundles: readonly number[];
  /** First sequence number of TCP, first TSN of SCTP. */
  readonly initial: number;
  /** What tells nothing: keep-alives, pings, SACKs, acknowledgements. */
  readonly fillers: boolean;
  /** Of WebSocket. */
  readonly deflates: boolean;
  /** Of SCTP: I-DATA, whose fragments may come between those of other messages; unordered; streams. */
  readonly interleaves: boolean;
  readonly unordered: boolean;
  readonly streams: number;
};

const lengths = fc.array(
  fc.oneof(fc.constantFrom(1, 2, 1400), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 1400 })),
  { minLength: 1, maxLength: 5 },
);

export const carriage: fc.Arbitrary<Carriage> = fc.record({
  transport: fc.constantFrom<Transport>('UDP', 'TCP', 'TLS', 'WS', 'WSS', 'SCTP'),
  segments: lengths,
  records: fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 3 }),
  frames: fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 3 }),
  chunks: fc.array(fc.integer({ min: 8, max: 1400 }), { minLength: 1, maxLength: 4 }),
  bundles: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
  initial: fc.oneof(
    fc.integer({ min: 0, max: 0xffff_ffff }),
    fc.integer({ min: -3000, max: 3000 }).map((near) => near >>> 0),
    fc.integer({ min: -3000, max: 3000 }).map((near) => (2 ** 31 + near) >>> 0),
  ),
  fillers: fc.boolean(),
  deflates: fc.boolean(),
  interleaves: fc.boolean(),
  unordered: fc.boolean(),
  streams: fc.integer({ min: 1, max: 3 }),
});

/** What IP is to carry. */
export type CarriedPacket = {
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
  readonly protocol: number;
  readonly payload: Uint8Array;
};

/** A packet that a message needs, and which of those that this packet completes it is. */
export type Need = { readonly packet: CarriedPacket; readonly ordinal: number };

export type CarriedMessage = { readonly message: FlowMessage; readonly needs: readonly Need[] };

/** Messages of one party to the other that are sent at one time. */
export type Burst = {
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
  readonly messages: readonly FlowMessage[];
};

export type Carrier = {
  /** What goes before the first message. */
  open(): readonly CarriedPacket[];
  carry(burst: Burst): CarriedBurst;
  /** Of TLS. */
  readonly keyLog: string;
};

export type CarriedBurst = { readonly packets: readonly CarriedPacket[]; readonly messages: readonly CarriedMessage[] };

/** Two parties that send to each other; `number`: another of each pair, `first`: who sends first. */
export type Pair = { readonly first: number; readonly second: number; readonly number: number };

/** SIP's port on both sides. */
const PORT = 5060;
export const ports: { readonly sourcePort: number; readonly destinationPort: number } = {
  sourcePort: PORT,
  destinationPort: PORT,
};

/** When connections are opened: before all messages. */
export const OPENED_MS = -1000;
