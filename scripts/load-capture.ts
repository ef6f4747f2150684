/**
 * Writes load captures (pcap, microseconds, Ethernet): calls of six messages, one after the other, on two loopback ports. Nothing in them is random:
 * the same arguments give the same bytes.
 */
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { client, loadMessages, type MediaEndpoints, mediaOf, server } from './load-messages.ts';
import { pcapHeader, pcapHeaderBytes, pcapRecord } from './load-pcap.ts';

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

/** Calls begin this far apart; each message follows the one before it by `stepUs`. */
const callGapUs = 700;
const stepUs = 100;

const rtpPayloadBytes = 160;
const writtenAtOnce = 1024 * 1024;

/** Gives the number of calls written: `calls`, or fewer where `mostBytes` ends it. */
export function writeLoadCapture(file: string, calls: number, options: LoadOptions = {}): number {
  const { hasDistinctMedia = false, isLong = false, rtpPerMessage = 0, mostBytes = Infinity } = options;
  const output = new PieceWriter(file);
  try {
    output.write(pcapHeader());
    let call = 0;
    while (call < calls && output.bytes < mostBytes) {
      call++;
      const media = mediaOf(call, hasDistinctMedia);
      for (const [step, { text, fromClient }] of loadMessages(call, media, isLong).entries()) {
        const timeUs = call * callGapUs + step * stepUs;
        const [source, destination] = fromClient ? [client, server] : [server, client];
        output.write(pcapRecord(timeUs, Buffer.from(text), { source, destination }));
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
    output.write(pcapHeader());
    const size = fstatSync(input).size - pcapHeaderBytes;
    const times = Math.max(1, Math.floor((bytes - pcapHeaderBytes) / size));
    const piece = Buffer.alloc(writtenAtOnce);
    for (let time = 0; time < times; time++) {
      for (let at = 0; at < size;) {
        const read = readSync(input, piece, 0, piece.length, pcapHeaderBytes + at);
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

/** The `at`-th RTP packet of a call: PCMU, 20 ms (RFC 3550 §5.1). */
function rtpRecord(timeUs: number, { caller, callee }: MediaEndpoints, call: number, at: number): Buffer {
  const fromCaller = at % 2 === 0;
  const sequence = at >> 1;
  const payload = Buffer.alloc(12 + rtpPayloadBytes);
  payload.writeUInt8(0x80, 0);
  payload.writeUInt16BE(sequence & 0xffff, 2);
  payload.writeUInt32BE((sequence * rtpPayloadBytes) >>> 0, 4);
  payload.writeUInt32BE((call * 2 + (fromCaller ? 0 : 1)) >>> 0, 8);
  const [source, destination] = fromCaller ? [caller, callee] : [callee, caller];
  return pcapRecord(timeUs, payload, { source, destination });
}
