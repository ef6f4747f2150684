/**
 * Writes captures of calls with their media (pcap, microseconds, Ethernet): PCMU in both directions, 20 ms a packet, all at the same time. A packet in a hundred is lost, each comes up
 * to 8 ms late, one in two hundred by 45 ms more, behind others. Nothing in them is random: the same arguments give the same bytes.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { client, type Endpoint, loadMessages, mediaOf, server } from './load-messages.ts';
import { pcapHeader, pcapRecord } from './load-pcap.ts';

export type StreamsLoad = {
  /** RTP packets in the file, or a few less: whole packets of each stream. */
  readonly packets: number;
  /** Two of a call. */
  readonly streams: number;
};

const packetUs = 20_000;
const payloadBytes = 160;
const rtpHeaderBytes = 12;
const setupUs = 1_000_000;
const mostLateUs = 53_000;
const lossOutOf = 100;
const overtakenOutOf = 200;

type Timed = { readonly timeUs: number; readonly order: number; readonly bytes: Buffer };

/** Gives the number of RTP packets written. */
export function writeStreamsCapture(file: string, { packets, streams }: StreamsLoad): number {
  const output = openSync(file, 'w');
  try {
    writeSync(output, pcapHeader());
    const calls = Math.max(1, Math.floor(streams / 2));
    const sent = Math.ceil(packets / calls / 2);
    const media = Array.from({ length: calls }, (_, at) => mediaOf(at + 1, true));
    const messages = media.map((each, at) => loadMessages(at + 1, each, false));
    /** What may still be overtaken. */
    let waiting: Timed[] = [];
    let order = 0;
    let written = 0;
    const add = (timeUs: number, payload: Uint8Array, source: Endpoint, destination: Endpoint): void => {
      // Each packet its own: no two are copies of one.
      const id = (timeUs ^ (source.port << 3)) & 0xffff;
      waiting.push({ timeUs, order: order++, bytes: pcapRecord(timeUs, payload, { source, destination, id }) });
    };
    const flush = (beforeUs: number): void => {
      const ready = waiting.filter(({ timeUs }) => timeUs < beforeUs);
      ready.sort((a, b) => a.timeUs - b.timeUs || a.order - b.order);
      waiting = waiting.filter(({ timeUs }) => timeUs >= beforeUs);
      if (ready.length > 0) writeAll(output, Buffer.concat(ready.map(({ bytes }) => bytes)));
    };
    const addMessages = (timeUs: number, from: number, to: number): void => {
      messages.forEach((all, call) => {
        for (const [step, { text, fromClient }] of all.slice(from, to).entries()) {
          const [source, destination] = fromClient ? [client, server] : [server, client];
          add(timeUs + call * 1000 + step * 100, Buffer.from(text), source, destination);
        }
      });
    };
    // INVITE, 180, 200, ACK before the media; BYE and 200 after it.
    addMessages(0, 0, 4);
    for (let packet = 0; packet < sent; packet++) {
      const sentUs = setupUs + packet * packetUs;
      for (let stream = 0; stream < calls * 2; stream++) {
        const { caller, callee } = media[stream >> 1]!;
        const chance = mixed(stream, packet);
        if (chance % lossOutOf === 1) continue;
        const lateUs = ((chance >>> 8) % 8000) + (chance % overtakenOutOf === 2 ? 45_000 : 0);
        const timeUs = sentUs + ((stream * 137) % packetUs) + lateUs;
        const [source, destination] = stream % 2 === 0 ? [caller, callee] : [callee, caller];
        add(timeUs, rtp(stream, packet), source, destination);
        written++;
      }
      flush(sentUs);
    }
    addMessages(setupUs + sent * packetUs + mostLateUs + packetUs, 4, 6);
    flush(Infinity);
    return written;
  } finally {
    closeSync(output);
  }
}

/** PCMU (RFC 3550 §5.1), of payload that differs from packet to packet. */
function rtp(stream: number, packet: number): Buffer {
  const bytes = Buffer.alloc(rtpHeaderBytes + payloadBytes, 0x55 + (packet & 31));
  bytes.writeUInt8(0x80, 0);
  bytes.writeUInt8(packet === 0 ? 0x80 : 0, 1);
  bytes.writeUInt16BE((packet + stream * 997) & 0xffff, 2);
  bytes.writeUInt32BE((packet * payloadBytes + stream * 77_777) >>> 0, 4);
  bytes.writeUInt32BE((0x5150_0000 + stream) >>> 0, 8);
  return bytes;
}

/** 31 bits that look random (a finalizer of MurmurHash3). */
function mixed(stream: number, packet: number): number {
  let bits = Math.imul(stream + 1, 0x9e37_79b1) ^ Math.imul(packet + 1, 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb_352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846c_a68b);
  return (bits ^ (bits >>> 16)) >>> 1;
}

function writeAll(output: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(output, bytes, done);
}
