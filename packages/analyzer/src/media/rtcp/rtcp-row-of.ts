import type { RtcpLossRow, RtcpProblemRow, RtcpReceiverRow, RtcpRow } from '../../rows/rtcp-row.ts';
import type { FlowTable } from '../../transport/flow-table.ts';
import type { TimeText } from '../payload/payload-reader.ts';
import { omitUndefined, round } from './figures-text.ts';
import { lossBySender } from './loss-comparison.ts';
import type { ReceiverReports } from './receiver-reports.ts';
import type { RoundTrips } from './round-trips.ts';
import type { SourceReports } from './source-reports.ts';
import type { Spread } from './spread.ts';

export type RowContext = {
  readonly flows: FlowTable;
  readonly roundTrips: RoundTrips;
  readonly epochNs: bigint | undefined;
  readonly time: TimeText;
};

/** What RTCP said of a stream, as its row has it. */
export function rtcpRow(source: SourceReports, context: RowContext): RtcpRow | undefined {
  if (source.packets === 0) return undefined;
  const { time, epochNs } = context;
  const receivers = source.receivers.map((receiver) => receiverRow(receiver, source, context));
  const feedback = source.feedback.rows(time);
  const lipSync = source.together?.rows(source.ssrc) ?? [];
  const problems = problemsOf(source, context);
  return {
    packets: source.packets,
    ...omitUndefined({
      sender: source.sender.row(epochNs, time),
      loss: lossRow(source),
      encrypted: source.encrypted > 0 ? source.encrypted : undefined,
      moreReceivers: source.moreReceivers > 0 ? source.moreReceivers : undefined,
      moreFrames: source.moreFrames > 0 ? source.moreFrames : undefined,
    }),
    ...(receivers.length === 0 ? {} : { receivers }),
    ...roundTripsOf(source, context),
    ...(feedback.length === 0 ? {} : { feedback }),
    ...(lipSync.length === 0 ? {} : { lipSync }),
    ...(problems.length === 0 ? {} : { problems }),
    frames: [...source.frames],
  };
}

function receiverRow(receiver: ReceiverReports, source: SourceReports, { flows, time }: RowContext): RtcpReceiverRow {
  return receiver.row(source.clockHz, flows.source(receiver.flow), time);
}

/** Of the receiver that reported on the most packets; where none did, of what the sender says that it sent. */
function lossRow(source: SourceReports): RtcpLossRow | undefined {
  let best: RtcpLossRow | undefined;
  for (const { comparison } of source.receivers) {
    const row = comparison.row(source.sender.isSinceStart);
    if (row !== undefined && row.packets > (best?.packets ?? 0)) best = row;
  }
  if (best !== undefined) return best;
  const sent = source.sender.sent();
  return sent === undefined ? undefined : lossBySender(sent);
}

function roundTripsOf(
  source: SourceReports,
  { flows, roundTrips }: RowContext,
): Pick<RtcpRow, 'roundTripMs' | 'roundTripToReceiverMs' | 'roundTripToSenderMs'> {
  const flow = source.receivers.find((receiver) => receiver.roundTrips.count > 0)?.flow ?? source.receivers[0]?.flow;
  if (flow === undefined) return {};
  const toReceiver = roundTrips.of(flow);
  const toSender = roundTrips.of(flows.reverse(flow));
  const isBoth = toReceiver !== undefined && toSender !== undefined;
  const told = source.receivers.find(({ xr }) => xr?.voip?.metrics.roundTripDelay !== undefined)?.xr?.voip;
  return omitUndefined({
    roundTripMs: isBoth ? round((toReceiver.mean + toSender.mean) / 1e6, 3) : told?.metrics.roundTripDelay,
    roundTripToReceiverMs: ms(toReceiver),
    roundTripToSenderMs: ms(toSender),
  });
}

function ms(spread: Spread | undefined): number | undefined {
  return spread === undefined ? undefined : round(spread.mean / 1e6, 3);
}

/** A side that sends for so long, and is told of it as often, should have sent a report itself: they are 5 s apart (RFC 3550 §6.2). */
const reportsOfOther = 3;
const silentNs = 15e9;

function problemsOf(source: SourceReports, { flows }: RowContext): RtcpProblemRow[] {
  const { sender, receivers, encrypted } = source;
  const isSilent = !sender.hasReports && sender.row(undefined, () => '') === undefined && encrypted === 0;
  if (!isSilent || source.counts === undefined) return [];
  const reporter = receivers.find((receiver) => receiver.count >= reportsOfOther && receiver.elapsedNs >= silentNs);
  if (reporter === undefined) return [];
  // Who only receives need not tell anything of what it sends.
  if (!reporter.reporter.hasReports) return [];
  const text = `${flows.source(flows.reverse(reporter.flow))} sends no RTCP, though it gets ${reporter.count} reports.`;
  return [{ code: 'rtcp-missing', text }];
}
