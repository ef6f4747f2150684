import { payloadTypeOf } from './bodies.ts';
import { bytesOf, uint16, uint32 } from '../build-capture.ts';
import type { Packet } from './network.ts';
import type { Step, What } from '../../src/expect/script/script.ts';

const packetSeconds = 0.02;
const samples = 160;

/** A stream of silence, a packet every 20 ms (RFC 3550 §5.1). */
export function rtpStream(step: Step, what: What & { kind: 'rtp' }, seconds: number): Packet[] {
  const ssrc = step.line * 65_537 + what.fromPort;
  return Array.from({ length: Math.max(1, Math.round(what.seconds / packetSeconds)) }, (_, i) => {
    const head = bytesOf(0x80, payloadTypeOf(what.codec), uint16(i + 1), uint32((i + 1) * samples), uint32(ssrc));
    const ports = [what.fromPort, what.toPort] as const;
    const at = { seconds: seconds + i * packetSeconds, line: step.line, label: i === 0 ? step.label : undefined };
    const packet = { from: step.from, to: step.to, ports, transport: 'UDP', id: i + 1 } as const;
    return { ...at, ...packet, text: bytesOf(head, new Uint8Array(samples).fill(0xff)), isUnseen: false };
  });
}
