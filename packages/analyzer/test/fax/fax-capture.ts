/** Faxes that two terminals have sent to each other, put into UDPTL and, with the call that negotiates them, into captures. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bytesOf, uint16 } from '../build-capture.ts';
import { callMessages, rtpCapture, type TimedDatagram } from '../rtp/rtp-capture.ts';
import { callee, caller } from '../rtp/rtp-stream.ts';

export type SentIfp = { readonly ms: number; readonly isBack: boolean; readonly packet: Uint8Array };

const folder = path.join(import.meta.dirname, '../../../../fixtures/fax');

/** Lines of the fixture: milliseconds, 0 for the caller or 1 for the callee, the IFP packet. */
export function readFax(name: string): SentIfp[] {
  const lines = readFileSync(path.join(folder, name), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [ms, side, hex] = line.split(' ');
    return { ms: Number(ms), isBack: side === '1', packet: Uint8Array.from(Buffer.from(hex!, 'hex')) };
  });
}

type Recovery =
  | { readonly kind: 'redundancy'; readonly packets: number }
  | { readonly kind: 'fec'; readonly parities: number; readonly span: number };

/** The UDPTL datagram of the packet with that number. T.38 §9.1. */
function udptl(
  sequence: number,
  packets: readonly Uint8Array[],
  recovery: Recovery = { kind: 'redundancy', packets: 0 },
): Uint8Array {
  const primary = packets[sequence]!;
  const head = bytesOf(uint16(sequence & 0xffff), primary.length, primary);
  if (recovery.kind === 'fec') return bytesOf(head, fec(sequence, packets, recovery));
  const before = packets.slice(Math.max(0, sequence - recovery.packets), sequence).toReversed();
  return bytesOf(head, 0, before.length, ...before.flatMap((packet) => [packet.length, packet]));
}

function fec(
  sequence: number,
  packets: readonly Uint8Array[],
  { parities, span }: { readonly parities: number; readonly span: number },
): Uint8Array {
  if (sequence < parities * span) return bytesOf(0, 0);
  const sums = Array.from({ length: parities }, (_, parity) => {
    const covered = Array.from({ length: span }, (_, k) => packets[sequence + parity - (k + 1) * parities]!);
    const sum = new Uint8Array(Math.max(...covered.map(({ length }) => length)));
    for (const packet of covered) for (const [i, octet] of packet.entries()) sum[i]! ^= octet;
    return sum;
  });
  return bytesOf(0x80, 1, span, parities, ...sums.flatMap((sum) => [sum.length, sum]));
}

export type FaxScript = {
  readonly recovery?: Recovery;
  /** Of both sides together, in order. */
  readonly isLost?: (packet: number) => boolean;
  /** How often each arrives. */
  readonly copies?: number;
  readonly version?: number;
};

/** The capture of a call that is a fax. */
export function faxCapture(sent: readonly SentIfp[], { version = 0, ...script }: FaxScript = {}): Uint8Array {
  const attributes = [`a=T38FaxVersion:${version}`, 'a=T38MaxBitRate:14400', 'a=T38FaxUdpEC:t38UDPRedundancy'];
  const endedMs = sent.at(-1)!.ms + 2000;
  const messages = callMessages({ endedMs, media: 'image', formats: 'udptl t38', attributes });
  return rtpCapture([...messages, ...faxDatagrams(sent, script)]);
}

const afterAnswerMs = 600;

/** In the order of each side. */
export function faxDatagrams(sent: readonly SentIfp[], { recovery, isLost, copies = 1 }: FaxScript): TimedDatagram[] {
  const sides = [sent.filter(({ isBack }) => !isBack), sent.filter(({ isBack }) => isBack)];
  return sides.flatMap((side, direction) => {
    const packets = side.map(({ packet }) => packet);
    return side.flatMap(({ ms }, sequence) => {
      const source = direction === 0 ? caller : callee;
      const destination = direction === 0 ? callee : caller;
      const bytes = udptl(sequence, packets, recovery);
      if (isLost?.(sequence) === true) return [];
      return Array.from({ length: copies }, (_, copy) => ({
        timeUs: (afterAnswerMs + ms) * 1000 + copy * 300,
        source,
        destination,
        bytes,
      }));
    });
  });
}
