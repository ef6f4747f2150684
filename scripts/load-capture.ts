/**
 * Writes load captures (pcap, microseconds, Ethernet): calls of six messages, one after the other, on two loopback ports. Nothing in them is random:
 * the same arguments give the same bytes.
 */
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { client, type Endpoint, loadMessages, type MediaEndpoints, mediaOf, server } from './load-messages.ts';

export type LoadOptions = {
  /** Whether every call's SDP names an RTP address and port of its own, instead of all the same. */
  readonly hasDistinctMedia?: boolean;
  /** Whether messages have about 1 kB, as in networks of operators, instead of 350 bytes. */
  readonly isLong?: boolean;
  /** RTP packets of 160 bytes after every message, between the parties by turns. */
  readonly rtpPerMessage?: number;
  /** No call begins after so many bytes. */
  readonly mostBytes?: number;
};

const startSeconds = 1_795_331_524;
/** Calls begin this far apart; each message follows the one before it by `stepUs`. */
const callGapUs = 700;
const stepUs = 100;

const fileHeaderBytes = 24;
const recordHeaderBytes = 16;
/** Of Ethernet, IPv4 and UDP. */
const packetHeaderBytes = 42;
const rtpPayloadBytes = 160;
const writtenAtOnce = 1024 * 1024;

/** Gives the number of calls written: `calls`, or fewer where `mostBytes` ends it. */
export function writeLoadCapture(file: string, calls: number, options: LoadOptions = {}): number {
  const { hasDistinctMedia = false, isLong = false, rtpPerMessage = 0, mostBytes = Infinity } = options;
  const output = new PieceWriter(file);
  try {
    output.write(fileHeader());
    let call = 0;
    while (call < calls && output.bytes < mostBytes) {
      call++;
      const media = mediaOf(call, hasDistinctMedia);
      for (const [step, { text, fromClient }] of loadMessages(call, media, isLong).entries()) {
        const timeUs = call * callGapUs + step * stepUs;
        const [source, destination] = fromClient ? [client, server] : [server, client];
        output.write(record(timeUs, Buffer.from(text), source, destination));
        for (let at = 0; at < rtpPerMessage; at++) {
          const sentUs = timeUs + Math.floor((stepUs * (at + 1)) / (rtpPerMessage + 1));
          output.write(rtpRecord(sentUs, media, call, step * rtpPerMessage + at));
        }
      }
    }
    return call;
  } finally {
    output.close();
  }
}

/** Writes the packets of a load capture again and again, as many times as fit in `bytes`: the same calls, each time as long ago. Gives how many times. */
export function repeatCapture(file: string, source: string, bytes: number): number {
  const input = openSync(source, 'r');
  const output = new PieceWriter(file);
  try {
    output.write(fileHeader());
    const size = fstatSync(input).size - fileHeaderBytes;
    const times = Math.max(1, Math.floor((bytes - fileHeaderBytes) / size));
    const piece = Buffer.alloc(writtenAtOnce);
    for (let time = 0; time < times; time++) {
      for (let at = 0; at < size;) {
        const read = readSync(input, piece, 0, piece.length, fileHeaderBytes + at);
        if (read === 0) throw new Error(`${source} became shorter while it was read.`);
        output.write(Buffer.from(piece.subarray(0, read)));
        at += read;
      }
    }
    return times;
  } finally {
    output.close();
    closeSync(input);
  }
}

/** Writes many small pieces a few at a time. */
class PieceWriter {
  bytes = 0;
  readonly #descriptor: number;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  constructor(file: string) {
    this.#descriptor = openSync(file, 'w');
  }

  write(piece: Buffer): void {
    this.bytes += piece.length;
    this.#waiting.push(piece);
    this.#waitingBytes += piece.length;
    if (this.#waitingBytes >= writtenAtOnce) this.#flush();
  }

  close(): void {
    try {
      this.#flush();
    } finally {
      closeSync(this.#descriptor);
    }
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
  }
}

function fileHeader(): Buffer {
  const header = Buffer.alloc(fileHeaderBytes);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  return header;
}

function record(timeUs: number, payload: Uint8Array, source: Endpoint, destination: Endpoint): Buffer {
  const frame = Buffer.alloc(recordHeaderBytes + packetHeaderBytes + payload.length);
  const length = packetHeaderBytes + payload.length;
  frame.writeUInt32LE(startSeconds + Math.floor(timeUs / 1e6), 0);
  frame.writeUInt32LE(timeUs % 1e6, 4);
  frame.writeUInt32LE(length, 8);
  frame.writeUInt32LE(length, 12);
  frame.writeUInt16BE(0x0800, 28);
  frame.writeUInt8(0x45, 30);
  frame.writeUInt16BE(28 + payload.length, 32);
  frame.writeUInt16BE(0x4000, 36);
  frame.writeUInt8(64, 38);
  frame.writeUInt8(17, 39);
  frame.set(source.ip, 42);
  frame.set(destination.ip, 46);
  frame.writeUInt16BE(source.port, 50);
  frame.writeUInt16BE(destination.port, 52);
  frame.writeUInt16BE(8 + payload.length, 54);
  frame.set(payload, 58);
  return frame;
}

/** The `at`-th RTP packet of a call: PCMU, 20 ms (RFC 3550 §5.1). */
function rtpRecord(timeUs: number, { caller, callee }: MediaEndpoints, call: number, at: number): Buffer {
  const fromCaller = at % 2 === 0;
  const sequence = at >> 1;
  const payload = Buffer.alloc(12 + rtpPayloadBytes);
  payload.writeUInt8(0x80, 0);
  payload.writeUInt16BE(sequence & 0xffff, 2);
  payload.writeUInt32BE((sequence * rtpPayloadBytes) >>> 0, 4);
  payload.writeUInt32BE((call * 2 + (fromCaller ? 0 : 1)) >>> 0, 8);
  return fromCaller ? record(timeUs, payload, caller, callee) : record(timeUs, payload, callee, caller);
}
