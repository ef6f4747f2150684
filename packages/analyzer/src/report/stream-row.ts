import type { TimeFormat } from '../follow/format-time.ts';
import { streamId } from '../follow/row-id.ts';
import type { MediaProblem } from '../call/media-problem.ts';
import type { StreamRecord } from '../media/stream-record.ts';
import { measuredProblems } from './measured-problems.ts';
import type { StreamProblemRow, StreamRow } from '../rows.ts';
import type { FlowTable } from '../transport/flow-table.ts';

/** What the row says of a stream beside what was told of it. */
type StreamTies = Pick<StreamRow, 'call' | 'dialog' | 'from' | 'early'>;

type StreamContext = { readonly flows: FlowTable; readonly times: TimeFormat };

/** Problems of one stream that are told. */
const mostProblems = 32;

/** `ofCall`: what its call tells of it. */
export function streamRow(
  record: StreamRecord,
  { flows, times }: StreamContext,
  ties: StreamTies,
  ofCall: readonly MediaProblem[] = [],
): StreamRow {
  const { number, protocol, kind, isHeuristic, ssrc, flow, previous, relayOf, facts } = record;
  const row: StreamRow = {
    id: streamId(number),
    protocol,
    ...(kind === undefined ? {} : { kind }),
    ...ties,
    ...(isHeuristic ? { heuristic: true as const } : {}),
    ...(previous < 0 ? {} : { previous: streamId(previous) }),
    ...(relayOf < 0 ? {} : { relayOf: streamId(relayOf) }),
    ...(ssrc < 0 ? {} : { ssrc: ssrc.toString(16).padStart(8, '0') }),
    srcIp: flows.sourceIp(flow),
    srcPort: flows.sourcePort(flow),
    dstIp: flows.destinationIp(flow),
    dstPort: flows.destinationPort(flow),
    started: times.iso(record.startedNs),
    ended: times.iso(record.endedNs),
    firstFrame: record.firstFrame,
    lastFrame: record.lastFrame,
    packets: record.packets,
    bytes: record.bytes,
    ...facts,
  };
  const problems = [
    ...(facts.problems ?? []),
    ...ofCall.map((problem) => problemRow(problem, times)),
    ...measuredProblems(row),
  ];
  return problems.length === 0 ? row : { ...row, problems: problems.slice(0, mostProblems) };
}

function problemRow({ code, text, fromNs, toNs, frames }: MediaProblem, times: TimeFormat): StreamProblemRow {
  return {
    code,
    text,
    ...(fromNs === undefined ? {} : { from: times.iso(fromNs) }),
    ...(toNs === undefined ? {} : { to: times.iso(toNs) }),
    frames,
  };
}
