/** Streams of RTP by script: what is sent, what of it arrives, and when. What is known of a stream is known from its script. */

import { bytesOf, uint16, uint32 } from '../build-capture.ts';

export type RtpEndpoint = { readonly ip: string; readonly port: number };

export type RtpScript = {
  readonly source?: RtpEndpoint;
  readonly destination?: RtpEndpoint;
  readonly ssrc?: number;
  /** Packets that are sent, unless they fall in silence. */
  readonly packets: number;
  /** When the first is sent, since the capture's begin. */
  readonly startMs?: number;
  readonly ptimeMs?: number;
  readonly clockHz?: number;
  readonly payloadType?: number | ((packet: number) => number);
  readonly payload?: (packet: number) => Uint8Array;
  readonly firstSequence?: number;
  readonly firstTimestamp?: number;
  /** Silence suppression: nothing is sent, no sequence number used, timestamps go on; what comes next is marked. Of the packets that would be sent. */
  readonly silence?: readonly (readonly [first: number, packets: number])[];
  /** Steps of sequence numbers and timestamps beyond what follows, at a packet. */
  readonly jumps?: readonly { readonly at: number; readonly sequence?: number; readonly timestamp?: number }[];
  readonly isMarked?: (packet: number) => boolean;
  /** Whether it is lost on the way. */
  readonly isLost?: (packet: number) => boolean;
  /** How often it arrives. */
  readonly copies?: (packet: number) => number;
  /** On the way; packets that overtake others come out of it. */
  readonly delayMs?: (packet: number) => number;
  /** How much faster the sender's clock runs than that of the capture. */
  readonly fastPpm?: number;
};

/** A packet as it arrives. */
export type SentRtp = {
  readonly timeUs: number;
  /** Of the script, from 0. */
  readonly packet: number;
  readonly source: RtpEndpoint;
  readonly destination: RtpEndpoint;
  readonly bytes: Uint8Array;
};

export const caller: RtpEndpoint = { ip: '192.0.2.1', port: 20_000 };
export const callee: RtpEndpoint = { ip: '192.0.2.2', port: 30_000 };

const copyUs = 250;

/** What arrives of a stream, in the order in which it does. */
export function rtpStream(script: RtpScript): SentRtp[] {
  const { source = caller, destination = callee, packets, startMs = 0, ptimeMs = 20, fastPpm = 0 } = script;
  const arrived: SentRtp[] = [];
  for (const sent of sentPackets(script)) {
    if (script.isLost?.(sent.packet) === true) continue;
    const sentMs = startMs + (sent.packet * ptimeMs) / (1 + fastPpm / 1e6);
    const timeUs = Math.round((sentMs + (script.delayMs?.(sent.packet) ?? 0)) * 1000);
    for (let copy = 0; copy < (script.copies?.(sent.packet) ?? 1); copy++)
      arrived.push({ timeUs: timeUs + copy * copyUs, packet: sent.packet, source, destination, bytes: sent.bytes });
  }
  if (packets > 0 && arrived.length === 0) return [];
  return arrived.toSorted((a, b) => a.timeUs - b.timeUs || a.packet - b.packet);
}

function* sentPackets(script: RtpScript): Generator<{ readonly packet: number; readonly bytes: Uint8Array }> {
  const { packets, ptimeMs = 20, clockHz = 8000, payloadType = 0, ssrc = 0x1234_5678, silence = [] } = script;
  const ticks = Math.round((ptimeMs * clockHz) / 1000);
  let sequence = script.firstSequence ?? 0;
  let timestamp = script.firstTimestamp ?? 0;
  let wasSilent = false;
  for (let packet = 0; packet < packets; packet++, timestamp += ticks) {
    for (const jump of script.jumps ?? []) {
      if (jump.at !== packet) continue;
      sequence += jump.sequence ?? 0;
      timestamp += jump.timestamp ?? 0;
    }
    if (silence.some(([first, count]) => packet >= first && packet < first + count)) {
      wasSilent = true;
      continue;
    }
    const marker = wasSilent || packet === 0 || script.isMarked?.(packet) === true;
    const type = typeof payloadType === 'number' ? payloadType : payloadType(packet);
    const payload = script.payload?.(packet) ?? new Uint8Array(ticks).fill(0xff);
    yield { packet, bytes: rtpBytes({ marker, payloadType: type, sequence, timestamp, ssrc, payload }) };
    wasSilent = false;
    sequence++;
  }
}

export type RtpFields = {
  readonly marker?: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
};

/** RFC 3550 §5.1, without sources, extension and padding. */
export function rtpBytes({ marker = false, payloadType, sequence, timestamp, ssrc, payload }: RtpFields): Uint8Array {
  const second = (marker ? 0x80 : 0) | payloadType;
  return bytesOf(0x80, second, uint16(sequence & 0xffff), uint32(timestamp >>> 0), uint32(ssrc), payload);
}

/** Numbers from 0 to 1 that look random; the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number for each packet, drawn once: so that a script may ask for it again. */
export function drawn(packets: number, seed: number, shape: (random: number) => number): (packet: number) => number {
  const random = seeded(seed);
  const values = Array.from({ length: packets }, () => shape(random()));
  return (packet) => values[packet] ?? 0;
}
