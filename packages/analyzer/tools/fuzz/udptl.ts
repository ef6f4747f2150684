import { demand } from '../../../parser/tools/fuzz/broken-promise.ts';
import type { Target } from '../../../parser/tools/fuzz/target.ts';
import { readUdptl } from '../../src/media/fax/udptl.ts';
import { makeUdptlReader } from '../../src/media/fax/udptl-reader.ts';
import { bytesOf, uint16 } from '../../test/build-capture.ts';

/** Datagrams of T.38 from one side, each behind a byte of how long after the one before it came and its length; the first byte of all is the version that was agreed upon. */
export const udptlTarget: Target = { name: 'udptl', seeds: udptlSeeds, mutators: [], check };

const headBytes = 2;
const stepMs = 10;

function udptlSeeds(): readonly Uint8Array[] {
  const packet = (sequence: number, ifp: readonly number[], recovery: readonly number[]): Uint8Array => {
    const bytes = bytesOf(uint16(sequence), ifp.length, ifp, recovery);
    return bytesOf(3, bytes.length, bytes);
  };
  const cng = [0x02];
  const preamble = [0x06];
  const dis = [0xc0, 0x01, 0x80, 0x00, 0x05, 0xff, 0xc0, 0x04, 0x00, 0x46];
  const end = [0xc0, 0x01, 0x90];
  const image = [0xc8, 0x01, 0x80, 0x00, 0x07, 0, 1, 2, 3, 4, 5, 6, 7];
  const none = [0, 0];
  return [
    bytesOf(0, packet(0, cng, none), packet(1, preamble, none), packet(2, dis, none), packet(3, end, none)),
    bytesOf(0, packet(0, cng, none), packet(2, dis, [0, 1, preamble.length, ...preamble])),
    bytesOf(1, packet(0, dis, none), packet(1, image, [0, 2, dis.length, ...dis, cng.length, ...cng])),
    bytesOf(0, packet(0, cng, none), packet(3, end, [0x80, 1, 3, 1, 3, 1, 2, 3])),
  ];
}

/** No exception; what is read lies in its datagram; what is told of the fax can be sent to another thread, and counts no more than was there. */
function check(input: Uint8Array): void {
  const attributes = new Map(((input[0] ?? 0) & 1) === 0 ? [] : [['T38FaxVersion', '3']]);
  const reader = makeUdptlReader({ proto: 'UDPTL', kind: 'image', formats: ['t38'], attributes });
  let frame = 0;
  let timeNs = 0;
  for (let at = 1; at + headBytes <= input.length;) {
    const start = at + headBytes;
    const end = Math.min(input.length, start + input[at + 1]!);
    timeNs += input[at]! * stepMs * 1e6;
    frame++;
    checkPacket(input, start, end);
    reader?.receive(input, start, end, { timeNs, frame, slicedBytes: 0 });
    at = end;
  }
  const facts = reader?.facts((ns) => `${ns}`);
  structuredClone(facts);
  const { ifpPackets = 0, malformed = 0 } = facts?.fax ?? {};
  demand(ifpPackets <= 65 * frame, 'no more packets than datagrams can hold', () => `${ifpPackets} in ${frame}`);
  demand(malformed <= 65 * frame, 'no more faults than packets', () => `${malformed} in ${frame}`);
}

function checkPacket(bytes: Uint8Array, start: number, end: number): void {
  const packet = readUdptl(bytes, start, end);
  if (packet === undefined) return;
  const { primaryStart, primaryEnd, secondaries, parities } = packet;
  const ranges = [primaryStart, primaryEnd, ...secondaries, ...parities];
  for (let at = 0; at < ranges.length; at += 2) {
    const [from = 0, to = 0] = ranges.slice(at, at + 2);
    demand(start <= from && from <= to && to <= end, 'packets lie in their datagram', () => `${from} to ${to}`);
  }
}
