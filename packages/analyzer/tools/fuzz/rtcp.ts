import { demand } from '../../../parser/tools/fuzz/broken-promise.ts';
import type { Target } from '../../../parser/tools/fuzz/target.ts';
import { CaptureDiagnostics } from '../../src/capture/capture-diagnostics.ts';
import { readRtcp } from '../../src/media/rtcp/read-rtcp.ts';
import { ReportBook } from '../../src/media/rtcp/report-book.ts';
import type { RtcpReading } from '../../src/media/rtcp/rtcp-packet.ts';
import { FlowTable } from '../../src/transport/flow-table.ts';
import {
  application,
  type Bytes,
  cname,
  extendedReport,
  feedback,
  goodbye,
  half,
  padded,
  receiverReport,
  senderReport,
  word,
  xrBlock,
} from '../../test/rtp/build-rtcp.ts';

/** Datagrams of RTCP between two hosts, each behind a byte of which way it goes and its length in two. */
export const rtcpTarget: Target = { name: 'rtcp', seeds: rtcpSeeds, mutators: [], check };

const ssrcs = [0x1111_1111, 0x2222_2222] as const;

function rtcpSeeds(): readonly Uint8Array[] {
  const [alice, bob] = ssrcs;
  const blocks = [{ ssrc: alice, cumulativeLost: 3, extendedHighest: 40, jitter: 9, lastSr: 0x1_0000 }];
  const report = [...senderReport({ ssrc: alice, ntp: [1, 0], packetCount: 40 }), ...cname(alice, 'alice')];
  const answer = [...receiverReport(bob, ...blocks), ...cname(bob, 'bob'), ...goodbye([bob], 'bye')];
  const asked = [
    ...feedback(205, 1, bob, alice, half(1), half(3)),
    ...feedback(206, 4, bob, 0, word(alice), word(0)),
    ...feedback(205, 15, bob, alice, half(1), half(9), word(0), half(0x2009), half(0)),
  ];
  const remb = feedback(206, 15, bob, 0, [0x52, 0x45, 0x4d, 0x42, 1, 0, 1, 2], word(alice));
  const extended = extendedReport(
    bob,
    xrBlock(1, 0, word(alice), half(1), half(31), half(0x8001), half(0)),
    xrBlock(4, 0, word(1), word(2)),
    xrBlock(5, 0, word(alice), word(1), word(2)),
    xrBlock(6, 0xf8, ...Array.from({ length: 9 }, (_one, index) => (index === 0 ? word(alice) : word(index)))),
    xrBlock(7, 0, ...Array.from({ length: 8 }, (_one, index) => (index === 0 ? word(alice) : word(0x1010_1010)))),
  );
  const json = [
    ...new TextEncoder().encode(
      `{"ssrc":${bob},"type":200,"sender_information":{"packets":1},"report_blocks":[{"source_ssrc":${alice},"packets_lost":1}]}`,
    ),
  ];
  const secret = [...report.slice(0, 8), ...answer, ...word(0x8000_0001), ...half(0), ...word(1), ...word(2)];
  return [
    datagrams([0, report], [1, answer]),
    datagrams([1, asked], [1, remb], [0, padded(application(alice, 1, 'TEST'), 4)]),
    datagrams([0, report], [1, extended]),
    datagrams([1, json], [4, secret]),
  ];
}

function datagrams(...all: readonly (readonly [flags: number, bytes: Bytes])[]): Uint8Array {
  return new Uint8Array(all.flatMap(([flags, bytes]) => [flags, ...half(bytes.length), ...bytes]));
}

/** No exception; what is read is bounded by the datagram, faults lie in it; what is kept of a stream can be told. */
function check(input: Uint8Array): void {
  const flows = new FlowTable();
  const book = new ReportBook({ flows, diagnostics: new CaptureDiagnostics(), epochNs: () => 0n });
  const place = (host: number): Parameters<FlowTable['flowBetween']>[0] => ({
    bytes: new Uint8Array([10, 0, 0, host]),
    at: 0,
    length: 4,
    port: 4000,
  });
  const there = flows.flowBetween(place(1), place(2), 'UDP');
  const back = flows.reverse(there);
  const sources = ssrcs.map((ssrc, index) => book.open(ssrc, index === 0 ? there : back, counts, 0, 1));
  let frame = 0;
  for (let at = 0; at + 3 <= input.length;) {
    const flags = input[at]!;
    const start = at + 3;
    const end = Math.min(input.length, start + ((input[at + 1]! << 8) | input[at + 2]!));
    const options = { slicedBytes: (flags & 2) === 0 ? 0 : 1, isSecure: (flags & 4) !== 0 };
    checkReading(readRtcp(input, start, end, options), end - start);
    const times = { timeNs: frame * 1e9, frame: ++frame, flow: (flags & 1) === 0 ? there : back, ipId: -1 };
    book.receive({ bytes: input, start, end, ...times, ...options });
    at = end;
  }
  for (const source of sources) {
    const row = book.row(source, String);
    if (row === undefined) continue;
    demand(row.frames.length <= frame, 'a frame is told once', () => String(row.frames));
    JSON.stringify(row, (key, value: unknown) => {
      const isValue = typeof value === 'number' ? Number.isFinite(value) : value !== undefined && value !== null;
      demand(isValue, 'figures are numbers', () => `${key}: ${String(value)}`);
      return value;
    });
  }
}

const counts = {
  expected: 50,
  lost: 2,
  duplicates: 1,
  highest: 49,
  lastTimestamp: 8000,
  lastTimeNs: 1e9,
  clockHz: 8000,
  lostAmong: (): number => -1,
};

function checkReading({ packets, faults }: RtcpReading, length: number): void {
  demand(packets.length <= length / 4, 'a packet has a header of four bytes', () => String(packets.length));
  demand(faults.length <= 8, 'there are eight faults at most', () => String(faults.length));
  for (const { at } of faults) demand(at >= 0 && at <= length, 'a fault lies in the datagram', () => String(at));
}
